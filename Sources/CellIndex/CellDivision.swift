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
    private let precision: PlacePrecision
    private let memory = Memory()

    /// What was found out about cells: many cells have the same ancestors, and to see that a large one holds none takes long.
    private final class Memory {
        var isDivided: [Cell: Bool] = [:]
    }

    /// A division of the reports that pass a filter.
    ///
    /// - Parameter precision: How exactly the audience sees places. Cells no smaller than those to which it snaps them hold the
    ///   same reports as without; but what is summed up for that audience's clusters then serves for its cells.
    public init(
        _ snapshot: CellSnapshot, _ filter: ReportFilter, to level: Level, _ rules: [DivisionRule],
        _ precision: PlacePrecision = .exact
    ) {
        self.precision = precision.snapLevel.map { $0 >= level } ?? true ? precision : .exact
        self.snapshot = snapshot
        self.filter = filter
        self.level = level
        self.rules = rules
        counters = rules.map { RuleCounter(snapshot, $0) }
    }

    /// The parts of a cell that hold reports, in the order of their addresses; or, where the cell lies in a larger one that
    /// cannot be divided, that one alone.
    public func parts(of cell: Cell) -> [Cell] {
        let cell = atMost(level, cell)
        return undividedAncestor(of: cell).map { [$0] } ?? parts(inside: cell)
    }

    /// The parts of a cell, as ``parts(of:)`` has them, with how many reports they hold, and without their kinds: cheaper than
    /// ``counts(of:)`` where there are many.
    public func sizes(of cell: Cell) -> [CellCount] {
        let cell = atMost(level, cell)
        if let whole = undividedAncestor(of: cell) {
            return [CellCount(cell: whole, count: snapshot.count(in: whole, filter), byKind: [])]
        }
        return sizes(inside: cell)
    }

    /// The parts of a cell, as ``parts(of:)`` has them, with what they hold: one pass over the cell's reports.
    public func counts(of cell: Cell) -> [CellCount] {
        let cell = atMost(level, cell)
        if let whole = undividedAncestor(of: cell) {
            return snapshot.cells(in: whole, level: whole.level, filter, precision)
        }
        let found = CellKinds(snapshot, in: cell, level: level, filter, precision)
        var undivided = UndividedCells(inside: cell)
        for rule in rules {
            if rule.filter.isPart(of: filter, snapshot.listing.kinds) {
                undivided.add(
                    rule.minimum, level, found.addresses,
                    found.counts(of: snapshot.listing.kinds.map(rule.filter.passes)))
            } else {
                add(rule, in: cell, to: &undivided)
            }
        }
        return counts(found, undivided.largest)
    }

    /// What cells of the division's level hold, those that lie in larger ones together.
    private func counts(_ found: CellKinds, _ undivided: [Cell]) -> [CellCount] {
        var counts: [CellCount] = []
        counts.reserveCapacity(found.addresses.count)
        var larger = RisingCells(undivided)
        for index in found.addresses.indices {
            guard let cell = Cell(level: level, address: found.addresses[index]) else { continue }
            let holder = larger.holder(of: cell)
            let count = CellCount(holder ?? cell, found.entries(at: index), snapshot.listing.kinds)
            if let holder, counts.last?.cell == holder {
                counts[counts.count - 1].add(count)
            } else {
                counts.append(count)
            }
        }
        return counts
    }

    private func atMost(_ level: Level, _ cell: Cell) -> Cell {
        cell.level <= level ? cell : Cell(containing: cell.codes.lowerBound, level: level)
    }

    /// The parts of a cell, of the division's level at most, that lies in no undivided one.
    func parts(inside cell: Cell) -> [Cell] { sizes(inside: cell).map(\.cell) }

    private func sizes(inside cell: Cell) -> [CellCount] {
        let weights = snapshot.weights(in: cell, level: level, filter)
        guard !weights.addresses.isEmpty else { return [] }
        return sizes(weights, undivided(inside: cell))
    }

    /// The largest cell around another one, of the division's level at most, that cannot be divided.
    public func undividedAncestor(of cell: Cell) -> Cell? {
        (0..<min(cell.level.number, level.number)).lazy
            .map { Cell(containing: cell.codes.lowerBound, level: Level(clamping: $0)) }
            .first { !isDivided($0) }
    }

    /// Whether the rules let a cell above the division's level be divided; remembered.
    func isDivided(_ cell: Cell) -> Bool {
        if let known = memory.isDivided[cell] { return known }
        let isDivided = counters.allSatisfy { counter in cell.children.allSatisfy(counter.allows) }
        memory.isDivided[cell] = isDivided
        return isDivided
    }

    /// The largest cells in a cell, or that cell, that cannot be divided.
    private func undivided(inside cell: Cell) -> [Cell] {
        var undivided = UndividedCells(inside: cell)
        for rule in rules { add(rule, in: cell, to: &undivided) }
        return undivided.largest
    }

    private func add(_ rule: DivisionRule, in cell: Cell, to undivided: inout UndividedCells) {
        let weights = snapshot.weights(in: cell, level: level, rule.filter)
        undivided.add(rule.minimum, level, weights.addresses, weights.counts)
    }

    /// How many reports cells of the division's level hold, those that lie in larger ones together.
    private func sizes(_ weights: CellWeights, _ undivided: [Cell]) -> [CellCount] {
        var sizes: [CellCount] = []
        sizes.reserveCapacity(weights.addresses.count)
        var larger = RisingCells(undivided)
        for (address, count) in zip(weights.addresses, weights.counts) {
            guard let cell = Cell(level: level, address: address) else { continue }
            let part = larger.holder(of: cell) ?? cell
            if sizes.last?.cell == part {
                sizes[sizes.count - 1].count += count
            } else {
                sizes.append(CellCount(cell: part, count: count, byKind: []))
            }
        }
        return sizes
    }
}

extension ReportFilter {
    /// Whether it chooses from what another filter lets pass by kind alone, of kinds that occur.
    fileprivate func isPart(of other: ReportFilter, _ kinds: [ReportKind]) -> Bool {
        (from, to, hours, weekdays) == (other.from, other.to, other.hours, other.weekdays)
            && area == other.area && hiddenPlaces == other.hiddenPlaces
            && kinds.allSatisfy { !passes($0) || other.passes($0) }
    }
}
