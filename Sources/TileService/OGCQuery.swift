import HTTPMessage
import Reports
import WebMercator

/// What a request for a collection's items asks for (OGC API - Features 1.0, sections 7.15.2 to 7.15.5).
struct OGCQuery {
    /// The filter, `datetime` included.
    let filter: ReportFilter
    /// The box, or `nil` for everywhere.
    let box: BoundingBox?
    /// The most features of a page.
    let limit: Int
    /// How many features are passed over.
    let offset: Int
    /// After which change to begin, for those who follow a collection.
    let since: Int64?
    /// The query as a whole.
    let reader: QueryReader

    /// The features of the page, by their places in the list.
    var page: Range<Int> {
        let end = offset.addingReportingOverflow(limit)
        return offset..<(end.overflow ? .max : end.partialValue)
    }

    /// How many features a page has without `limit`, and at most.
    static let sizes = (standard: 100, largest: 10_000)

    /// The one coordinate reference system that there is: longitude and latitude of WGS 84.
    static let crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

    /// - Parameter own: The collection's own parameters.
    init(_ request: HTTPRequest, own: [String], _ dataset: Dataset) throws(Problem) {
        let catalogue = dataset.catalogue
        let names = ["f", "bbox", "bbox-crs", "crs", "datetime", "limit", "offset"] + own
        reader = try QueryReader(request.query, own: names, catalogue, areas: dataset.boundaries)
        for name in ["bbox-crs", "crs"] {
            if let text = reader.text(name), text != Self.crs84 {
                throw .badParameter(name, "\"\(text.prefix(80))\" is not known here; there is only \(Self.crs84)")
            }
        }
        box = try reader.box("bbox")
        let (from, to) =
            try reader.text("datetime").map { text throws(Problem) in
                try OGCInterval(text, catalogue.clock).bounds
            } ?? (nil, nil)
        filter = reader.filter.narrowed(from: from, to: to)
        // A larger limit than the largest is no error (requirement 22); no limit at all would be.
        limit = min(try Self.number(reader, "limit", least: 1) ?? Self.sizes.standard, Self.sizes.largest)
        offset = try Self.number(reader, "offset", least: 0) ?? 0
        since = try Self.number(reader, "since", least: 0).map(Int64.init)
        if since != nil, reader.text("offset") != nil {
            throw .badParameter("offset", "\"offset\" does not go with \"since\"; follow the link \"next\"")
        }
    }

    /// A number of digits alone. One that is too large to be represented is the largest that is.
    private static func number(_ reader: QueryReader, _ name: String, least: Int) throws(Problem) -> Int? {
        guard let text = reader.text(name) else { return nil }
        guard !text.isEmpty, text.utf8.count <= 100, text.utf8.allSatisfy({ (48...57).contains($0) }),
            Int(text) ?? .max >= least
        else {
            throw .badParameter(name, "\"\(text.prefix(40))\" is not a whole number of \(least) or more")
        }
        return Int(text) ?? .max
    }
}

/// A time or an interval of times, as `datetime` writes it (OGC API - Features 1.0, section 7.15.4; RFC 3339, section 5.6).
struct OGCInterval {
    /// From the first instant to the one behind the last, in seconds since 1970 UTC; `nil` for no bound.
    let bounds: (from: Int64?, to: Int64?)

    /// Reads `TIME`, `TIME/TIME`, `TIME/..` or `../TIME`. Both ends belong to an interval: one that ends with a day holds
    /// that day.
    init(_ text: String, _ clock: LocalClock) throws(Problem) {
        let ends = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard ends.count <= 2, let first = ends.first, let last = ends.last, ends.count == 2 || !Self.isOpen(first)
        else { throw Self.problem(text) }
        let start = Self.isOpen(first) ? nil : EventTime(iso8601: first, clock)
        let end = Self.isOpen(last) ? nil : EventTime(iso8601: last, clock)
        guard start != nil || Self.isOpen(first), end != nil || Self.isOpen(last) else { throw Self.problem(text) }
        if let start, let end, start.instant > end.instant {
            throw .badParameter("datetime", "\"\(text.prefix(80))\" ends before it begins")
        }
        bounds = (start?.instant, end?.end(clock))
    }

    private static func isOpen(_ end: String) -> Bool { end.isEmpty || end == ".." }

    private static func problem(_ text: String) -> Problem {
        .badParameter(
            "datetime",
            "\"\(text.prefix(80))\" is no time; write 2025-01-31T20:00:00Z, an interval such as 2025-01-01/2025-06-30, or "
                + "one that is open at an end, such as 2025-01-01/..")
    }
}
