import WebMercator

/// A profile laid on the header of one file: which column is which, and which word which ordinal.
struct ProfileColumns {
    private let profile: String
    private let header: [String]
    private let clock: LocalClock
    private let id: Int?
    private let category: KeyColumn
    private let source: KeyColumn
    private let status: KeyColumn
    private let longitude: Int
    private let latitude: Int
    private let occurred: Int
    private let occurredFormats: [TimeFormat]
    private let reported: Int?
    private let reportedFormats: [TimeFormat]
    private let text: Int?
    private let unit: Int?

    init(_ profile: ImportProfile, header: [String], catalogue: Catalogue) throws(ProfileError) {
        func column(_ origin: ImportProfile.Origin?) -> Int? {
            guard case .column(let name, _) = origin else { return nil }
            return header.firstIndex(of: name)
        }
        self.profile = profile.name
        self.header = header
        clock = catalogue.clock
        id = column(profile.id)
        category = try KeyColumn(
            profile, "category", profile.category, header, catalogue, catalogue.ordinals.categories)
        source = try KeyColumn(profile, "source", profile.source, header, catalogue, catalogue.ordinals.sources)
        status = try KeyColumn(profile, "status", profile.status, header, catalogue, catalogue.ordinals.statuses)
        // The reader has checked that the header has these columns; a profile made by hand that names none would make -1
        // here, and every row say so.
        longitude = column(profile.longitude) ?? -1
        latitude = column(profile.latitude) ?? -1
        occurred = column(profile.occurred.origin) ?? -1
        occurredFormats = profile.occurred.formats
        reported = column(profile.reported?.origin)
        reportedFormats = profile.reported?.formats ?? []
        text = column(profile.text)
        unit = column(profile.unit)
    }

    /// The report that a row describes.
    func report(_ record: FieldRecord) throws(Rejection) -> Report {
        try check(record)
        let place = try place(record)
        let externalID = try string(id, record)
        let category = UInt16(truncatingIfNeeded: try ordinal(category, record))
        let source = UInt8(truncatingIfNeeded: try ordinal(source, record))
        let status = UInt8(truncatingIfNeeded: try ordinal(status, record))
        let occurred = try time(occurred, occurredFormats, record)
        return Report(
            identity: identity(record, occurred.instant), externalID: externalID, category: category, source: source,
            status: status,
            place: place, occurred: occurred, reported: try reportedTime(record), text: try string(text, record),
            unit: try unit(record))
    }

    /// Refuses a row whose fields are not all there.
    private func check(_ record: FieldRecord) throws(Rejection) {
        if let defect = record.defect { throw defect }
        guard !record.isUnterminated else {
            throw Rejection(line: record.line, field: "", value: "", reason: "a quote is opened and never closed")
        }
        guard !record.isUnended else {
            throw Rejection(
                line: record.line, field: "", value: "",
                reason:
                    "is the last row and has no line break behind it, so it may be cut off; if it is whole, end the "
                    + "file with a line break")
        }
        guard record.count == header.count else {
            throw Rejection(
                line: record.line, field: "", value: "",
                reason: "has \(record.count) fields; the header has \(header.count)")
        }
    }

    private func identity(_ record: FieldRecord, _ occurred: Int64) -> ReportIdentity {
        let bytes = record.bytes.span
        if let id, !record.range(id).isEmpty {
            return ReportIdentity(profile: profile, externalID: bytes.extracting(record.range(id)))
        }
        return ReportIdentity(profile: profile, content: bytes, ends: record.ends, occurred: occurred)
    }

    private func rejection(_ column: Int, _ record: FieldRecord, _ reason: String) -> Rejection {
        guard header.indices.contains(column) else {
            return Rejection(line: record.line, field: "", value: "", reason: reason)
        }
        return Rejection(line: record.line, field: header[column], value: record.text(column), reason: reason)
    }

    private func place(_ record: FieldRecord) throws(Rejection) -> GeographicCoordinate {
        let longitude = try degrees(longitude, record, GeographicCoordinate.longitudes)
        let latitude = try degrees(latitude, record, GeographicCoordinate.latitudes)
        guard let place = GeographicCoordinate(longitude: longitude, latitude: latitude) else {
            throw rejection(self.latitude, record, "is not a place")
        }
        return place
    }

    private func degrees(
        _ column: Int, _ record: FieldRecord, _ range: ClosedRange<Double>
    ) throws(Rejection) -> Double {
        guard header.indices.contains(column) else { throw rejection(column, record, "has no column for its place") }
        let bytes = record.range(column)
        guard !bytes.isEmpty else { throw rejection(column, record, "is empty: the row has no place") }
        guard let number = DecimalNumber.parse(record.bytes.span.extracting(bytes)) else {
            throw rejection(column, record, "is not a decimal number such as 15.2288")
        }
        guard range.contains(number) else {
            throw rejection(column, record, "is outside \(Int(range.lowerBound)) to \(Int(range.upperBound)) degrees")
        }
        return number
    }

    private func ordinal(_ column: KeyColumn, _ record: FieldRecord) throws(Rejection) -> Int {
        if let constant = column.constant { return constant }
        if let ordinal = column.ordinal(record) { return ordinal }
        throw rejection(column.index, record, "is not a known \(column.field); known are \(column.someWords)")
    }

    private func time(_ column: Int, _ formats: [TimeFormat], _ record: FieldRecord) throws(Rejection) -> EventTime {
        guard header.indices.contains(column) else { throw rejection(column, record, "has no column for its time") }
        let bytes = record.bytes.span.extracting(record.range(column))
        for index in formats.indices {
            if let time = formats[index].parse(bytes, clock) { return time }
        }
        throw rejection(
            column, record, bytes.isEmpty ? "is empty: the row has no time" : "is not a time in this format")
    }

    private func reportedTime(_ record: FieldRecord) throws(Rejection) -> Int64? {
        guard let reported, !record.range(reported).isEmpty else { return nil }
        return try time(reported, reportedFormats, record).instant
    }

    private func unit(_ record: FieldRecord) throws(Rejection) -> String? {
        guard let unit, let code = try string(unit, record) else { return nil }
        guard UnitCode.isValid(code) else {
            throw rejection(unit, record, "is no unit's code; one has \(UnitCode.writtenForm)")
        }
        return code
    }

    private func string(_ column: Int?, _ record: FieldRecord) throws(Rejection) -> String? {
        guard let column, !record.range(column).isEmpty else { return nil }
        let bytes = record.bytes.span.extracting(record.range(column))
        guard let text = try? UTF8Span(validating: bytes) else { throw rejection(column, record, "is not UTF-8") }
        // Programs in C would read the text only up to there.
        for index in 0..<bytes.count where bytes[index] == 0 {
            throw rejection(column, record, "holds a NUL character")
        }
        return String(copying: text)
    }
}
