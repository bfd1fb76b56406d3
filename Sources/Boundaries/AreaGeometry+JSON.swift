import JSONText
import WebMercator

/// What is wrong with an area's polygons.
public struct BoundaryProblem: Error, Equatable, CustomStringConvertible {
    /// What is wrong, with the place and what would have been right.
    public var description: String

    init(_ description: String) {
        self.description = description
    }
}

extension AreaGeometry {
    /// Reads a GeoJSON geometry: a `Polygon` or a `MultiPolygon` whose rings are closed and whose positions are in range.
    ///
    /// - Parameter node: The geometry's place in the tape.
    /// - Throws: ``BoundaryProblem``.
    public init(_ tape: JSONTape, _ node: Int, of text: Span<UInt8>) throws(BoundaryProblem) {
        guard tape.nodes.indices.contains(node), tape.nodes[node].kind == .object else {
            throw BoundaryProblem("has no geometry; it must be a Polygon or a MultiPolygon")
        }
        var type: String?
        var coordinates: Int?
        for name in tape.elements(of: node) {
            let value = tape.value(ofMember: name)
            if tape.isString(tape.nodes[name], "type", of: text) { type = tape.string(tape.nodes[value], of: text) }
            if tape.isString(tape.nodes[name], "coordinates", of: text) { coordinates = value }
        }
        guard let coordinates, tape.nodes[coordinates].kind == .array else {
            throw BoundaryProblem("has a geometry without a list \"coordinates\"")
        }
        let reader = Reader(tape: tape)
        switch type {
        case "Polygon": self.init(polygons: [try reader.polygon(coordinates, text, number: nil)])
        case "MultiPolygon":
            var polygons: [[Ring]] = []
            for element in tape.elements(of: coordinates) {
                polygons.append(try reader.polygon(element, text, number: polygons.count + 1))
            }
            guard !polygons.isEmpty else { throw BoundaryProblem("is a MultiPolygon without a polygon") }
            self.init(polygons: polygons)
        default:
            throw BoundaryProblem(
                "has a geometry of the type \"\(type ?? "")\"; it must be a Polygon or a MultiPolygon")
        }
    }

    private struct Reader {
        let tape: JSONTape

        func polygon(_ node: Int, _ text: Span<UInt8>, number: Int?) throws(BoundaryProblem) -> [Ring] {
            let place = number.map { "polygon \($0), " } ?? ""
            guard tape.nodes[node].kind == .array else { throw BoundaryProblem("\(place)is not a list of rings") }
            var rings: [Ring] = []
            for element in tape.elements(of: node) {
                rings.append(try ring(element, text, "\(place)ring \(rings.count + 1)"))
            }
            guard !rings.isEmpty else { throw BoundaryProblem("\(place)has no ring: it is empty") }
            return rings
        }

        func ring(_ node: Int, _ text: Span<UInt8>, _ place: String) throws(BoundaryProblem) -> Ring {
            guard tape.nodes[node].kind == .array else { throw BoundaryProblem("\(place) is not a list of positions") }
            var ring: Ring = []
            for element in tape.elements(of: node) {
                ring.append(try position(element, text, "\(place), position \(ring.count + 1)"))
            }
            guard ring.count >= 4 else {
                throw BoundaryProblem("\(place) has \(ring.count) positions; a ring has four or more")
            }
            guard ring.first == ring.last else {
                throw BoundaryProblem("\(place) is not closed: its last position must be its first")
            }
            return ring
        }

        func position(_ node: Int, _ text: Span<UInt8>, _ place: @autoclosure () -> String) throws(BoundaryProblem)
            -> GeographicCoordinate
        {
            // A position has a longitude, a latitude and perhaps a height, which is passed over.
            guard tape.nodes[node].kind == .array, let first = number(node + 1, before: tape.nodes[node].next, text),
                let second = number(node + 2, before: tape.nodes[node].next, text)
            else { throw BoundaryProblem("\(place()) is not a list of longitude and latitude") }
            guard let coordinate = GeographicCoordinate(longitude: first, latitude: second) else {
                throw BoundaryProblem(
                    "\(place()) is [\(first), \(second)], which is out of range: coordinates must be degrees of longitude "
                        + "and latitude (WGS 84)")
            }
            return coordinate
        }

        private func number(_ node: Int, before end: Int, _ text: Span<UInt8>) -> Double? {
            guard node < end, tape.nodes[node].kind == .number else { return nil }
            return Double(tape.string(tape.nodes[node], of: text))
        }
    }
}
