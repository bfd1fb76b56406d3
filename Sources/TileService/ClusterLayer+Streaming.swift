import CellIndex
import GeoJSON
import HTTPMessage
import WebMercator

extension ClusterLayer {
    /// Writes the GeoJSON of all clusters whose points lie in a box, however many, in memory for those of one chunk.
    ///
    /// - Parameters:
    ///   - write: Takes the pieces of the text.
    ///   - progress: Is told how many of how many chunks are written.
    /// - Throws: What `write` throws.
    public func write(
        in box: BoundingBox, zoom: Zoom, to write: BodyStream.Write, progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        var collection = FeatureCollectionWriter()
        let properties = properties
        try forEachCluster(in: box, zoom, progress) { cluster throws in
            collection.feature(cluster, properties)
            if let piece = collection.takePiece() { try write(piece) }
        }
        try write(finish(&collection, matched: collection.count))
    }

    /// Writes all clusters whose points lie in a box as a table, however many, in memory for those of one chunk.
    ///
    /// They are made twice: which columns there are depends on all of them.
    ///
    /// - Parameters:
    ///   - write: Takes the pieces of the text.
    ///   - progress: Is told how many of how many chunks are written.
    /// - Throws: What `write` throws.
    public func writeTable(
        in box: BoundingBox, zoom: Zoom, to write: BodyStream.Write, progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        let properties = properties
        var whole = CellCount(cell: .world, count: 0, byKind: [])
        forEachCluster(in: box, zoom, { _, _ in }) { cluster in
            whole.add(CellCount(cell: .world, count: cluster.count, byKind: cluster.byKind))
        }
        var table = FeatureTable.ofClusters()
        if whole.count > 0 {
            table.startRow()
            properties.writeKinds(whole.byKind, of: whole.count, to: &table)
        }
        table.forgetRows()
        try write(table.header)
        try forEachCluster(in: box, zoom, progress) { cluster throws in
            table.row(cluster, properties)
            if let piece = table.takePiece() { try write(piece) }
        }
        try write(table.text)
    }

    /// Calls `body` with each cluster whose point lies in a box.
    private func forEachCluster<Failure: Error>(
        in box: BoundingBox, _ zoom: Zoom, _ progress: (Int, Int) -> Void, _ body: (Cluster) throws(Failure) -> Void
    ) throws(Failure) {
        let chunks = chunks(of: box, zoom)
        for (index, chunk) in chunks.enumerated() {
            for cluster in clusters(of: chunk, zoom) where box == .world || box.contains(cluster.place.geographic) {
                try body(cluster)
            }
            progress(index, chunks.count)
        }
    }
}
