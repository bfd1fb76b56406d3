import Foundation
import Reports

/// What an import did, in rows.
public struct ImportSummary: Sendable, Equatable {
    /// The rows read, good and bad.
    public var read = 0
    /// The reports that are new in the store.
    public var accepted = 0
    /// The reports that the store had with other content.
    public var updated = 0
    /// The rows that are no reports.
    public var rejected = 0
    /// The rows that the store had already, exactly so.
    public var duplicates = 0

    /// An import that did nothing.
    public init() {}

    /// Counts one accepted row.
    public mutating func count(_ outcome: ImportSession.Outcome) {
        read += 1
        switch outcome {
        case .inserted: accepted += 1
        case .updated: updated += 1
        case .unchanged: duplicates += 1
        }
    }
}

extension ReportStore {
    /// Imports a file in one transaction: `body` adds its reports and returns the summary, which is kept with them. Where
    /// `body` throws, the store is as it was.
    ///
    /// - Throws: ``StoreError``, and what `body` throws.
    public func importing(file: String, _ body: (ImportSession) throws -> ImportSummary) throws -> ImportSummary {
        try wrap {
            try connection.transaction {
                let summary = try body(ImportSession(connection))
                try record(summary, file: file)
                return summary
            }
        }
    }

    private func record(_ summary: ImportSummary, file: String) throws {
        let statement = try connection.prepare(
            """
            INSERT INTO imports (file, finished, read, accepted, updated, rejected, duplicates)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """)
        statement.bind(1, file)
        let numbers = [summary.read, summary.accepted, summary.updated, summary.rejected, summary.duplicates]
        statement.bind(2, Int64(Date().timeIntervalSince1970))
        for (index, number) in numbers.enumerated() { statement.bind(Int32(index + 3), Int64(number)) }
        try statement.run()
    }
}
