import JSONText
import WebMercator

/// Writes a GeoJSON feature collection (RFC 7946), feature by feature.
///
///     var collection = FeatureCollectionWriter()
///     collection.feature(id: cell.quadkey, box: cell.bounds) { $0.member("count", 7) }
///     let bytes = collection.finish { $0.member("numberReturned", 1) }
///
/// A collection of any length is written in little memory where ``takePiece()`` is called after each feature.
///
/// Positions are longitude and latitude with at most 7 decimals (1 cm); exterior rings run counter-clockwise
/// (section 3.1.6); what crosses the antimeridian is cut there (section 3.1.9).
public struct FeatureCollectionWriter {
    private var json = JSONWriter()

    /// The number of features so far.
    public private(set) var count = 0

    /// Starts a collection.
    public init() {
        json.open(UInt8(ascii: "{"))
        json.member("type", "FeatureCollection")
        json.key("features")
        json.open(UInt8(ascii: "["))
    }

    /// Adds a feature whose geometry is a box: a polygon, or two of them across the antimeridian.
    public mutating func feature(id: String, box: BoundingBox, properties: (inout JSONWriter) -> Void) {
        // An end on the antimeridian itself would leave a part without area, which is no polygon.
        let wide = box.parts.filter { $0.west < $0.east }
        let parts = wide.isEmpty ? [box.parts[0]] : wide
        feature(id: id, type: parts.count == 1 ? "Polygon" : "MultiPolygon", properties) { json in
            if parts.count == 1 { return Self.polygon(parts[0], &json) }
            json.array(parts) { Self.polygon($1, &$0) }
        }
    }

    /// Adds a feature whose geometry is a point.
    public mutating func feature(id: String, point: GeographicCoordinate, properties: (inout JSONWriter) -> Void) {
        feature(id: id, type: "Point", properties) { Self.position(point.longitude, point.latitude, &$0) }
    }

    /// Adds a feature whose geometry is some polygons, of each the ring around it and those around its holes, all closed; or
    /// one without a geometry.
    public mutating func feature(
        id: String, polygons: [[[GeographicCoordinate]]]?, properties: (inout JSONWriter) -> Void
    ) {
        json.object { json in
            json.member("type", "Feature")
            json.member("id", id)
            json.member("geometry") { json in
                if let polygons { Self.geometry(of: polygons, &json) } else { json.null() }
            }
            json.member("properties") { $0.object(properties) }
        }
        count += 1
    }

    /// Takes the text written so far where it has become a piece worth sending; what ``finish(members:)`` gives is the rest.
    public mutating func takePiece() -> [UInt8]? {
        json.takePiece()
    }

    /// Ends the collection and gives its text, less the pieces that were taken.
    ///
    /// - Parameter members: Writes members of the collection beside `features`.
    public mutating func finish(members: (inout JSONWriter) -> Void) -> [UInt8] {
        json.close(UInt8(ascii: "]"))
        members(&json)
        json.close(UInt8(ascii: "}"))
        return json.take()
    }

    private mutating func feature(
        id: String, type: String, _ properties: (inout JSONWriter) -> Void, coordinates: (inout JSONWriter) -> Void
    ) {
        json.object { json in
            json.member("type", "Feature")
            json.member("id", id)
            json.member("geometry") { json in
                json.object { json in
                    json.member("type", type)
                    json.member("coordinates", coordinates)
                }
            }
            json.member("properties") { $0.object(properties) }
        }
        count += 1
    }

    /// Writes polygons as a geometry object; `null` without any.
    public static func geometry(of polygons: [[[GeographicCoordinate]]], _ json: inout JSONWriter) {
        guard let first = polygons.first else { return json.null() }
        json.object { json in
            json.member("type", polygons.count == 1 ? "Polygon" : "MultiPolygon")
            json.key("coordinates")
            if polygons.count == 1 { return rings(first, &json) }
            json.array(polygons) { rings($1, &$0) }
        }
    }

    /// Writes a box that does not cross the antimeridian as a polygon's geometry object.
    public static func polygon(of box: BoundingBox, _ json: inout JSONWriter) {
        json.object { json in
            json.member("type", "Polygon")
            json.member("coordinates") { polygon(box, &$0) }
        }
    }

    private static func polygon(_ box: BoundingBox, _ json: inout JSONWriter) {
        let ring = [
            (box.west, box.south), (box.east, box.south), (box.east, box.north), (box.west, box.north),
            (box.west, box.south),
        ]
        json.array([ring]) { json, ring in
            json.array(ring) { position($1.0, $1.1, &$0) }
        }
    }

    private static func rings(_ rings: [[GeographicCoordinate]], _ json: inout JSONWriter) {
        json.array(rings) { json, ring in
            json.array(ring) { position($1.longitude, $1.latitude, &$0) }
        }
    }

    private static func position(_ longitude: Double, _ latitude: Double, _ json: inout JSONWriter) {
        json.position(longitude, latitude)
    }
}
