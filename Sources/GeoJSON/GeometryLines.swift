import JSONText
import WebMercator

/// Reads the lines of a GeoJSON text (RFC 7946): of line strings themselves, of polygons all rings. What kind of features
/// they belong to, and their properties, are passed over; points have no lines.
///
///     let lines = try GeometryLines.read(bytes, file: "voivodeships.json")
public enum GeometryLines {
    /// The lines, each of two places or more, in the text's order.
    ///
    /// - Throws: `JSONFileError` where the text is not GeoJSON, or a place is none, with its path.
    public static func read(_ bytes: [UInt8], file: String) throws(JSONFileError) -> [[GeographicCoordinate]] {
        let root = try JSONReader(bytes, file: file)
        var lines: [[GeographicCoordinate]] = []
        try addObject(root, to: &lines, depth: 0)
        return lines
    }

    /// Collections in collections are allowed, but nobody needs many.
    private static let deepest = 8

    private static func addObject(
        _ object: JSONReader, to lines: inout [[GeographicCoordinate]], depth: Int
    ) throws(JSONFileError) {
        guard depth < deepest else { throw object.error("is nested too deeply") }
        guard case .object = object.value, case .string(let type) = object["type"].value else {
            throw object.error("is no GeoJSON: an object with a \"type\" is expected")
        }
        switch type {
        case "FeatureCollection":
            for feature in try object["features"].array() { try addObject(feature, to: &lines, depth: depth + 1) }
        case "Feature":
            guard !object["geometry"].isMissing else { return }
            try addObject(object["geometry"], to: &lines, depth: depth + 1)
        case "GeometryCollection":
            for geometry in try object["geometries"].array() { try addObject(geometry, to: &lines, depth: depth + 1) }
        case "LineString": try addLine(object["coordinates"], to: &lines)
        case "MultiLineString", "Polygon":
            for line in try object["coordinates"].array() { try addLine(line, to: &lines) }
        case "MultiPolygon":
            for polygon in try object["coordinates"].array() {
                for ring in try polygon.array() { try addLine(ring, to: &lines) }
            }
        case "Point", "MultiPoint": return
        default: throw object["type"].error("is \"\(type.prefix(40))\", which is no type of GeoJSON")
        }
    }

    private static func addLine(
        _ positions: JSONReader, to lines: inout [[GeographicCoordinate]]
    ) throws(JSONFileError) {
        guard case .array(let values) = positions.value else { throw positions.error("must be a list of positions") }
        var line: [GeographicCoordinate] = []
        line.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            guard let place = place(value) else {
                throw positions.error(
                    "has at place \(index) \(written(value)); a position is a list of degrees of longitude and latitude "
                        + "(WGS 84)")
            }
            line.append(place)
        }
        if line.count >= 2 { lines.append(line) }
    }

    /// What stands where a position should, shortened.
    private static func written(_ value: JSONValue) -> String {
        guard case .array(let parts) = value else { return String(value.quoted.prefix(60)) }
        return "[\(parts.prefix(3).map { String($0.quoted.prefix(20)) }.joined(separator: ", "))]"
    }

    private static func place(_ value: JSONValue) -> GeographicCoordinate? {
        guard case .array(let numbers) = value, numbers.count >= 2, case .number(let longitude) = numbers[0],
            case .number(let latitude) = numbers[1]
        else { return nil }
        return GeographicCoordinate(longitude: longitude, latitude: latitude)
    }
}
