import WebMercator

extension CellSnapshot {
    /// The clusters of a cell at a zoom: of one tile, or of all tiles of a larger cell.
    ///
    /// Every report that passes and that the audience sees in the cell is in one of them.
    ///
    /// - Parameter cell: A cell not below the zoom.
    public func clusters(in cell: Cell, _ zoom: Zoom, _ query: ClusterQuery) -> ClusterSelection {
        ClusterMaker(self, query).clusters(in: cell, zoom)
    }

    /// Cells that together hold the reports in a window, each a tile of a zoom or a larger cell of few reports, in the
    /// order of their addresses: what a wide box is worked through in.
    public func clusterChunks(in window: WorldWindow, _ zoom: Zoom, _ query: ClusterQuery) -> [Cell] {
        let division = ProtectedDivision(self, query)
        // Below the level of snapping a cell holds one place.
        let deepest = min(zoom.number, query.precision.snapLevel?.number ?? zoom.number)
        var chunks: [Cell] = []
        // With the place of protected reports that stand outside their own cell, if there may be any.
        var open: [(cell: Cell, place: MortonCode?)] = [(.world, nil)]
        while let (cell, place) = open.popLast() {
            let rows = parts.map { $0.table.rows(of: cell, in: $0.table.rows).count }.reduce(0, +)
            let holdsPlace = place.map(cell.codes.contains) ?? false
            guard rows > 0 || holdsPlace, window.intersects(cell) else { continue }
            if cell.level.number >= deepest || (rows <= 20_000 && window.contains(cell)) {
                chunks.append(cell)
            } else {
                let isWhole = place == nil && !(division?.isDivided(cell) ?? true)
                open += cell.children.reversed().map { ($0, isWhole ? cell.middle : place) }
            }
        }
        return chunks
    }
}
