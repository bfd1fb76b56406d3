import Gazetteer
import Testing

@testable import SampleReports

@Suite struct GeographyTests {
    /// West, south, east and north of each voivodeship, rounded outwards.
    private static let boxes: [String: (west: Double, south: Double, east: Double, north: Double)] = [
        "dolnoslaskie": (14.8, 50.0, 17.9, 51.9), "kujawsko-pomorskie": (17.2, 52.3, 19.8, 53.8),
        "lodzkie": (18.0, 50.8, 20.7, 52.4), "lubelskie": (21.6, 50.2, 24.2, 52.3),
        "lubuskie": (14.5, 51.3, 16.5, 53.2),
        "malopolskie": (19.0, 49.1, 21.5, 50.6), "mazowieckie": (19.2, 51.0, 23.2, 53.5),
        "opolskie": (16.9, 49.9, 18.8, 51.2), "podkarpackie": (21.1, 49.0, 23.6, 50.9),
        "podlaskie": (21.5, 52.2, 24.0, 54.5), "pomorskie": (16.6, 53.4, 19.7, 54.9),
        "slaskie": (17.9, 49.3, 20.0, 51.2),
        "swietokrzyskie": (19.6, 50.1, 21.9, 51.4), "warminsko-mazurskie": (19.1, 53.1, 22.9, 54.5),
        "wielkopolskie": (15.7, 51.1, 19.2, 53.7), "zachodniopomorskie": (14.1, 52.6, 17.0, 54.6),
    ]

    @Test func townsLieInTheirVoivodeships() throws {
        let towns = Geography.shared.settlements
        #expect(towns.count > 500)
        #expect(Self.boxes.keys.sorted() == Voivodeship.keys.sorted())
        for town in towns {
            let box = try #require(Self.boxes[Voivodeship.keys[town.voivodeship]])
            #expect((box.west...box.east).contains(town.centre.longitude), "\(town.name)")
            #expect((box.south...box.north).contains(town.centre.latitude), "\(town.name)")
            let inside = Geography.shared.border.contains(town.centre)
            #expect(inside, "\(town.name)")
        }
    }

    @Test func everyTableRowWasRead() {
        let lines = [TownTable.text, CityDistrictTable.text].flatMap { $0.split(separator: "\n") }
        let headings = lines.count { $0.hasPrefix("= ") }
        #expect(Geography.shared.settlements.count == lines.count - headings)
        #expect(Ellipse.all(ForestTable.text, salt: 0).count == ForestTable.text.split(separator: "\n").count)
        #expect(Ellipse.all(WaterTable.lakes, salt: 0).count == WaterTable.lakes.split(separator: "\n").count)
        #expect(Set(Geography.shared.sites.map(\.kind)).count == Site.Kind.allCases.count)
    }

    @Test func everyReportIsInPoland() {
        for row in Sample.rows {
            #expect((14.1...24.2).contains(row.longitude) && (49.0...54.9).contains(row.latitude), "\(row)")
        }
        let outside = Sample.rows.count {
            !Geography.shared.border.contains(PlanePoint(latitude: $0.latitude, longitude: $0.longitude))
        }
        #expect(Double(outside) / Double(Sample.rows.count) < 0.003)
    }

    @Test func aRegionsReportsAreNearItsTowns() throws {
        let box = try #require(Self.boxes["lubuskie"])
        for line in Sample.text(region: "lubuskie", seed: 5, reports: 2_000).split(separator: "\n") {
            let row = try #require(SampleRow(line: line))
            #expect((box.west - 0.1...box.east + 0.1).contains(row.longitude))
            #expect((box.south - 0.1...box.north + 0.1).contains(row.latitude))
        }
    }

    @Test func noHousesStandInTheVistula() {
        let river = River.all().filter { $0.width > 400 }.flatMap(\.segments)
        for row in Sample.rows where row.category == "parking" {
            let point = PlanePoint(latitude: row.latitude, longitude: row.longitude)
            guard abs(row.longitude - 21) < 0.2, abs(row.latitude - 52.25) < 0.1 else { continue }
            #expect(river.allSatisfy { $0.squaredDistance(to: point) > 100 * 100 } || onBridge(point), "\(row)")
        }
    }

    private func onBridge(_ point: PlanePoint) -> Bool {
        Geography.shared.arteries.contains { $0.squaredDistance(to: point) < 40 * 40 }
    }

    @Test func someAddressesAreReportedAgainAndAgain() {
        var counts: [String: Int] = [:]
        for line in Sample.text(region: "lubuskie", seed: 1, reports: 4_000).split(separator: "\n") {
            guard let row = SampleRow(line: line) else { continue }
            counts["\(Int(row.longitude * 1_000)) \(Int(row.latitude * 1_600))", default: 0] += 1
        }
        #expect(counts.values.max() ?? 0 >= 5)
    }
}
