import WebMercator

/// When each part of the world last changed, by cells of a coarse level: by that a tile knows whether it can have changed.
///
/// A part that is not listed has not changed since the beginning of the list.
struct LastChanges: Sendable {
    /// The level of the cells, about 6 km wide in Poland.
    static let level = Level(clamping: 12)

    /// The most cells that are listed; beyond it the list begins anew, and every part counts as changed.
    private static let capacity = 65_536

    private var cells: [UInt64: Int64] = [:]
    private var beginning: Int64

    /// Nothing has changed since a sequence number.
    init(beginning: Int64) {
        self.beginning = beginning
    }

    /// Notes that something changed at a place.
    mutating func note(_ code: MortonCode, _ sequence: Int64) {
        if cells.count >= Self.capacity {
            cells.removeAll()
            beginning = sequence
        }
        cells[code.bits >> Self.level.mortonShift] = sequence
    }

    /// The sequence number of the last change in a window, or of the list's beginning.
    func latest(in window: WorldWindow) -> Int64 {
        var latest = beginning
        for (address, sequence) in cells where sequence > latest {
            guard let cell = Cell(level: Self.level, address: address), window.intersects(cell) else { continue }
            latest = sequence
        }
        return latest
    }
}
