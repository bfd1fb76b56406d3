import Reports
import WebMercator

/// Where the protected reports stand that are seen in a cell: in the middle of a cell of the division that the privacy rule
/// allows.
struct ClusterHomes {
    /// A cell of the division with the number of its protected reports.
    struct Home {
        /// The cell.
        var cell: Cell
        /// The number of its reports, at least 1.
        var count: Int
    }

    /// The homes whose middles lie in the cell, in the order of the middles.
    let homes: [Home]

    /// The cells that stay undivided, as far as they touch the cell; the one around it alone where there is one.
    let undivided: [Cell]

    /// Without protected reports.
    static let none = ClusterHomes(homes: [], undivided: [])

    private init(homes: [Home], undivided: [Cell]) {
        (self.homes, self.undivided) = (homes, undivided)
    }

    /// The homes in a cell.
    ///
    /// - Parameters:
    ///   - level: The level of the smallest of them; those of the audience's precision are not divided.
    ///   - division: The division of the protected reports.
    init(
        _ snapshot: CellSnapshot, in cell: Cell, level: Level, _ query: ClusterQuery, _ division: ProtectedDivision
    ) {
        if let whole = division.undividedAncestor(of: cell) {
            self.init(homes: Self.home(snapshot, whole, in: cell, query), undivided: [whole])
            return
        }
        let finest = min(level, query.finestLevel)
        // A cell below the finest level holds one place at most.
        guard cell.level < finest else {
            let own = Cell(containing: cell.codes.lowerBound, level: finest)
            self.init(homes: Self.home(snapshot, own, in: cell, query), undivided: [])
            return
        }
        let (addresses, counts) = Self.counts(snapshot, in: cell, finest, query)
        var search = UndividedCells(inside: cell)
        search.add(query.privacy.minCount, finest, addresses, counts)
        let undivided = search.largest
        self.init(homes: Self.homes(addresses, counts, finest, undivided), undivided: undivided)
    }

    /// The home of all protected reports of a cell, where its middle lies in another one.
    private static func home(
        _ snapshot: CellSnapshot, _ home: Cell, in cell: Cell, _ query: ClusterQuery
    ) -> [Home] {
        guard Cell(containing: home.middle, level: cell.level) == cell else { return [] }
        let count = snapshot.count(in: home, query.protectedFilter)
        return count > 0 ? [Home(cell: home, count: count)] : []
    }

    /// The numbers of protected reports in the cells of a level that hold any.
    private static func counts(
        _ snapshot: CellSnapshot, in cell: Cell, _ level: Level, _ query: ClusterQuery
    ) -> (addresses: [UInt64], counts: [Int]) {
        if snapshot.usableTotals(in: cell, level, query.protectedFilter, query.precision) != nil {
            let sums = PlaceSums(snapshot, in: cell, level: level, query.protectedFilter, query.precision)
            return (sums.cells.map(\.address), sums.cells.map { Int($0.sums.count) })
        }
        let weights = snapshot.weights(in: cell, level: level, query.protectedFilter)
        return (weights.addresses, weights.counts)
    }

    private static func homes(
        _ addresses: [UInt64], _ counts: [Int], _ level: Level, _ undivided: [Cell]
    ) -> [Home] {
        var homes: [Home] = []
        homes.reserveCapacity(addresses.count)
        var larger = RisingCells(undivided)
        for (address, count) in zip(addresses, counts) {
            guard let cell = Cell(level: level, address: address) else { continue }
            let home = larger.holder(of: cell) ?? cell
            if homes.last?.cell == home {
                homes[homes.count - 1].count += count
            } else {
                homes.append(Home(cell: home, count: count))
            }
        }
        return homes
    }
}
