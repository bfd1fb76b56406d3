import Foundation
import ReportStore
import Reports

/// `threatmap retain`: old reports become counts.
enum RetainCommand: Command {
    static let name = "retain"
    static let summary = "replace old reports by counts per cell, category, source, status and month"
    static let operands = ""
    static let options = [
        Option.store,
        Option(name: "--older-than", value: "PERIOD", help: "\(RetentionPeriod.writtenForm); whole months go"),
        Option(name: "--dry-run", value: nil, help: "say what would go, and change nothing"),
    ]

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let path = try arguments.required("--store")
        let text = try arguments.required("--older-than")
        guard let period = RetentionPeriod(text) else {
            throw UsageError.badValue("--older-than", text, RetentionPeriod.writtenForm)
        }
        let isDry = arguments.has("--dry-run")
        let store = try StoreFile.open(path, readOnly: isDry)
        let clock = store.catalogue.clock
        let cut = period.cut(now: Int64(Date().timeIntervalSince1970), clock)
        let day = EventTime(instant: cut, precision: .day).iso8601(clock)
        if isDry {
            let count = try store.countReports(before: cut)
            Console.error("\(Console.grouped(count)) reports of before \(day) would become counts")
            return .done
        }
        var bar = ProgressBar("retain", unit: "reports")
        defer { bar.clear() }
        let summary = try store.retain(before: cut) { done, total in
            bar.show(done, share: Double(done) / Double(max(total, 1)))
        }
        bar.clear()
        Console.error(
            "\(Console.grouped(summary.reports)) reports of before \(day) became \(Console.grouped(summary.counts)) counts"
                + (summary.open > 0 ? "; \(Console.grouped(summary.open)) of them were still open" : ""))
        return .done
    }
}
