import Reports

/// A filter's range of time in one table's seconds, both ends included.
struct TimeRange: Sendable, Equatable {
    /// The first second that passes.
    let first: UInt32
    /// The last second that passes.
    let last: UInt32

    /// What a filter's bounds mean for a table.
    enum Meaning {
        /// All rows pass.
        case everything
        /// No row can pass.
        case nothing
        /// Some rows may pass.
        case range(TimeRange)
    }

    /// The meaning of a filter for rows whose seconds count from an instant.
    static func meaning(of filter: ReportFilter, firstInstant: Int64) -> Meaning {
        guard filter.from != nil || filter.to != nil else { return .everything }
        let low = filter.from.map { $0.subtractingReportingOverflow(firstInstant) }
        let high = filter.to.map { $0.subtractingReportingOverflow(firstInstant) }
        // Only a bound beyond all possible instants overflows; then its own sign says on which side.
        let first = low.map { $0.overflow ? ((filter.from ?? 0) < 0 ? 0 : Int64.max) : max($0.partialValue, 0) } ?? 0
        let end = high.map { $0.overflow ? ((filter.to ?? 0) < 0 ? 0 : Int64.max) : $0.partialValue } ?? Int64.max
        guard end > first, first <= Int64(UInt32.max) else { return .nothing }
        return .range(TimeRange(first: UInt32(clamping: first), last: UInt32(clamping: end - 1)))
    }

    private init(first: UInt32, last: UInt32) {
        (self.first, self.last) = (first, last)
    }

    /// Whether a second passes.
    func contains(_ second: UInt32) -> Bool { second >= first && second <= last }
}
