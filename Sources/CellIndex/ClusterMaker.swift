import Reports
import WebMercator

/// Makes the clusters of a query, tile by tile.
struct ClusterMaker {
    private let snapshot: CellSnapshot
    private let query: ClusterQuery
    /// `nil` where nothing is protected.
    private let division: ProtectedDivision?
    /// The filter of the reports that are seen at their own places.
    private let openFilter: ReportFilter

    init(_ snapshot: CellSnapshot, _ query: ClusterQuery) {
        (self.snapshot, self.query) = (snapshot, query)
        division = ProtectedDivision(snapshot, query)
        openFilter = query.openFilter(snapshot.listing.kinds)
    }

    /// The clusters of a cell not below a zoom.
    func clusters(in cell: Cell, _ zoom: Zoom) -> ClusterSelection {
        let (look, level) = (look(zoom, in: cell), Level(clamping: zoom.number + Cluster.cellsBelow))
        let (snapshot, query, openFilter) = (snapshot, query, openFilter)
        let countKinds: @Sendable () -> CellKinds = {
            CellKinds(snapshot, in: cell, level: level, openFilter, query.precision)
        }
        let (kinds, found) = Parallel.both(if: readsManyRows(cell, level.number), countKinds) {
            block(in: cell, top: zoom.number, finest: level.number + look)
        }
        guard !found.block.isEmpty else { return ClusterSelection() }
        var assembly = ClusterAssembly(found.block, zoom)
        assembly.count(kinds, snapshot.listing.kinds)
        var selection = assembly.selection
        for index in selection.clusters.indices where assembly.isOpen(index) {
            selection.clusters[index].expansionZoom = assembly.extent(index).flatMap {
                expansionZoom(of: selection.clusters[index], $0, found.undivided, from: zoom.number + look + 1)
            }
        }
        return selection
    }

    /// Whether so many rows of a cell are looked at one by one for its kinds that two cores are worth their meeting.
    private func readsManyRows(_ cell: Cell, _ level: Int) -> Bool {
        !hasTotals(cell, level) && snapshot.base.table.rows(seenIn: cell, query.precision).count > 1 << 20
    }

    /// Whether a cell's reports are summed up to a level.
    private func hasTotals(_ cell: Cell, _ level: Int) -> Bool {
        snapshot.usableTotals(in: cell, Level(clamping: level), query.filter, query.precision) != nil
    }

    /// What a cell's clusters are made of, with the undivided cells that it touches.
    private func block(in cell: Cell, top: Int, finest: Int) -> (block: ClusterBlock, undivided: [Cell]) {
        let level = Level(clamping: finest)
        let open = PlaceSums(snapshot, in: cell, level: level, openFilter, query.precision)
        let homes =
            division.map { division in
                ClusterHomes(
                    snapshot, in: cell, level: Level(clamping: finest + ClusterBlock.homeLevels), query, division)
            } ?? .none
        return (ClusterBlock(open, homes.homes, top: top), homes.undivided)
    }

    /// How many levels finer than clusters' cells a tile's block is: at so many further zooms it is then known whether a
    /// cluster falls apart.
    private func look(_ zoom: Zoom, in cell: Cell) -> Int {
        let level = zoom.number + Cluster.cellsBelow
        // Rather one less than to read the rows; and a country's few clusters of the first zooms fall apart late.
        if level + 1 == PreparedTotals.levels.last, hasTotals(cell, level + 1) { return 1 }
        return max(2, 7 - level)
    }

    /// The zoom at which a cluster falls apart that does not before a zoom.
    ///
    /// - Parameter extent: A cell that holds its reports, of the zoom before at least.
    private func expansionZoom(
        of cluster: Cluster, _ extent: Cell, _ undivided: [Cell], from first: Int
    ) -> Zoom? {
        let step = 3
        var (next, extent) = (first, extent)
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
            var block = block(in: tile, top: next, finest: finest).block
            guard !block.isEmpty else { return nil }
            for zoom in next...min(next + step - 1, Zoom.range.upperBound) {
                let level = zoom + Cluster.cellsBelow
                let groups = block.groups(within: zoom, level: level)
                let layer = block.layer(level)
                let cells = groups.indices.filter { cell in
                    own.contains(layer.addresses[cell] >> UInt64(2 * (level - ownLevel)))
                }
                if Set(cells.map { groups[$0] }).count > 1 { return Zoom(zoom) }
                let places = cells.compactMap { Cell(level: Level(clamping: level), address: layer.addresses[$0]) }
                extent = places.extent ?? extent
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
}

extension ReportTable {
    /// The kind of the report in a row.
    func kind(_ row: Int) -> ReportKind { kinds[Int(kindNumbers[row])] }
}
