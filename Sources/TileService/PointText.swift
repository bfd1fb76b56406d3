import HTTPMessage
import JSONText
import ReportStore
import Reports
import WebMercator

/// Writes the GeoJSON (RFC 7946) of a selection of single reports, of any number in little memory.
public struct PointText: Sendable {
    /// Reads the reports of some rising numbers from the store.
    public typealias Read = ([Int64]) throws -> [ReportPoint]

    private let features: PointFeatures
    private let selection: PointSelection
    private let leastZoom: Zoom?
    private let updated: Int64

    /// - Parameters:
    ///   - leastZoom: The zoom from which there are any, where that is not every zoom.
    ///   - updated: When the data was last changed.
    init(_ features: PointFeatures, _ selection: PointSelection, leastZoom: Zoom?, updated: Int64) {
        self.features = features
        self.selection = selection
        self.leastZoom = leastZoom
        self.updated = updated
    }

    /// The text, or, where pieces of it go to `write`, its rest.
    ///
    /// - Parameters:
    ///   - since: Tells of the text so far, which is all but its time, since when it has been so; without it, since the data
    ///     changed.
    ///   - read: Reads reports; what the audience may not see by now is left out.
    ///   - write: Takes each piece as soon as it is there.
    /// - Throws: What `read` and `write` throw.
    public func json(
        since: (([UInt8]) -> Int64)? = nil, read: Read, write: BodyStream.Write? = nil
    ) throws -> [UInt8] {
        var json = JSONWriter()
        var returned = 0
        json.open(UInt8(ascii: "{"))
        json.member("type", "FeatureCollection")
        json.key("features")
        json.open(UInt8(ascii: "["))
        try selection.forEach(features, read: read) { point in
            features.write(point, to: &json)
            returned += 1
            if let write, let piece = json.takePiece() { try write(piece) }
        }
        json.close(UInt8(ascii: "]"))
        json.member("numberMatched", selection.matched)
        json.member("numberReturned", returned)
        json.member("truncated", selection.count < selection.matched)
        if let leastZoom { json.member("minZoom", leastZoom.number) }
        if selection.withheld > 0 { json.member("withheld", selection.withheld) }
        json.member("timeStamp", EventTime.iso8601(second: since?(json.bytes) ?? updated))
        json.close(UInt8(ascii: "}"))
        return json.take()
    }
}

extension PointSelection {
    /// The reports that are read at once: enough that beginning costs little, few enough that no read lasts longer than
    /// some milliseconds.
    private static let batch = 4096

    /// Calls `body` with each chosen report that the audience may see by now.
    func forEach(_ features: PointFeatures, read: PointText.Read, _ body: (ReportPoint) throws -> Void) throws {
        for offset in stride(from: 0, to: count, by: Self.batch) {
            for point in try read(ids(from: offset, limit: Self.batch)) where features.isVisible(point) {
                try body(point)
            }
        }
    }
}
