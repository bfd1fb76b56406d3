import Reports
import WebMercator

/// What a cell holds under a filter.
public struct CellCount: Sendable, Equatable {
    /// The cell.
    public var cell: Cell
    /// The number of reports.
    public var count: Int
    /// The number of reports of each kind that occurs, in the order of kinds.
    public var byKind: [KindCount]

    /// Creates a count.
    public init(cell: Cell, count: Int, byKind: [KindCount]) {
        self.cell = cell
        self.count = count
        self.byKind = byKind
    }
}

extension CellCount {
    /// Adds what another cell holds.
    public mutating func add(_ other: CellCount) {
        count += other.count
        byKind.add(other.byKind)
    }
}

extension CellSnapshot {
    /// The non-empty cells of a level inside a cell, in the order of their addresses.
    ///
    /// Their counts sum to the count of the cell, under every filter.
    public func cells(in cell: Cell, level: Level, _ filter: ReportFilter) -> [CellCount] {
        cells(in: cell, level: level, filter, .exact)
    }

    func cells(
        in cell: Cell, level: Level, _ filter: ReportFilter, _ precision: PlacePrecision
    ) -> [CellCount] {
        let level = max(level, cell.level)
        let found = CellKinds(self, in: cell, level: level, filter, precision)
        return found.addresses.indices.compactMap { index in
            Cell(level: level, address: found.addresses[index]).map { cell in
                CellCount(cell, found.entries(at: index), listing.kinds)
            }
        }
    }
}

extension CellCount {
    /// A cell that holds some entries' reports.
    init(_ cell: Cell, _ entries: ArraySlice<CellKinds.Entry>, _ kinds: [ReportKind]) {
        self.init(
            cell: cell, count: entries.reduce(0) { $0 + Int($1.count) },
            byKind: entries.counts(kinds))
    }
}
