import Boundaries
import Foundation
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// A store of reports of all kinds, and filters and boxes drawn at random to count them by.
struct SumsScene {
    /// A filter as a query, and a box.
    struct Question: CustomStringConvertible {
        var query: String
        var box: BoundingBox
        /// The tile whose box it is.
        var tile: TileCoordinate?

        var description: String { "\(query) bbox=\(boxText)" }
        var boxText: String { [box.west, box.south, box.east, box.north].map { "\($0)" }.joined(separator: ",") }
        /// How many reports, where they really are, lie in the box as cells do: those of a tile's box in that tile.
        func count(_ places: [SlowSums.Place]) -> Int {
            if let tile { return places.count { tile.cell.codes.contains($0.code) } }
            return places.map { SlowSums.Place(report: $0.report, code: $0.code, seen: $0.code) }.count(in: box)
        }
        /// The query with more parameters.
        func with(_ more: String) -> String { query.isEmpty ? more : "\(query)&\(more)" }
    }

    let store: OGCStore
    let reports: [Report]
    let catalogue: Catalogue
    private var random: SeededGenerator
    private let finder = AreaFinder()

    /// - Parameter count: How many reports there are.
    init(seed: UInt64, count: Int) throws {
        var random = SeededGenerator(seed: seed)
        catalogue = try OGCStore.catalogue()
        reports = try Self.reports(count, &random, catalogue)
        // Of these the store takes no more than the outlines.
        store = try OGCStore(
            reports, catalogue, boundaries: [Self.triangles(1, name: "counties"), Self.triangles(2, name: "towns")])
        self.random = random
    }

    /// The layers of areas, each of which is a partition of the same ground.
    var layers: [BoundaryLayer] { store.service.dataset.boundaries.layers }

    // MARK: Areas

    /// Where the areas lie.
    private static let ground = (west: 14.8, south: 52.3, width: 1.2, height: 0.7)

