import ReportStore
import Reports

/// How the work on reports goes, for people.
enum LifeCycleReport {
    /// Lines for a terminal; nothing where there is nothing to say.
    static func text(_ work: LifeCycleStatistics, _ catalogue: Catalogue) -> String {
        var lines: [String] = []
        if let rate = work.confirmationRate {
            lines.append("\n\(tenths(rate * 100)) % of the verified reports were confirmed")
        }
        if work.overdue > 0 { lines.append("\(Console.grouped(work.overdue)) reports are overdue") }
        let medians = catalogue.statuses.indices.compactMap { status in
            work.medianSeconds[status].map { "  \(tenths($0 / 3600)) h to \(catalogue.statuses[status].key)" }
        }
        if !medians.isEmpty { lines += ["\nmedian time:"] + medians }
        if !work.units.isEmpty {
            lines.append("\nby unit:")
            lines += work.units.map { unit in
                "  \(unit.unit ?? "none yet"): \(Console.grouped(unit.reports)), "
                    + "\(Console.grouped(unit.overdue)) overdue"
            }
        }
        return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
    }

    private static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }
}
