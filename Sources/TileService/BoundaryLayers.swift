import Boundaries
import ReportStore
import WebMercator

/// The areas by which reports can be counted, as an operator has loaded them.
public struct BoundaryLayers: Sendable {
    /// The store's number of this state; 0 where there never were any.
    public let version: Int64

    /// The layers, by name.
    public let layers: [BoundaryLayer]

    /// No areas.
    public static let none = BoundaryLayers(version: 0, [])

    /// Some layers.
    public init(version: Int64, _ layers: [BoundaryLayer]) {
        (self.version, self.layers) = (version, layers)
    }

    /// The layer of a name, or `nil`.
    public func layer(_ name: String) -> BoundaryLayer? { layers.first { $0.name == name } }

    /// The area that a text names: `LAYER/ID`, or an id that only one layer has.
    ///
    /// - Throws: ``UnknownArea``.
    public func area(_ text: String) throws(UnknownArea) -> AreaSelection {
        guard !layers.isEmpty else { throw UnknownArea("no areas are loaded here (threatmap boundaries add)") }
        if let slash = text.firstIndex(of: "/"), let layer = layer(String(text[..<slash])) {
            let id = String(text[text.index(after: slash)...])
            if let selection = layer.selection(id) { return selection }
            throw UnknownArea("\"\(id)\" is not the id of an area of the layer \(layer.name)")
        }
        let found = layers.compactMap { layer in layer.selection(text).map { (layer.name, $0) } }
        guard let first = found.first else {
            let names = layers.map(\.name).joined(separator: ", ")
            throw UnknownArea(
                "\"\(text)\" is not the id of an area; write LAYER/ID with one of the layers \(names)")
        }
        guard found.count == 1 else {
            let names = found.map { "\($0.0)/\(text)" }.joined(separator: " or ")
            throw UnknownArea("\"\(text)\" is the id of several areas; write \(names)")
        }
        return first.1
    }

    /// The area of a selection that was made here.
    func boundary(_ selection: AreaSelection) -> BoundaryArea? {
        for layer in layers {
            if let number = layer.covers.covers.firstIndex(where: { $0 === selection.cover }) {
                return layer.areas[number]
            }
        }
        return nil
    }

    /// The area that a request's parameter `area` names.
    func selection(_ text: String) throws(Problem) -> AreaSelection {
        do {
            return try area(text)
        } catch {
            throw .badParameter("area", "\(error)")
        }
    }
}

/// A text that names no area.
public struct UnknownArea: Error, Equatable, CustomStringConvertible {
    /// What is wrong, and what would have been right.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// A layer of areas, such as all counties.
public struct BoundaryLayer: Sendable {
    /// Its name.
    public let name: String

    /// Its areas, in the order of their file.
    public let areas: [BoundaryArea]

    /// Their cells, by which reports are counted.
    public let covers: AreaCoverSet

    /// The box around them, or `nil` without any.
    public let bounds: BoundingBox?

    private let numbers: [String: Int]

    /// A layer.
    ///
    /// - Parameter deepest: The level to which the public sees places snapped, or `nil`.
    public init(name: String, _ areas: [BoundaryArea], snapLevel: Level?) {
        self.name = name
        self.areas = areas
        covers = AreaCoverSet(
            areas.map { AreaCover($0.geometry, deepest: snapLevel ?? AreaCover.deepestLevel) })
        bounds = areas.compactMap(\.bounds).reduce(nil) { known, box in known.map { $0.united(with: box) } ?? box }
        numbers = Dictionary(areas.enumerated().map { ($1.id, $0) }) { first, _ in first }
    }

    /// The place of an id's area in ``areas``, or `nil`.
    func number(_ id: String) -> Int? { numbers[id] }

    /// The places in ``areas`` of those that share ground with a box; of all without one.
    func numbers(in box: BoundingBox?) -> [Int] {
        guard let box, box != .world else { return Array(areas.indices) }
        return areas.indices.filter { (areas[$0].bounds?.touches(box) ?? false) && covers.covers[$0].touches(box) }
    }

    /// The area of an id as a filter, or `nil`.
    public func selection(_ id: String) -> AreaSelection? {
        guard let number = number(id) else { return nil }
        return AreaSelection(covers.covers[number], name: areas[number].name ?? "\(name) \(id)")
    }
}

/// An area.
public struct BoundaryArea: Sendable {
    /// What tells it from the others of its layer.
    public let id: String

    /// What people call it.
    public let name: String?

    /// How many people live there.
    public let population: Int?

    /// Its ground.
    public let geometry: AreaGeometry

    /// The area on the ground, in km².
    public let groundArea: Double

    /// The box around it.
    public let bounds: BoundingBox?

    /// An area.
    public init(id: String, name: String? = nil, population: Int? = nil, geometry: AreaGeometry) {
        (self.id, self.name, self.population, self.geometry) = (id, name, population, geometry)
        groundArea = geometry.groundArea
        bounds = geometry.bounds
    }
}

/// A boundary in a store that cannot be read.
struct DamagedBoundary: Error, CustomStringConvertible {
    var store: String
    var layer: String
    var id: String

    var description: String {
        "\(store): the boundary \(layer)/\(id) is damaged; load its layer again, or remove it: "
            + "threatmap boundaries remove \(layer) --store \(store)"
    }
}

/// The boundaries of a store at one moment, as its rows.
struct BoundaryRows {
    private var rows: [(layer: String, area: StoredBoundary)] = []
    private let version: Int64

    /// Reads them; `nil` where they are still those of a version.
    init?(_ moment: StoreMoment, since version: Int64) throws {
        self.version = try moment.boundaryVersion
        guard self.version != version else { return nil }
        var rows: [(layer: String, area: StoredBoundary)] = []
        try moment.boundaries { rows.append(($0, $1)) }
        self.rows = rows
    }

    /// Builds the layers.
    ///
    /// - Parameter store: The store's name, for errors.
    func layers(store: String, snapLevel: Level?) throws -> BoundaryLayers {
        var layers: [BoundaryLayer] = []
        var rest = rows[...]
        while let name = rest.first?.layer {
            var areas: [BoundaryArea] = []
            while let row = rest.first, row.layer == name {
                rest.removeFirst()
                guard let geometry = AreaGeometry(bytes: row.area.geometry) else {
                    throw DamagedBoundary(store: store, layer: name, id: row.area.id)
                }
                areas.append(
                    BoundaryArea(
                        id: row.area.id, name: row.area.name, population: row.area.population, geometry: geometry))
            }
            layers.append(BoundaryLayer(name: name, areas, snapLevel: snapLevel))
        }
        return BoundaryLayers(version: version, layers)
    }
}