    /// A partition of the ground: squares, `side` by `side`, each cut in two by its diagonal.
    private static func triangles(_ side: Int, name: String) throws -> BoundaryLayer {
        func corner(_ column: Int, _ row: Int) throws -> GeographicCoordinate {
            try #require(
                GeographicCoordinate(
                    longitude: ground.west + ground.width * Double(column) / Double(side),
                    latitude: ground.south + ground.height * Double(row) / Double(side)))
        }
        let areas = try (0..<2 * side * side).map { number in
            let (column, row) = (number / 2 % side, number / 2 / side)
            let corners = number % 2 == 0 ? [(0, 0), (1, 0), (1, 1), (0, 0)] : [(0, 0), (1, 1), (0, 1), (0, 0)]
            let ring = try corners.map { try corner(column + $0.0, row + $0.1) }
            return BoundaryArea(id: "0\(number)", geometry: AreaGeometry(polygons: [[ring]]))
        }
        return BoundaryLayer(name: name, areas, snapLevel: Level(clamping: 4))
    }

    // MARK: Slow counts

    /// What is to be told of the reports that pass a filter.
    func sums(_ filter: ReportFilter, isPublic: Bool) -> SlowSums {
        let layer = layers.first { layer in layer.covers.covers.contains { $0 === filter.area?.cover } }
        let number = layer?.covers.covers.firstIndex { $0 === filter.area?.cover }
        return SlowSums(reports, filter, isPublic: isPublic, catalogue) { place in
            layer.map { area(of: place, $0) == number } ?? true
        }
    }

    /// How many reports are seen in each area.
    func counts(_ places: [SlowSums.Place], _ layer: BoundaryLayer) -> [Int] {
        var counts = layer.areas.map { _ in 0 }
        for place in places {
            if let area = area(of: place.seen, layer) { counts[area] += 1 }
        }
        return counts
    }

    /// The area that holds a place, or `nil` outside of all; it is an error where two do.
    func area(of place: MortonCode, _ layer: BoundaryLayer) -> Int? { finder.area(of: place, layer) }

    // MARK: Reports

    /// From 20 March to 20 June 2025: clocks are changed in it.
    private static let times: Range<Int64> = 1_742_425_200..<1_750_370_400

    private static func reports(_ count: Int, _ random: inout SeededGenerator, _ catalogue: Catalogue) throws
        -> [Report]
    {
        // Old categories, with those that replaced them, and some others.
        let old = catalogue.categories.indices.filter { catalogue.categories[$0].successor != $0 }.prefix(3)
        let categories = Set(old + old.map { catalogue.categories[$0].successor } + [1, 2, 3, 4]).sorted()
        let centres = try (0..<8).map { _ in try place(14.6...16.2, 52.1...53.2, &random) }
        var last = centres[0]
        return try (1...count).map { number in
            let centre = centres[Int.random(in: 0..<8, using: &random)]
            let place =
                switch Int.random(in: 0..<20, using: &random) {
                case 0: last
                case 1: try corner(of: centre, &random)
                // On a side that areas share.
                case 2: try place(15.4...15.4, 52.3...53, &random)
                // Outside every area.
                case 3: try place(17...24, 49...54, &random)
                case 4: try place(Bool.random(using: &random) ? -180...(-179) : 179...180, -20...20, &random)
                case 5...9: try around(centre, 0.6, &random)
                case 10...14: try around(centre, 0.02, &random)
                default: try around(centre, 0.0008, &random)
                }
            last = place
            return OGCStore.report(
                number, place, source: [0, 1, 2, 2].randomElement(using: &random) ?? 2,
                status: .random(in: 0..<7, using: &random),
                category: UInt16(categories.randomElement(using: &random) ?? 1),
                instant: .random(in: times, using: &random),
                precision: TimePrecision.allCases.randomElement(using: &random) ?? .second)
        }
    }

    private static func place(
        _ longitudes: ClosedRange<Double>, _ latitudes: ClosedRange<Double>, _ random: inout SeededGenerator
    ) throws -> GeographicCoordinate {
        try #require(
            GeographicCoordinate(
                longitude: .random(in: longitudes, using: &random), latitude: .random(in: latitudes, using: &random)))
    }

    private static func around(
        _ centre: GeographicCoordinate, _ spread: Double, _ random: inout SeededGenerator
    ) throws -> GeographicCoordinate {
        try place(
            centre.longitude - spread...centre.longitude + spread, centre.latitude - spread...centre.latitude + spread,
            &random)
    }

    /// The north-west corner of a cell, which is the cell's, and its neighbours' edge.
    private static func corner(
        of place: GeographicCoordinate, _ random: inout SeededGenerator
    ) throws -> GeographicCoordinate {
        let level = Level(clamping: .random(in: 6...16, using: &random))
        let bounds = Cell(containing: MortonCode(WorldCoordinate(place)), level: level).bounds
        return try #require(GeographicCoordinate(longitude: bounds.west, latitude: bounds.north))
    }

    // MARK: Questions

    mutating func question() throws -> Question {
        let query = query()
        switch Int.random(in: 0..<8, using: &random) {
        case 0...1: return Question(query: query, box: .world)
        case 2...4:
            let report = try #require(reports.randomElement(using: &random))
            let zoom = Zoom(clamping: .random(in: 3...12, using: &random))
            let tile = TileCoordinate(containing: WorldCoordinate(report.place), zoom: zoom)
            return Question(query: query, box: tile.cell.bounds, tile: tile)
        case 5:
            let areas = layers.flatMap(\.areas)
            return Question(query: query, box: try #require(areas.randomElement(using: &random)?.bounds))
        case 6:
            let box = BoundingBox(west: 179.5, south: -15, east: -179.2, north: 12)
            return Question(query: query, box: try #require(box))
        default:
            let x = [0, 0].map { _ in Double.random(in: 14.3...16.5, using: &random) }.sorted()
            let y = [0, 0].map { _ in Double.random(in: 51.8...53.5, using: &random) }.sorted()
            return Question(
                query: query, box: try #require(BoundingBox(west: x[0], south: y[0], east: x[1], north: y[1])))
        }
    }

    /// A number out of some, for choices that a question leaves open.
    mutating func draw(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }

    /// A filter of none to three of all parameters.
    private mutating func query() -> String {
        let parts = [
            "category=" + some(reports.map { catalogue.categories[Int($0.category)].key }),
            "group=" + some(catalogue.groups.map(\.key)), "status=" + some(catalogue.statuses.map(\.key)),
            "source=" + some(catalogue.sources.map(\.key)), "from=2025-0\(draw(3...4))-\(draw(10...28))",
            "to=2025-0\(draw(5...6))-\(draw(10...28))",
            "from=2025-05-\(draw(10...28))T12:30Z&to=2025-06-0\(draw(1...9))",
            "hours=\(draw(0...9))-\(draw(10...23))", "hours=\(draw(18...23))-0\(draw(1...6))",
            "weekdays=" + some(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), "area=counties/0\(draw(0...1))",
            "area=counties/0\(draw(0...1))", "area=towns/0\(draw(0...7))",
        ]
        var names: Set<Substring> = []
        return parts.shuffled(using: &random).prefix(draw(0...3)).filter { part in
            let own = part.split(separator: "&").map { $0.prefix { $0 != "=" } }
            defer { names.formUnion(own) }
            return names.isDisjoint(with: own)
        }.joined(separator: "&")
    }

    private mutating func some(_ keys: [String]) -> String {
        let keys = Set(keys).sorted()
        return keys.shuffled(using: &random).prefix(draw(1...max(1, keys.count * 2 / 3))).joined(separator: ",")
    }
}

/// Finds areas by a look at each of them, and remembers what it found.
private final class AreaFinder {
    private var known: [String: [MortonCode: Int]] = [:]

    func area(of place: MortonCode, _ layer: BoundaryLayer) -> Int? {
        if let known = known[layer.name]?[place] { return known >= 0 ? known : nil }
        let degrees = place.place.geographic
        let found = layer.areas.indices.filter { number in
            let bounds = layer.areas[number].bounds
            // A unit's middle may be beyond an edge on which the unit lies.
            guard let bounds, bounds.west - 1e-6 < degrees.longitude, degrees.longitude < bounds.east + 1e-6 else {
                return false
            }
            return AreaRouteTests.contains(layer.areas[number].geometry, place.place)
        }
        #expect(found.count < 2, "\(degrees) is in several areas")
        known[layer.name, default: [:]][place] = found.first ?? -1
        return found.first
    }
}
