import WebMercator

extension CellSnapshot {
    /// This snapshot with some reports added or, where it has their numbers already, replaced. Of reports with the same
    /// number the last one holds.
    ///
    /// It costs in proportion to the recent changes, plus, where a report of the base is replaced, one pass over a column.
    ///
    /// - Throws: ``CellIndexError``.
    public func applying(_ changes: [IndexedReport], sequence: Int64) throws(CellIndexError) -> CellSnapshot {
        var latest: [UInt32: IndexedReport] = [:]
        var noted = self.changes
        for report in recent.remaining { latest[report.id] = report }
        for change in changes {
            if let before = latest.updateValue(change, forKey: change.id) { noted.note(before.code, sequence) }
            noted.note(change.code, sequence)
        }
        var base = base
        let replaced = base.table.rows(ofIDs: Set(changes.map(\.id)))
        for row in replaced { noted.note(MortonCode(bits: base.table.codes[row]), sequence) }
        base.remove(replaced)
        let recent = TablePart(table: try ReportTable(latest.values.sorted { $0.id < $1.id }))
        var snapshot = CellSnapshot(
            base, recent: recent, prepared, noted, sequence: sequence, baseSequence: baseSequence)
        snapshot.totals = totals
        return snapshot
    }

    /// The number of changes that have gathered since the base was built.
    public var recentChanges: Int { recent.table.count + base.removedCount }

    /// The same reports with everything in the base. It takes as long as building the index.
    ///
    /// - Throws: ``CellIndexError``.
    public func compacted() throws(CellIndexError) -> CellSnapshot {
        var snapshot = try CellSnapshot(base.remaining + recent.remaining, sequence: sequence)
        for key in prepared.keys { snapshot.prepare(key.filter, key.weight, key.precision) }
        for precision in totals.keys { snapshot.prepareClusters(precision) }
        snapshot.changes = changes
        return snapshot
    }
}

extension ReportTable {
    /// The rows of reports by their numbers; numbers that the table has not are passed over.
    func rows(ofIDs wanted: Set<UInt32>) -> [Int] {
        guard let least = wanted.min(), let greatest = wanted.max(), least <= largestID else { return [] }
        var rows: [Int] = []
        for row in ids.indices where ids[row] >= least && ids[row] <= greatest {
            if wanted.contains(ids[row]) { rows.append(row) }
        }
        return rows
    }
}
