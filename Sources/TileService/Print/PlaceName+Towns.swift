import Gazetteer
import PrintSheet
import WebMercator

extension PlaceName {
    /// The towns in a part of the world, the largest first.
    static func towns(in extent: MapExtent) -> [PlaceName] {
        guard let box = extent.box else { return [] }
        return Town.all.filter { box.contains($0.place) }.map { town in
            PlaceName(name: town.name, place: town.place, rank: rank(town.population))
        }
    }

    /// - Parameter population: In thousands.
    private static func rank(_ population: Double) -> Int {
        [200, 75, 25, 10].firstIndex { population >= $0 } ?? 4
    }
}
