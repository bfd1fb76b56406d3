import Reports

/// The kinds that occur in a snapshot, in the order in which they are listed, and the places of its tables' kinds among them.
struct KindListing: Sendable {
    /// The kinds.
    let kinds: [ReportKind]

    /// By the kinds' numbers in the base, their places in ``kinds``.
    let base: [UInt16]

    /// By the kinds' numbers in the table of recent changes, their places in ``kinds``.
    let recent: [UInt16]

    init(_ snapshot: CellSnapshot) {
        let tables = [snapshot.base.table.kinds, snapshot.recent.table.kinds]
        let kinds = Set(tables.joined()).sorted(by: ReportKind.isListedBefore)
        var places: [ReportKind: UInt16] = [:]
        for (place, kind) in kinds.enumerated() { places[kind] = UInt16(clamping: place) }
        self.kinds = kinds
        base = tables[0].map { places[$0] ?? 0 }
        recent = tables[1].map { places[$0] ?? 0 }
    }
}
