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
    /// Their counts sum to the cluster's count.
    public func children(of cluster: Cluster, _ query: ClusterQuery) -> ClusterSelection {
        guard let zoom = cluster.expansionZoom else { return ClusterSelection() }
        let own = Set(cluster.cells)
        var tiles: [Cell] = []
        for cell in cluster.cells {
            let tile = cell.level > Level(zoom) ? Cell(containing: cell.codes.lowerBound, level: Level(zoom)) : cell
            if tiles.last != tile { tiles.append(tile) }
        }
        var selection = ClusterSelection()
        let maker = ClusterMaker(self, query)
        for tile in tiles { selection.append(maker.clusters(in: tile, zoom)) }
        selection.clusters.removeAll { child in
            !own.contains(Cell(containing: child.id.codes.lowerBound, level: cluster.id.level))
        }
        return selection
    }

    /// A page of a cluster's reports, less those that are protected, in an order that stays the same as long as the data
    /// does.
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
}
