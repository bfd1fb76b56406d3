/// Turns the rows of a file into reports, through a profile and a catalogue.
///
/// A row is a record of CSV, an object of newline-delimited JSON, or a feature of GeoJSON; which of these the file has is
/// told by its content. A row is a report or a ``Rejection`` that says what is wrong with it; nothing is guessed, and
/// nothing is dropped.
public struct ReportReader {
    /// A row of the file.
    public enum Row: Sendable {
        /// A valid report, with the identity that it would have as the first of its kind in the file.
        case report(Report)
        /// A row that is none.
        case rejection(Rejection)
    }

    /// The names of the columns, or of the first object's fields.
    public private(set) var header: [String]

    /// The name of the profile by which the file is read.
    public let profile: String

    private var csv: CSVReader?
    private var json: JSONRecordReader?
    private var record = FieldRecord()
    private let columns: ProfileColumns

    /// The rows that were read to find the profile, last first.
    private var pending: [Row] = []

    /// Reads the header, or the first objects, and starts at the first row.
    ///
    /// - Parameters:
    ///   - input: The file's bytes.
    ///   - file: Its name, for errors.
    ///   - profile: How to read it, or `nil` for the first shipped profile that fits its header.
    ///   - catalogue: Gives the catalogue of a name, or throws.
    /// - Throws: ``ProfileError``, ``InputError``, and what `catalogue` throws.
    public init(
        _ input: any ByteSource, file: String, profile: ImportProfile?,
        catalogue: (ImportProfile) throws -> Catalogue
    ) throws {
        var window = ByteWindow(input)
        let kind = try InputKind.detect(&window)
        if kind == .csv {
            var csv = CSVReader(ReplayedSource(window.bytes, before: window.rest), file: file)
            header = try Self.readHeader(&csv, &record, file: file)
            let profile = try Self.fitting(profile, file: file) { [header] _ in header }
            for column in profile.columns where header.count(where: { $0 == column }) > 1 {
                throw ProfileError.repeatedColumn(file: file, column: column)
            }
            columns = try ProfileColumns(profile, header: header, catalogue: catalogue(profile))
            self.profile = profile.name
            self.csv = csv
        } else {
            var json = try JSONRecordReader(window, kind, file: file)
            var rejections: [Rejection] = []
            let hasObject = try Self.findObject(&json, &rejections)
            let profile = hasObject ? try Self.fitting(profile, file: file) { json.names($0) } : profile
            guard let profile else { throw ProfileError.noObject(file: file, first: rejections.first) }
            header = json.names(profile)
            let wanted = profile.columns.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            columns = try ProfileColumns(profile, header: wanted, catalogue: catalogue(profile))
            json.setColumns(wanted, profile)
            self.profile = profile.name
            pending = rejections.map(Row.rejection)
            if hasObject {
                json.fill(&record)
                pending.append(row())
            }
            pending.reverse()
            self.json = json
        }
    }

    /// The number of the line on which the last row begins.
    public var line: Int { record.line }

    /// The next row, or `nil` at the end of the file.
    ///
    /// - Throws: ``InputError`` where reading fails; bad rows are not errors.
    public mutating func next() throws -> Row? {
        if !pending.isEmpty { return pending.removeLast() }
        guard try csv?.next(&record) ?? json?.next(&record) ?? false else { return nil }
        return row()
    }

    /// The next rows, at most so many; none at the end of the file.
    ///
    /// - Throws: ``InputError`` where reading fails; the rows before that are then lost.
    public mutating func nextBatch(atMost count: Int) throws -> [Row] {
        var rows: [Row] = []
        rows.reserveCapacity(count)
        while rows.count < count, let row = try next() { rows.append(row) }
        return rows
    }

    private func row() -> Row {
        do {
            return .report(try columns.report(record))
        } catch {
            return .rejection(error)
        }
    }
}
