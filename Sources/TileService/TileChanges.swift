import CellIndex
import Reports
import Synchronization
import WebMercator

/// Remembers, for one state of the data, the last change that can have touched what tiles of layers hold.
///
/// For the public a tile may lie in a cell that cannot be divided: then a change anywhere in that cell touches it.
final class TileChanges: Sendable {
    private struct Key: Hashable {
        var tile: TileCoordinate
        var filter: ReportFilter
        var audience: Audience
    }

    private struct State {
        var sequence: Int64 = -1
        var changes: [Key: Int64] = [:]
    }

    private let state = Mutex(State())

    /// The most tiles that are remembered; beyond it the list starts anew.
    private static let capacity = 16_384

    /// The sequence number of the last change that can have touched a tile.
    func last(_ tile: TileCoordinate, _ filter: ReportFilter, _ renderer: MapRenderer) -> Int64 {
        let snapshot = renderer.dataset.snapshot
        guard renderer.audience == .public else { return Self.last(in: tile.cell, renderer) }
        let key = Key(tile: tile, filter: filter, audience: renderer.audience)
        let known = state.withLock { $0.sequence == snapshot.sequence ? $0.changes[key] : nil }
        if let known { return known }
        var cell = tile.cell
        if let rule = Protection(renderer, filter).rule {
            let finest = renderer.precision.snapLevel ?? .deepest
            let division = CellDivision(snapshot, rule.filter, to: finest, [rule])
            cell = division.undividedAncestor(of: cell) ?? cell
        }
        let change = Self.last(in: cell, renderer)
        state.withLock { state in
            if state.sequence != snapshot.sequence || state.changes.count >= Self.capacity {
                state.changes.removeAll()
                state.sequence = snapshot.sequence
            }
            state.changes[key] = change
        }
        return change
    }

    private static func last(in cell: Cell, _ renderer: MapRenderer) -> Int64 {
        let side = Int64(1) << Int64(32 - cell.level.number)
        let window = WorldWindow(west: Int64(cell.x) * side, width: side, north: Int64(cell.y) * side, height: side)
        return window.map { renderer.dataset.snapshot.lastChange(in: $0, renderer.precision) } ?? 0
    }
}
