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
        return undividedAncestor(of: cell).map { [$0] } ?? parts(inside: cell)
    }

    /// The parts of a cell, of the division's level at most, that lies in no undivided one.
    func parts(inside cell: Cell) -> [Cell] {
        let addresses = distinctAddresses(in: cell)
        guard !addresses.isEmpty else { return [] }
        return Self.replace(addresses, by: undivided(inside: cell), level)
    }

    /// The largest cell around another one, of the division's level at most, that cannot be divided.
    public func undividedAncestor(of cell: Cell) -> Cell? {
        (0..<min(cell.level.number, level.number)).lazy
            .map { Cell(containing: cell.codes.lowerBound, level: Level(clamping: $0)) }
            .first { !isDivided($0) }
    }

    /// Whether the rules let a cell above the division's level be divided.
    func isDivided(_ cell: Cell) -> Bool {
        counters.allSatisfy { counter in cell.children.allSatisfy(counter.allows) }
    }

    /// The largest cells in a cell, or that cell, that cannot be divided.
    private func undivided(inside cell: Cell) -> [Cell] {
        var undivided = UndividedCells(inside: cell)
        for rule in rules {
            let weights = snapshot.weights(in: cell, level: level, rule.filter)
            undivided.add(
                rule.minimum, level, weights.addresses, weights.weights.map { Int($0 / UInt64(ReportWeight.unit)) })
        }
        return undivided.largest
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
