import WebMercator

/// Turns the rows of a CSV file into reports, through a profile and a catalogue.
///
/// A row is a report or a ``Rejection`` that says what is wrong with it; nothing is guessed, and nothing is dropped.
public struct ReportReader {
    /// A row of the file.
    public enum Row: Sendable {
        /// A valid report, with the identity that it would have as the first of its kind in the file.
        case report(Report)
        /// A row that is none.
        case rejection(Rejection)
    }

    /// The columns' names.
    public let header: [String]

    private var csv: CSVReader
    private var record = CSVRecord()
    private let columns: ProfileColumns

    /// Reads the header and starts at the first row.
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
        csv = CSVReader(input, file: file)
        guard try csv.next(&record) else { throw ProfileError.empty(file: file) }
        let header = record.texts
        // NUL is in no text, and early in nearly every other kind of file.
        guard !record.bytes.contains(0), String(validating: record.bytes, as: UTF8.self) != nil else {
            throw ProfileError.notText(file: file)
        }
        let profile = try profile ?? Self.shippedProfile(fitting: header, file: file)
        let missing = profile.requiredColumns.filter { !header.contains($0) }
        guard missing.isEmpty else {
            throw ProfileError.missingColumns(file: file, profile: profile.name, missing: missing, found: header)
        }
        for column in profile.columns where header.count(where: { $0 == column }) > 1 {
            throw ProfileError.repeatedColumn(file: file, column: column)
        }
        self.header = header
        columns = try ProfileColumns(profile, header: header, catalogue: catalogue(profile))
    }

    /// The next row, or `nil` at the end of the file.
    ///
    /// - Throws: ``InputError`` where reading fails; bad rows are not errors.
    public mutating func next() throws -> Row? {
        guard try csv.next(&record) else { return nil }
        do {
            return .report(try columns.report(record))
        } catch {
            return .rejection(error)
        }
    }

    private static func shippedProfile(fitting header: [String], file: String) throws -> ImportProfile {
        for (name, json) in ShippedFiles.profiles {
            let profile = try ImportProfile(json, file: name)
            if profile.requiredColumns.allSatisfy(header.contains) { return profile }
        }
        throw ProfileError.noProfileFits(file: file, found: header)
    }
}
