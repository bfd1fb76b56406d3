import Reports

/// A filter made ready for one snapshot: a weight for every kind of report, 0 for those that do not pass, and what else a
/// row must satisfy.
struct RowFilter {
    /// The weight of a report by the number of its kind.
    let weights: [UInt32]
    /// The first second that passes, after the columns' first instant.
    let from: UInt32
    /// The last second that passes.
    let through: UInt32
    /// Which hours of the week pass; entry 255, no hour, passes if hours do not matter.
    let hours: [Bool]
    /// Whether only the kind matters.
    let ignoresTime: Bool
    /// Whether no row can pass.
    let isEmpty: Bool

    init(_ columns: ReportColumns, _ filter: ReportFilter, _ weight: ReportWeight) {
        weights = columns.kinds.map { filter.passes($0) ? weight($0) : 0 }
        let first = (filter.from ?? .min).subtractingReportingOverflow(columns.firstInstant)
        let end = (filter.to ?? .max).subtractingReportingOverflow(columns.firstInstant)
        // An overflow can only be a bound further out than any report.
        let low = filter.from == nil || first.overflow ? 0 : max(first.partialValue, 0)
        let high = filter.to == nil || end.overflow ? Int64(UInt32.max) : end.partialValue - 1
        from = UInt32(clamping: low)
        through = UInt32(clamping: high)
        isEmpty = low > high || high < 0 || low > Int64(UInt32.max) || weights.allSatisfy { $0 == 0 }
        hours = (0..<256).map { hour in
            !filter.needsHourOfWeek || (hour < 168 && filter.passes(hourOfWeek: hour))
        }
        ignoresTime = !filter.needsHourOfWeek && filter.from == nil && filter.to == nil
    }
}

extension ReportFilter {
    /// Whether reports of a kind pass, as far as category, source and status go.
    func passes(_ kind: ReportKind) -> Bool {
        (categories?.contains(Int(kind.category)) ?? true) && (statuses?.contains(Int(kind.status)) ?? true)
            && (sources?.contains(Int(kind.source)) ?? true)
    }
}
