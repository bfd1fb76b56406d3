import WebMercator

/// A town of Poland, for the names on printed maps.
public struct Town: Sendable, Hashable {
    /// Its Polish name.
    public let name: String

    /// Its middle, to about 0.01 degree.
    public let place: GeographicCoordinate

    /// Its residents in thousands, about; of a big city those of all its districts.
    public let population: Double

    /// The towns, the largest first.
    public static let all: [Town] = {
        var districts: [Substring: Double] = [:]
        for row in TableReader.rows(CityDistrictTable.text) {
            // A district is called by its city and its own name.
            guard row.numbers.count == 3, let city = row.name.split(separator: " ").first else { continue }
            districts[city, default: 0] += row.numbers[2]
        }
        let towns = TableReader.rows(TownTable.text).compactMap { row -> Town? in
            guard row.numbers.count == 3,
                let place = GeographicCoordinate(longitude: row.numbers[1], latitude: row.numbers[0])
            else { return nil }
            return Town(
                name: row.name, place: place, population: row.numbers[2] + (districts[row.name[...]] ?? 0))
        }
        return towns.sorted { ($1.population, $0.name) < ($0.population, $1.name) }
    }()
}
