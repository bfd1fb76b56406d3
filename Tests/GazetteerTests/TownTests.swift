import Testing
import WebMercator

@testable import Gazetteer

@Suite struct TownTests {
    @Test func `Towns come the largest first, big cities with all their districts`() throws {
        #expect(Town.all.prefix(3).map(\.name) == ["Warszawa", "Kraków", "Łódź"])
        #expect(zip(Town.all, Town.all.dropFirst()).allSatisfy { $0.population >= $1.population })
        let capital = try #require(Town.all.first)
        #expect((1500...2200).contains(capital.population))
    }

    @Test func `Every town of the table is there once, in Poland`() {
        let lines = TownTable.text.split(separator: "\n").filter { !$0.hasPrefix("=") }
        #expect(Town.all.count == lines.count)
        #expect(Town.all.allSatisfy { (14.0...24.3).contains($0.place.longitude) })
        #expect(Town.all.allSatisfy { (48.9...55.0).contains($0.place.latitude) })
        #expect(Town.all.contains { $0.name == "Gorzów Wielkopolski" })
    }
}
