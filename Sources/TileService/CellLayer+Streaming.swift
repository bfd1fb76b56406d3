import CellIndex
import GeoJSON
import HTTPMessage
import WebMercator

extension CellLayer {
    /// Writes the GeoJSON of all cells that share a place with a box, however many, in memory for some ten thousand.
    ///
    /// How many reports there are in all, on which the share of each depends, is counted first, without their kinds.
    ///
    /// - Parameters:
    ///   - write: Takes the pieces of the text.
    ///   - progress: Is told how many of how many cells are written.
    /// - Throws: What `write` throws.
    public func write(
        in box: BoundingBox, zoom: Zoom, to write: BodyStream.Write, progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        try self.write(in: box, zoom: zoom, reportsPerChunk: 20_000, to: write, progress: progress)
    }

    /// - Parameter reportsPerChunk: The most reports whose cells are in memory at once, but where more are at one place.
    func write(
        in box: BoundingBox, zoom: Zoom, reportsPerChunk: Int, to write: BodyStream.Write,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        let level = level(zoom)
        let chunks = chunks(of: box, level, reportsPerChunk)
        var (matched, total) = (0, 0)
        forEachParts(of: chunks, in: box, level, { $0.sizes(of: $1) }) { cells in
            matched += cells.count
            total += cells.reduce(0) { $0 + $1.count }
        }
        let properties = properties(ofTotal: total)
        var collection = FeatureCollectionWriter()
        try forEachParts(of: chunks, in: box, level, { $0.counts(of: $1) }) { cells throws in
            for cell in cells {
                collection.feature(cell, properties)
                if let piece = collection.takePiece() { try write(piece) }
            }
            progress(collection.count, matched)
        }
        try write(finish(&collection, matched: matched))
    }

    /// Writes all cells that share a place with a box as a table, however many, in memory for some ten thousand.
    ///
    /// They are counted twice: which columns there are depends on all of them.
    ///
    /// - Parameters:
    ///   - write: Takes the pieces of the text.
    ///   - progress: Is told how many of how many cells are written.
    /// - Throws: What `write` throws.
    public func writeTable(
        in box: BoundingBox, zoom: Zoom, to write: BodyStream.Write, progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        try writeTable(in: box, zoom: zoom, reportsPerChunk: 20_000, to: write, progress: progress)
    }

    /// - Parameter reportsPerChunk: The most reports whose cells are in memory at once, but where more are at one place.
    func writeTable(
        in box: BoundingBox, zoom: Zoom, reportsPerChunk: Int, to write: BodyStream.Write,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        let level = level(zoom)
        let chunks = chunks(of: box, level, reportsPerChunk)
        var whole = CellCount(cell: .world, count: 0, byKind: [])
        var (matched, written) = (0, 0)
        forEachParts(of: chunks, in: box, level, { $0.counts(of: $1) }) { cells in
            matched += cells.count
            for cell in cells { whole.add(cell) }
        }
        let properties = properties(ofTotal: whole.count)
        var table = FeatureTable.ofCells()
        if matched > 0 { table.row(whole, properties) }
        table.forgetRows()
        try write(table.header)
        try forEachParts(of: chunks, in: box, level, { $0.counts(of: $1) }) { cells throws in
            for cell in cells {
                table.row(cell, properties)
                if let piece = table.takePiece() { try write(piece) }
            }
            written += cells.count
            progress(written, matched)
        }
        try write(table.text)
    }

    /// Cells that cover a box, none of many reports but where they are at one place.
    private func chunks(of box: BoundingBox, _ level: Level, _ reportsPerChunk: Int) -> [Cell] {
        CellRange.covering(box, level).flatMap { divided($0, level, reportsPerChunk) }
    }

    /// Smaller cells in the place of one with many reports.
    private func divided(_ cell: Cell, _ level: Level, _ reportsPerChunk: Int) -> [Cell] {
        let next = Level(clamping: cell.level.number + 4)
        guard next < level else { return [cell] }
        return coarseCells(in: cell, next).flatMap { part in
            part.count > reportsPerChunk ? divided(part.cell, level, reportsPerChunk) : [part.cell]
        }
    }
}
