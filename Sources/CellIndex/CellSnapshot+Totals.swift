import Reports
import WebMercator

extension CellSnapshot {
    /// Prepares cells and clusters of low zooms for an audience: one pass over all reports, unless it is done already.
    public mutating func prepareClusters(_ precision: PlacePrecision) {
        guard totals[precision] == nil else { return }
        totals[precision] = PreparedTotals(base.table, precision)
    }

    /// The totals from which the cells of a level in a cell are made under a filter, or `nil` where the rows are looked at.
    func usableTotals(
        in cell: Cell, _ level: Level, _ filter: ReportFilter, _ precision: PlacePrecision
    ) -> UsableTotals? {
        guard level.number <= PreparedTotals.levels.last ?? 0 else { return nil }
        if !filter.asksForMoreThanKinds {
            return totals[precision].flatMap { UsableTotals($0, nil, base, level, filter) }
        }
        return recentTotals(in: cell, filter, precision).flatMap {
            UsableTotals($0.totals, $0.rows, base, level, filter)
        }
    }

    /// The totals of the rows of the base that pass by time, hour and area: those that are remembered or, where so large a part
    /// of the world is asked for that summing them up costs little more than looking at the rows once, those that are made now.
    private func recentTotals(
        in cell: Cell, _ filter: ReportFilter, _ precision: PlacePrecision
    ) -> RowTotals? {
        let table = base.table
        let key = TotalsKey(filter: filter.withoutKinds, precision: precision)
        guard table.rows(seenIn: cell, precision).count > table.count / 8 else { return table.recentTotals.known(key) }
        return table.recentTotals.value(key) {
            let rows = TableView(TablePart(table: table), key.filter, .one, rows: table.count).rows
            return RowTotals(totals: PreparedTotals(table, precision, rows), rows: rows)
        }
    }

    /// The parts of what the reports of a cell sum to by cells of a level, the quickest way: all that are added before those
    /// that are taken away.
    func sumParts(in cell: Cell, _ level: Level, _ filter: ReportFilter, _ precision: PlacePrecision) -> [SumPart] {
        var parts: [SumPart] = []
        if let totals = usableTotals(in: cell, level, filter, precision) {
            parts = totals.hasGoneRows ? [.totals(totals), .gone(totals)] : [.totals(totals)]
        } else {
            parts = [.base(base)]
        }
        if recent.table.count > 0 { parts.append(.recent(recent)) }
        return parts
    }
}

/// A part of what the reports of a cell sum to.
enum SumPart {
    /// Totals of the base.
    case totals(UsableTotals)
    /// Rows that the totals hold and that count no more.
    case gone(UsableTotals)
    /// The rows of the base.
    case base(TablePart)
    /// Those of recent changes.
    case recent(TablePart)
}
