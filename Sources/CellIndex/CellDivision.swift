import Reports
import WebMercator

/// Divides the quadtree as far as some rules allow, but no further than to a level.
///
/// What a cell is divided into depends on the data alone, never on the window that is asked for: the cells of all tiles
/// together are a partition of the world.
public struct CellDivision {
    private let snapshot: CellSnapshot
    private let filter: ReportFilter
    private let level: Level
    private let rules: [DivisionRule]
    private let counters: [RuleCounter]

    /// A division of the reports that pass a filter.
    public init(_ snapshot: CellSnapshot, _ filter: ReportFilter, to level: Level, _ rules: [DivisionRule]) {
        self.snapshot = snapshot
        self.filter = filter
        self.level = level
        self.rules = rules
        counters = rules.map { RuleCounter(snapshot, $0) }
    }

    /// The parts of a cell that hold reports, in the order of their addresses; or, where the cell lies in a larger one that
    /// cannot be divided, that one alone.
    public func parts(of cell: Cell) -> [Cell] {
        let cell = cell.level <= level ? cell : Cell(containing: cell.codes.lowerBound, level: level)
        if let whole = undividedAncestor(of: cell) { return [whole] }
        let addresses = distinctAddresses(in: cell)
        guard !addresses.isEmpty else { return [] }
        var search = DivisionSearch(level, rules, rules.map { snapshot.weights(in: cell, level: level, $0.filter) })
        search.divide(cell)
        return Self.replace(addresses, by: search.undivided, level)
    }

    /// The largest cell around another one that cannot be divided.
    private func undividedAncestor(of cell: Cell) -> Cell? {
        var ancestors: [Cell] = []
        var current = cell
        while let parent = current.parent {
            ancestors.append(parent)
            current = parent
        }
        return ancestors.last { ancestor in
            counters.contains { counter in !ancestor.children.allSatisfy(counter.allows) }
        }
    }

    private func distinctAddresses(in cell: Cell) -> [UInt64] {
        snapshot.weights(in: cell, level: level, filter).addresses
    }

    /// Some cells of a level, with larger ones in the place of those that lie in them.
    private static func replace(_ addresses: [UInt64], by undivided: [Cell], _ level: Level) -> [Cell] {
        var cells: [Cell] = []
        cells.reserveCapacity(addresses.count)
        var rest = undivided[...]
        for address in addresses {
            guard let cell = Cell(level: level, address: address) else { continue }
            while let first = rest.first, first.codes.upperBound < cell.codes.lowerBound { rest.removeFirst() }
            guard let first = rest.first, first.codes.contains(cell.codes.lowerBound) else {
                cells.append(cell)
                continue
            }
            if cells.last != first { cells.append(first) }
        }
        return cells
    }
}
