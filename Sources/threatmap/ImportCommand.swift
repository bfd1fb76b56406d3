import Foundation
import JSONText
import ReportStore
import Reports

/// `threatmap import`: files into a store.
enum ImportCommand: Command {
    static let name = "import"
    static let summary = "read reports from CSV, NDJSON or GeoJSON files into a store"
    static let operands = "INPUT..."
    static let options = [
        Option.store,
        Option(
            name: "--profile", value: "NAME|FILE",
            help: "how the columns are to be read: threatmap, police-uk, chicago or a file; else the one that fits"),
        Option(name: "--rejects", value: "FILE", help: "where to write the rows that are no reports, and why"),
        Option(name: "--dry-run", value: nil, help: "read and check everything, and write nothing but the rejects"),
        Option(name: "--json", value: nil, help: "write the summary as JSON to standard output"),
    ]

    static func run(_ arguments: Arguments) throws -> ExitCode {
        let store = try arguments.required("--store")
        guard !arguments.operands.isEmpty else { throw UsageError.missingOperand("a file to import", command: name) }
        let profile = try arguments["--profile"].map(ProfileFile.read)
        var importer = FileImporter(
            store: store, profile: profile, rejects: try RejectsFile(arguments["--rejects"]),
            progress: ProgressBar(arguments.has("--dry-run") ? "check" : "import", unit: "rows"),
            inputs: arguments.operands, isDryRun: arguments.has("--dry-run"))
        defer { importer.progress.clear() }
        for input in arguments.operands {
            do {
                try importer.importFile(input)
            } catch {
                // What is in the store is to be told, and rejected rows must not be lost.
                if importer.summary != ImportSummary() { try finish(&importer) }
                throw error
            }
        }
        let (summary, seconds) = try finish(&importer)
        if !importer.isDryRun { ColumnWriting.afterImport(store, summary) }
        if arguments.has("--json") { try Console.write(json(summary, seconds, isDryRun: importer.isDryRun)) }
        return summary.rejected > 0 ? .partlyRejected : .done
    }

    @discardableResult
    private static func finish(_ importer: inout FileImporter) throws -> (ImportSummary, seconds: Double) {
        try importer.rejects.finish()
        importer.progress.clear()
        let seconds = importer.progress.seconds
        let line = importer.isDryRun ? dryLine(importer.summary, seconds) : line(importer.summary, seconds)
        Console.error(line)
        return (importer.summary, seconds)
    }

    private static func line(_ summary: ImportSummary, _ seconds: Double) -> String {
        "\(speed(summary, seconds)): \(Console.grouped(summary.accepted)) new, "
            + "\(Console.grouped(summary.updated)) updated, \(Console.grouped(summary.duplicates)) known already, "
            + "\(Console.grouped(summary.rejected)) rejected"
    }

    /// Which of the rows the store has already cannot be told without writing them.
    private static func dryLine(_ summary: ImportSummary, _ seconds: Double) -> String {
        "\(speed(summary, seconds)): \(Console.grouped(summary.accepted)) would be accepted, "
            + "\(Console.grouped(summary.rejected)) would be rejected; nothing was imported"
    }

    private static func speed(_ summary: ImportSummary, _ seconds: Double) -> String {
        let rate = Int(Double(summary.read) / max(seconds, 0.001))
        return "\(Console.grouped(summary.read)) rows in \(String(format: "%.1f", seconds)) s "
            + "(\(Console.grouped(rate))/s)"
    }

    private static func json(_ summary: ImportSummary, _ seconds: Double, isDryRun: Bool) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("read", summary.read)
            json.member("accepted", summary.accepted)
            json.member("updated", summary.updated)
            json.member("rejected", summary.rejected)
            json.member("duplicates", summary.duplicates)
            json.key("seconds")
            json.number(seconds, decimals: 3)
            if isDryRun { json.member("dryRun", true) }
        }
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }
}

/// A profile named on the command line.
enum ProfileFile {
    /// A shipped profile, or one from a file.
    static func read(_ name: String) throws -> ImportProfile {
        if let shipped = ShippedFiles.profiles.first(where: { $0.name == name }) {
            return try ImportProfile(shipped.json, file: name)
        }
        guard let data = FileManager.default.contents(atPath: name) else {
            let known = ShippedFiles.profiles.map(\.name).joined(separator: ", ")
            throw UsageError.badValue("--profile", name, "one of \(known), or a file that can be read")
        }
        return try ImportProfile([UInt8](data), file: name)
    }
}
