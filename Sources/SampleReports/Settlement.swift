import Gazetteer

/// A town, or a district of a big city that is laid out like one.
struct Settlement: Sendable {
    var name: String
    var voivodeship: Int
    var centre: PlanePoint
    /// In thousands.
    var population: Double
    var radius: Double
    var seed: UInt64
    /// Whether it is a district of a big city.
    var isDistrict: Bool
    /// Whether a street may reach the border or the sea, so that every point has to be checked.
    var nearBorder = false
    /// Quarters of its own, and all that may own a point of it: its neighbours' too where towns have grown together.
    var quarters = 0..<0
    var owners = 0..<0
    /// The main streets and the pieces of river inside it.
    var arteries = 0..<0
    var rivers = 0..<0

    /// The towns and city districts of the tables, in the tables' order.
    static func all(border: Border) -> [Settlement] {
        let towns = rows(TownTable.text, metresPerRoot: 400, districts: false)
        let districts = rows(CityDistrictTable.text, metresPerRoot: 310, districts: true)
        return (towns + districts).enumerated().map { index, town in
            var town = town
            town.seed = CounterRandom.mix(UInt64(index) &+ 0x5EED)
            town.nearBorder = border.isNear(town.centre, town.radius * 1.6 + 1_500)
            return town
        }
    }

    private static func rows(_ text: String, metresPerRoot: Double, districts: Bool) -> [Settlement] {
        TableReader.rows(text).compactMap { row in
            guard row.numbers.count == 3, let voivodeship = Voivodeship.index(of: row.section) else { return nil }
            return Settlement(
                name: row.name, voivodeship: voivodeship,
                centre: PlanePoint(latitude: row.numbers[0], longitude: row.numbers[1]), population: row.numbers[2],
                radius: metresPerRoot * row.numbers[2].squareRoot(), seed: 0, isDistrict: districts)
        }
    }
}
