import JSONText
import ReportStore
import Reports

/// `threatmap stats`: what a store holds.
enum StatsCommand: Command {
    static let name = "stats"
    static let summary = "count what a store holds"
    static let operands = ""
    static let options = [.store, Option(name: "--json", value: nil, help: "write JSON")]

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let store = try StoreFile.open(try arguments.required("--store"), readOnly: true)
        let statistics = try store.statistics()
        let work = try store.lifeCycleStatistics(byStatus: statistics.byStatus.map(\.count))
        try Console.write(
            arguments.has("--json")
                ? json(statistics, work, store.catalogue)
                : text(statistics, store.catalogue) + LifeCycleReport.text(work, store.catalogue))
        return .done
    }

    private static func json(
        _ statistics: StoreStatistics, _ work: LifeCycleStatistics, _ catalogue: Catalogue
    ) -> String {
        let clock = catalogue.clock
        var json = JSONWriter()
        json.object { json in
            json.member("reports", statistics.reports)
            json.member("sequence", Int(statistics.sequence))
            counts("byStatus", statistics.byStatus, &json)
            counts("byCategory", statistics.byCategory, &json)
            counts("bySource", statistics.bySource, &json)
            json.key("bounds")
            if let bounds = statistics.bounds { json.array(bounds) { $0.number($1) } } else { json.null() }
            time("firstOccurred", statistics.firstOccurred, clock, &json)
            time("lastOccurred", statistics.lastOccurred, clock, &json)
            json.member("retained", statistics.retained)
            work.write(to: &json, catalogue)
        }
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }

    private static func counts(_ name: String, _ counts: [(key: String, count: Int)], _ json: inout JSONWriter) {
        json.member(name) { json in
            json.object { json in
                for (key, count) in counts { json.member(key, count) }
            }
        }
    }

    private static func time(_ name: String, _ time: EventTime?, _ clock: LocalClock, _ json: inout JSONWriter) {
        if let time { json.member(name, time.iso8601(clock)) } else { json.member(name) { $0.null() } }
    }

    private static func text(_ statistics: StoreStatistics, _ catalogue: Catalogue) -> String {
        var lines = ["\(Console.grouped(statistics.reports)) reports of the catalogue \(catalogue.name)"]
        if let first = statistics.firstOccurred, let last = statistics.lastOccurred {
            lines.append("from \(first.iso8601(catalogue.clock)) to \(last.iso8601(catalogue.clock))")
        }
        let lists = [
            ("status", statistics.byStatus), ("source", statistics.bySource), ("category", statistics.byCategory),
        ]
        for (title, counts) in lists {
            lines.append("\nby \(title):")
            for (key, count) in counts.sorted(by: { $0.count > $1.count }) where count > 0 {
                let number = Console.grouped(count)
                lines.append("  \(String(repeating: " ", count: max(0, 12 - number.count)))\(number)  \(key)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
