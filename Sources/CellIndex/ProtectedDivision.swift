import WebMercator

/// The division of the quadtree by the privacy rule of a query.
struct ProtectedDivision {
    private let division: CellDivision
    private let finest: Level

    /// The division of a query's protected reports, or `nil` where nothing is protected.
    init?(_ snapshot: CellSnapshot, _ query: ClusterQuery) {
        guard let rule = query.rule else { return nil }
        finest = query.finestLevel
        division = CellDivision(snapshot, rule.filter, to: finest, [rule])
    }

    /// The largest cell around another one that cannot be divided.
    func undividedAncestor(of cell: Cell) -> Cell? {
        division.undividedAncestor(of: cell)
    }

    /// Whether a cell may be divided, as far as it alone goes; those of the finest level are not.
    func isDivided(_ cell: Cell) -> Bool {
        cell.level < finest && division.isDivided(cell)
    }

    /// The cells in the middle of which protected reports stand that lie in a cell, which lies in no undivided one.
    func cells(inside cell: Cell) -> [Cell] {
        division.parts(inside: cell.level <= finest ? cell : Cell(containing: cell.codes.lowerBound, level: finest))
    }
}
