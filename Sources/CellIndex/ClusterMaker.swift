import Reports
import WebMercator

/// Makes the clusters of a query, tile by tile.
struct ClusterMaker {
    private let snapshot: CellSnapshot
    private let query: ClusterQuery
    /// `nil` where nothing is protected.
    private let division: ProtectedDivision?

    init(_ snapshot: CellSnapshot, _ query: ClusterQuery) {
        (self.snapshot, self.query) = (snapshot, query)
        division = ProtectedDivision(snapshot, query)
    }

    /// The clusters of a cell not below a zoom.
    func clusters(in cell: Cell, _ zoom: Zoom) -> ClusterSelection {
        let look = look(zoom)
        guard let found = block(in: cell, top: zoom.number, finest: zoom.number + Cluster.cellsBelow + look) else {
            return ClusterSelection()
        }
        var assembly = ClusterAssembly(found.block, zoom)
        assembly.count(found.totals)
        var selection = assembly.selection
        for index in selection.clusters.indices where assembly.isOpen(index) {
            selection.clusters[index].expansionZoom = expansionZoom(
                of: selection.clusters[index], found.undivided, from: zoom.number + look + 1)
        }
        return selection
    }

    /// What a cell's clusters are made of, with the undivided cells that it touches; `nil` where it is empty.
    private func block(
        in cell: Cell, top: Int, finest: Int
    ) -> (totals: ClusterTotals, block: ClusterBlock, undivided: [Cell])? {
        let extra = division == nil ? 0 : ClusterBlock.homeLevels
        var totals = ClusterTotals(snapshot, in: cell, level: Level(clamping: finest + extra), query)
        let undivided = division.map { totals.protect(in: cell, snapshot, query, $0) } ?? []
        guard !totals.entries.isEmpty else { return nil }
        let block = ClusterBlock(totals, top: top, finest: finest)
        return (totals, block, undivided)
    }

    /// How many levels finer than clusters' cells a tile's block is: at so many further zooms it is then known whether a
    /// cluster falls apart.
    private func look(_ zoom: Zoom) -> Int {
        let layers = query.filter.asksForMoreThanKinds ? nil : snapshot.totals[query.precision]?.layers
        let spare = (layers?.last?.level.number ?? 0) - zoom.number - Cluster.cellsBelow
        // Rather one less than to read the rows.
        return spare - (division == nil ? 0 : ClusterBlock.homeLevels) == 1 ? 1 : 2
    }

    /// The zoom at which a cluster falls apart that does not before a zoom.
    private func expansionZoom(of cluster: Cluster, _ undivided: [Cell], from first: Int) -> Zoom? {
        let step = 3
        var next = first
        guard var extent = Self.extent(of: cluster.cells) else { return nil }
        if let exact = smallExtent(of: cluster, undivided) {
            extent = exact
            // What lies in one cell of a cluster is together.
            next = max(next, exact.level.number - Cluster.cellsBelow + 1)
        }
        let own = Set(cluster.cells.map(\.address))
        let ownLevel = cluster.id.level.number
        while next <= Zoom.range.upperBound {
            // No cluster reaches over a tile's edge.
            guard extent.level.number >= next else { return Zoom(next) }
            let tile = Cell(containing: extent.codes.lowerBound, level: Level(clamping: next))
            let finest = next + Cluster.cellsBelow + step - 1
            guard var block = block(in: tile, top: next, finest: finest)?.block else { return nil }
            for zoom in next...min(next + step - 1, Zoom.range.upperBound) {
                let level = zoom + Cluster.cellsBelow
                let groups = block.groups(within: zoom, level: level)
                let layer = block.layer(level)
                let cells = groups.indices.filter { cell in
                    own.contains(layer.addresses[cell] >> UInt64(2 * (level - ownLevel)))
                }
                if Set(cells.map { groups[$0] }).count > 1 { return Zoom(zoom) }
                let places = cells.compactMap { Cell(level: Level(clamping: level), address: layer.addresses[$0]) }
                extent = Self.extent(of: places) ?? extent
            }
            next += step
        }
        return nil
    }

    /// The smallest cell in which all of a cluster's reports are seen, where there are few rows to look at.
    private func smallExtent(of cluster: Cluster, _ undivided: [Cell]) -> Cell? {
        var codes = (first: UInt64.max, last: UInt64(0))
        func add(_ code: UInt64) { codes = (min(codes.first, code), max(codes.last, code)) }
        for part in snapshot.parts {
            let ranges = cluster.cells.map { part.table.rows(seenIn: $0, query.precision) }
            let rows = ranges.reduce(0) { $0 + $1.count }
            guard rows <= 4096 else { return nil }
            let view = TableView(part, query.filter, .one, rows: rows)
            for range in ranges {
                view.forEachRow(range) { row in
                    guard !query.privacy.protects(part.table.kind(row)) else { return }
                    add(query.precision.seen(part.table.codes[row]))
                }
            }
        }
        for cell in division == nil ? [] : cluster.cells {
            for place in protectedPlaces(in: cell, undivided) { add(place.bits) }
        }
        guard codes.first <= codes.last else { return nil }
        let level = (codes.first ^ codes.last).leadingZeroBitCount / 2
        return Cell(containing: MortonCode(bits: codes.first), level: Level(clamping: level))
    }

    /// Where the protected reports stand that are seen in a cell.
    private func protectedPlaces(in cell: Cell, _ undivided: [Cell]) -> [MortonCode] {
        let home = undivided.first { $0.level <= cell.level && $0.codes.contains(cell.codes.lowerBound) }
        let cells = home.map { [$0] } ?? division?.cells(inside: cell) ?? []
        return cells.map(\.middle).filter(cell.codes.contains)
    }

    /// The smallest cell that holds some cells in the order of their addresses.
    private static func extent(of cells: [Cell]) -> Cell? {
        guard let first = cells.first?.codes.lowerBound.bits, let last = cells.last?.codes.upperBound.bits else {
            return nil
        }
        let level = (first ^ last).leadingZeroBitCount / 2
        return Cell(containing: MortonCode(bits: first), level: Level(clamping: level))
    }
}

extension ReportTable {
    /// The kind of the report in a row.
    func kind(_ row: Int) -> ReportKind { kinds[Int(kindNumbers[row])] }
}
