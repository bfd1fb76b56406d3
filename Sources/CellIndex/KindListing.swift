import Reports

/// The kinds that occur in a snapshot, in the order in which they are listed, and the places of its tables' kinds among them.
struct KindListing: Sendable {
    /// The kinds.
    let kinds: [ReportKind]

    /// By the kinds' numbers in the base, their places in ``kinds``.
    let base: [UInt16]

    /// By the kinds' numbers in the table of recent changes, their places in ``kinds``.
    let recent: [UInt16]

    init(_ base: ReportTable, _ recent: ReportTable) {
        let kinds = Set(base.kinds).union(recent.kinds).sorted(by: ReportKind.isListedBefore)
        var places: [ReportKind: UInt16] = [:]
        for (place, kind) in kinds.enumerated() { places[kind] = UInt16(clamping: place) }
        self.kinds = kinds
        self.base = base.kinds.map { places[$0] ?? 0 }
        self.recent = recent.kinds.map { places[$0] ?? 0 }
    }
}
