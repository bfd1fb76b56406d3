import HTTPMessage
import JSONText
import ReportStore
import Reports
import WebMercator

/// Writes a selection of single reports as a table (RFC 4180), of any number in little memory.
public struct PointTable: Sendable {
    private let features: PointFeatures
    private let selection: PointSelection

    init(_ features: PointFeatures, _ selection: PointSelection) {
        (self.features, self.selection) = (features, selection)
    }

    /// The table with its header, or, where pieces of it go to `write`, its rest.
    ///
    /// - Parameters:
    ///   - read: Reads reports; what the audience may not see by now is left out.
    ///   - write: Takes each piece as soon as it is there.
    /// - Throws: What `read` and `write` throw.
    public func csv(read: PointText.Read, write: BodyStream.Write? = nil) throws -> [UInt8] {
        var rows = PointRows(features)
        try selection.forEach(features, read: read) { point in
            rows.add(point)
            if let write, let piece = rows.text.takePiece() { try write(piece) }
        }
        return rows.text.bytes
    }
}

/// The rows of a table of single reports.
struct PointRows {
    /// The table so far.
    var text = TableText(["id", "category", "status", "source", "occurred", "confirmations", "longitude", "latitude"])

    private let features: PointFeatures
    // As they stand in a field: quoting them for each row would take longer than all else.
    private let categories: [[UInt8]]
    private let statuses: [[UInt8]]
    private let sources: [[UInt8]]

    /// Starts a table.
    init(_ features: PointFeatures) {
        self.features = features
        categories = features.catalogue.categories.map { TableText.field($0.key) }
        statuses = features.catalogue.statuses.map { TableText.field($0.key) }
        sources = features.catalogue.sources.map { TableText.field($0.key) }
    }

    /// Adds a report.
    mutating func add(_ point: ReportPoint) {
        let place = features.place(point)
        text.add { fields in
            fields.integer(Int(point.id))
            fields.raw(categories[safe: Int(point.category)] ?? Self.unknown)
            fields.raw(statuses[safe: Int(point.status)] ?? Self.unknown)
            fields.raw(sources[safe: Int(point.source)] ?? Self.unknown)
            fields.raw(point.occurred.iso8601(features.catalogue.clock))
            fields.integer(point.confirmations)
            fields.number(place.longitude, decimals: 7)
            fields.number(place.latitude, decimals: 7)
        }
    }

    private static let unknown = Array("?".utf8)
}
