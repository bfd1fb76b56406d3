import Reports
import WebMercator

/// What the cells of a level hold, by kind: flat lists, since a tile has a thousand cells of some dozens of kinds each.
struct CellKinds {
    /// The reports of one kind in one cell.
    struct Entry: BitwiseCopyable {
        /// The kind, as a place among the kinds listed.
        var kind: UInt16
        /// Their number; below 0 it takes away what other lists hold.
        var count: Int32
    }

    /// The addresses of the cells that hold reports, rising.
    private(set) var addresses: [UInt64] = []

    /// By cell, the number of entries up to its last.
    private(set) var ends: [Int] = []

    /// The entries, cell by cell in the order of kinds.
    private(set) var entries: [Entry] = []

    /// No cells.
    init() {}

    /// The entries of the cell at an index.
    func entries(at index: Int) -> ArraySlice<Entry> {
        entries[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// By cell, the number of its reports whose kinds are marked.
    func counts(of isCounted: [Bool]) -> [Int] {
        addresses.indices.map { index in
            entries(at: index).reduce(0) { $0 + (isCounted[Int($1.kind)] ? Int($1.count) : 0) }
        }
    }

    /// Adds an entry to the cell under way.
    mutating func append(_ kind: UInt16, _ count: Int32) {
        entries.append(Entry(kind: kind, count: count))
    }

    /// Ends the cell under way, which lies behind all others; one without entries is none.
    mutating func finish(_ address: UInt64) {
        guard entries.count > (ends.last ?? 0) else { return }
        addresses.append(address)
        ends.append(entries.count)
    }

    /// These cells and others, those with the same address as one. What sums to nothing is left out.
    func merged(with other: CellKinds) -> CellKinds {
        guard !addresses.isEmpty else { return other }
        guard !other.addresses.isEmpty else { return self }
        var merged = CellKinds()
        var (left, right) = (0, 0)
        while left < addresses.count || right < other.addresses.count {
            let mine = left < addresses.count ? addresses[left] : .max
            let others = right < other.addresses.count ? other.addresses[right] : .max
            merged.append(
                mine <= others && left < addresses.count ? entries(at: left) : [],
                others <= mine && right < other.addresses.count ? other.entries(at: right) : [])
            merged.finish(min(mine, others))
            if mine <= others { left += 1 }
            if others <= mine { right += 1 }
        }
        return merged
    }

    private mutating func append(_ left: ArraySlice<Entry>, _ right: ArraySlice<Entry>) {
        var rest = right
        for var entry in left {
            while let first = rest.first, first.kind <= entry.kind {
                rest.removeFirst()
                if first.kind == entry.kind { entry.count += first.count } else { entries.append(first) }
            }
            if entry.count != 0 { entries.append(entry) }
        }
        entries += rest
    }
}

extension CellKinds {
    /// The reports of a snapshot that pass a filter and that an audience sees in a cell, by cells of a level.
    init(
        _ snapshot: CellSnapshot, in cell: Cell, level: Level, _ filter: ReportFilter,
        _ precision: PlacePrecision
    ) {
        self.init()
        for part in snapshot.sumParts(in: cell, level, filter, precision) {
            var places = snapshot.listing.base
            if case .recent = part { places = snapshot.listing.recent }
            var counter = KindCounter(places, level, precision)
            switch part {
            case .totals(let totals): counter.add(totals, in: cell)
            case .gone(let totals): counter.takeAway(totals, in: cell)
            case .base(let part), .recent(let part): counter.add(part, in: cell, filter)
            }
            self = merged(with: counter.finish())
        }
    }
}

extension ArraySlice<CellKinds.Entry> {
    /// The entries with the kinds that they stand for.
    func counts(_ kinds: [ReportKind]) -> [KindCount] {
        map { KindCount(kind: kinds[Int($0.kind)], count: Int($0.count)) }
    }
}
