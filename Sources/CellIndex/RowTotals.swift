import Reports

/// What totals are asked for.
struct TotalsKey: Sendable, Equatable {
    /// The filter, without what it asks of kinds.
    var filter: ReportFilter
    /// Where the audience sees the reports.
    var precision: PlacePrecision
}

/// The totals of the rows that pass by time, hour or area: a map asks for many tiles under one filter, and only the first of them
/// looks at the rows.
struct RowTotals: Sendable {
    var totals: PreparedTotals
    var rows: RowBits
}
