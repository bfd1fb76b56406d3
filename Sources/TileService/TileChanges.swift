import CellIndex
import Reports
import Synchronization
import WebMercator

/// Finds out, and remembers for one state of the data, on what of it tiles of layers depend.
///
/// For the public a tile may lie in a cell that cannot be divided: then a change anywhere in that cell touches it. Whether it
/// does may change by a report beside the tile, and whether protected reports are told of at all by one anywhere.
final class TileChanges: Sendable {
    private struct Key: Hashable {
        var tile: TileCoordinate
        var filter: ReportFilter
        var audience: Audience
    }

    private struct State {
        var sequence: Int64 = -1
        var contents: [Key: TileContent] = [:]
    }

    private let state = Mutex(State())

    /// The most tiles that are remembered; beyond it the list starts anew.
    private static let capacity = 16_384

    /// On what a tile depends.
    func content(_ tile: TileCoordinate, _ filter: ReportFilter, _ renderer: MapRenderer) -> TileContent {
        let snapshot = renderer.dataset.snapshot
        guard renderer.audience == .public else { return TileContent(sequence: Self.last(in: tile.cell, renderer)) }
        let key = Key(tile: tile, filter: filter, audience: renderer.audience)
        let known = state.withLock { $0.sequence == snapshot.sequence ? $0.contents[key] : nil }
        if let known { return known }
        let content = Self.publicContent(tile, filter, renderer)
        state.withLock { state in
            if state.sequence != snapshot.sequence || state.contents.count >= Self.capacity {
                state.contents.removeAll()
                state.sequence = snapshot.sequence
            }
            state.contents[key] = content
        }
        return content
    }

    private static func publicContent(
        _ tile: TileCoordinate, _ filter: ReportFilter, _ renderer: MapRenderer
    ) -> TileContent {
        guard let rule = Protection(renderer, filter).rule else {
            return TileContent(sequence: last(in: tile.cell, renderer), isProtectedTold: false)
        }
        // Of an area, what cannot be divided is found without it.
        let everywhere = DivisionRule(rule.filter.everywhere, minimum: rule.minimum)
        let finest = renderer.precision.snapLevel ?? .deepest
        let division = CellDivision(renderer.dataset.snapshot, everywhere.filter, to: finest, [everywhere])
        let undivided = division.undividedAncestor(of: tile.cell)
        return TileContent(sequence: last(in: undivided ?? tile.cell, renderer), undivided: undivided?.level)
    }

    private static func last(in cell: Cell, _ renderer: MapRenderer) -> Int64 {
        let side = Int64(1) << Int64(32 - cell.level.number)
        let window = WorldWindow(west: Int64(cell.x) * side, width: side, north: Int64(cell.y) * side, height: side)
        return window.map { renderer.dataset.snapshot.lastChange(in: $0, renderer.precision) } ?? 0
    }
}
