import JSONText

/// Which properties of a feature say what.
public struct BoundaryProperties: Sendable {
    /// The property that is the area's id.
    public var id: String
    /// The property that is its name, or `nil` for areas without names.
    public var name: String?
    /// The property that is the number of people who live there, or `nil`.
    public var population: String?

    /// Says which properties are read.
    public init(id: String, name: String? = nil, population: String? = nil) {
        (self.id, self.name, self.population) = (id, name, population)
    }
}

/// An area as a boundary file has it.
public struct BoundaryFeature: Sendable, Equatable {
    /// What tells it from the others of its layer.
    public var id: String
    /// What people call it.
    public var name: String?
    /// How many people live there.
    public var population: Int?
    /// Its ground.
    public var geometry: AreaGeometry
}

/// Reads features of boundary files, one text at a time.
public struct BoundaryFeatureReader {
    private let properties: BoundaryProperties
    private var tape = JSONTape()

    /// The id of the feature that was read last, as far as it is known: to name it where it is wrong.
    public private(set) var lastID: String?

    /// The longest id or name, in bytes.
    private static let longest = 256

    /// Reads certain properties.
    public init(_ properties: BoundaryProperties) {
        self.properties = properties
    }

    /// Reads a feature.
    ///
    /// - Throws: ``BoundaryProblem``, also where its polygons would make a wrong count.
    public mutating func read(_ text: [UInt8]) throws(BoundaryProblem) -> (feature: BoundaryFeature, cover: AreaCover) {
        lastID = nil
        let span = text.span
        do {
            try tape.read(span)
        } catch {
            throw BoundaryProblem("is not JSON: \(error.problem)")
        }
        guard let root = tape.nodes.first, root.kind == .object else { throw BoundaryProblem("is not an object") }
        let values = member("properties", of: 0, span)
        let id = try word(properties.id, in: values, span)
        guard let id else { throw BoundaryProblem("has no property \"\(properties.id)\", which is to be its id") }
        lastID = id
        let name = try properties.name.flatMap { name throws(BoundaryProblem) in try word(name, in: values, span) }
        let population = try population(values, span)
        let geometry = try AreaGeometry(tape, member("geometry", of: 0, span) ?? -1, of: span)
        let cover = AreaCover(geometry)
        if let problem = AreaTopology(geometry, cover).problem { throw problem }
        return (BoundaryFeature(id: id, name: name, population: population, geometry: geometry), cover)
    }

    /// The geometry of a text that is a geometry or a feature, with its cells.
    ///
    /// - Throws: ``BoundaryProblem``, also where its polygons would make a wrong count.
    public static func geometry(of text: [UInt8]) throws(BoundaryProblem) -> (AreaGeometry, AreaCover) {
        var reader = BoundaryFeatureReader(BoundaryProperties(id: ""))
        let span = text.span
        do {
            try reader.tape.read(span)
        } catch {
            throw BoundaryProblem("is not JSON: \(error.problem)")
        }
        guard reader.tape.nodes.first?.kind == .object else { throw BoundaryProblem("is not an object") }
        let node = reader.member("coordinates", of: 0, span) == nil ? reader.member("geometry", of: 0, span) : 0
        let geometry = try AreaGeometry(reader.tape, node ?? -1, of: span)
        let cover = AreaCover(geometry)
        if let problem = AreaTopology(geometry, cover).problem { throw problem }
        return (geometry, cover)
    }

    private func member(_ name: String, of object: Int, _ text: Span<UInt8>) -> Int? {
        guard tape.nodes[object].kind == .object else { return nil }
        for element in tape.elements(of: object) where tape.isString(tape.nodes[element], name, of: text) {
            return tape.value(ofMember: element)
        }
        return nil
    }

    /// A text or a number, as it is written; `nil` where it is missing, `null` or empty.
    private func word(_ name: String, in values: Int?, _ text: Span<UInt8>) throws(BoundaryProblem) -> String? {
        guard let values, let node = member(name, of: values, text), tape.nodes[node].kind != .null else { return nil }
        guard tape.nodes[node].kind == .string || tape.nodes[node].kind == .number else {
            throw BoundaryProblem("has a property \"\(name)\" that is neither a text nor a number")
        }
        let word = tape.string(tape.nodes[node], of: text)
        guard word.utf8.count <= Self.longest else {
            throw BoundaryProblem("has a property \"\(name)\" of more than \(Self.longest) bytes")
        }
        let isPlain = word.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isPlain else { throw BoundaryProblem("has a property \"\(name)\" with a control character") }
        return word.isEmpty ? nil : word
    }

    private func population(_ values: Int?, _ text: Span<UInt8>) throws(BoundaryProblem) -> Int? {
        guard let name = properties.population, let word = try word(name, in: values, text) else { return nil }
        // Many a program writes whole numbers as 23456.0.
        guard let number = Double(word), let population = Int(exactly: number),
            (0...100_000_000_000).contains(population)
        else {
            throw BoundaryProblem("has a property \"\(name)\" of \"\(word)\"; it must be a whole number of people")
        }
        return population
    }
}
