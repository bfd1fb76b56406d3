import WebMercator

/// The division of the quadtree by the privacy rule of a query, as far as it is asked for; what was found out about a cell is
/// remembered.
final class ProtectedDivision {
    private let division: CellDivision
    private let finest: Level
    private var known: [Cell: Bool] = [:]

    /// The division of a query's protected reports, or `nil` where nothing is protected.
    init?(_ snapshot: CellSnapshot, _ query: ClusterQuery) {
        guard let rule = query.rule else { return nil }
        finest = query.finestLevel
        division = CellDivision(snapshot, rule.filter, to: finest, [rule])
    }

    /// The largest cell around another one that cannot be divided.
    func undividedAncestor(of cell: Cell) -> Cell? {
        for number in 0..<min(cell.level.number, finest.number) {
            let ancestor = Cell(containing: cell.codes.lowerBound, level: Level(clamping: number))
            if !isDivided(ancestor) { return ancestor }
        }
        return nil
    }

    /// Whether a cell may be divided, as far as it alone goes; those of the finest level are not.
    func isDivided(_ cell: Cell) -> Bool {
        guard cell.level < finest else { return false }
        if let known = known[cell] { return known }
        let isDivided = division.isDivided(cell)
        known[cell] = isDivided
        return isDivided
    }

    /// The cells in the middle of which protected reports stand that lie in a cell, which lies in no undivided one.
    func cells(inside cell: Cell) -> [Cell] {
        division.parts(inside: cell.level <= finest ? cell : Cell(containing: cell.codes.lowerBound, level: finest))
    }
}
