import Foundation
import ReportStore
import TileService

/// Writes the index beside a store after a large import, so that the next start of `serve` finds it.
enum ColumnWriting {
    /// The fewest changes for which it is worth while: a server reads so many rows in a moment.
    private static let fewest = 200_000

    /// Indexes the store; that it could not be done is told, but does no harm.
    static func afterImport(_ path: String, _ summary: ImportSummary) {
        guard summary.accepted + summary.updated >= fewest else { return }
        let started = Date()
        do {
            let indexer = StoreIndexer(try ReportStore(open: path, readOnly: true))
            try indexer.writeColumns(try indexer.load())
            let seconds = Date().timeIntervalSince(started)
            Console.error("indexed in \(String(format: "%.1f", seconds)) s")
        } catch {
            Console.error("threatmap: \(error); the next start will build the index")
        }
    }
}
