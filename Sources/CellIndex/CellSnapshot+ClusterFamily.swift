import WebMercator

/// Clusters by their names, what they fall apart into, and their reports: found without anything being remembered.
extension CellSnapshot {
    /// The cluster that has a cell as its first, or `nil` where there is none.
    public func cluster(_ id: Cell, _ query: ClusterQuery) -> Cluster? {
        guard let zoom = Zoom(id.level.number - Cluster.cellsBelow) else { return nil }
        let tile = Cell(containing: id.codes.lowerBound, level: Level(zoom))
        return clusters(in: tile, zoom, query).clusters.first { $0.id == id }
    }

    /// The clusters into which a cluster falls apart, at its ``Cluster/expansionZoom``; none where it stays together.
    ///
    /// Their counts and what is withheld sum to the cluster's count.
    public func children(of cluster: Cluster, _ query: ClusterQuery) -> ClusterSelection {
        guard let zoom = cluster.expansionZoom else { return ClusterSelection() }
        let own = Set(cluster.cells)
        var tiles: [Cell] = []
        for cell in cluster.cells {
            let tile = cell.level > Level(zoom) ? Cell(containing: cell.codes.lowerBound, level: Level(zoom)) : cell
            if tiles.last != tile { tiles.append(tile) }
        }
        var selection = ClusterSelection()
        for tile in tiles { selection.append(clusters(in: tile, zoom, query)) }
        selection.clusters.removeAll { child in
            !own.contains(Cell(containing: child.id.codes.lowerBound, level: cluster.id.level))
        }
        selection.withheld = cluster.count - selection.clusters.reduce(0) { $0 + $1.count }
        return selection
    }

    /// A page of a cluster's reports, for the public those that are not protected, in an order that stays the same as long
    /// as the data does.
    public func leaves(of cluster: Cluster, _ query: ClusterQuery, offset: Int, limit: Int) -> [IndexedReport] {
        var (skip, page) = (max(offset, 0), [IndexedReport]())
        for part in parts {
            for cell in cluster.cells {
                let rows = part.table.rows(seenIn: cell, query.precision)
                guard !rows.isEmpty else { continue }
                let view = TableView(part, query.filter, .one, rows: rows.count)
                // Few rows at a time: a page ends long before a large cluster does.
                for start in stride(from: rows.lowerBound, to: rows.upperBound, by: 8192) {
                    view.forEachRow(start..<min(start + 8192, rows.upperBound)) { row in
                        guard page.count < limit, !query.privacy.protects(part.table.kind(row)) else { return }
                        if skip > 0 { skip -= 1 } else { page.append(part.table[row]) }
                    }
                    if page.count >= limit { return page }
                }
            }
        }
        return page
    }

    /// The zoom at which a cluster falls apart that does not before a zoom.
    func expansionZoom(of cluster: Cluster, _ query: ClusterQuery, from first: Int) -> Zoom? {
        let step = 3
        var next = first
        guard var extent = Self.extent(of: cluster.cells) else { return nil }
        let showsProtected = cluster.byKind.contains { query.privacy.protects($0.kind) }
        if let exact = smallExtent(of: cluster, query, showsProtected) {
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
            let totals = ClusterTotals(self, in: tile, level: Level(clamping: finest), query)
            var block = ClusterBlock(totals, query.privacy, top: next, finest: finest)
            for zoom in next...min(next + step - 1, Zoom.range.upperBound) {
                let level = zoom + Cluster.cellsBelow
                let groups = block.groups(within: zoom, level: level)
                let layer = block.layer(level)
                let cells = groups.indices.filter { cell in
                    own.contains(layer.addresses[cell] >> UInt64(2 * (level - ownLevel)))
                        && (showsProtected || layer.all[cell].count > layer.protected[cell].count)
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
    private func smallExtent(of cluster: Cluster, _ query: ClusterQuery, _ showsProtected: Bool) -> Cell? {
        var codes = (first: UInt64.max, last: UInt64(0))
        for part in parts {
            let ranges = cluster.cells.map { part.table.rows(seenIn: $0, query.precision) }
            let rows = ranges.reduce(0) { $0 + $1.count }
            guard rows <= 4096 else { return nil }
            let view = TableView(part, query.filter, .one, rows: rows)
            for range in ranges {
                view.forEachRow(range) { row in
                    guard showsProtected || !query.privacy.protects(part.table.kind(row)) else { return }
                    let code = query.precision.seen(part.table.codes[row])
                    codes = (min(codes.first, code), max(codes.last, code))
                }
            }
        }
        guard codes.first <= codes.last else { return nil }
        let level = (codes.first ^ codes.last).leadingZeroBitCount / 2
        return Cell(containing: MortonCode(bits: codes.first), level: Level(clamping: level))
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
