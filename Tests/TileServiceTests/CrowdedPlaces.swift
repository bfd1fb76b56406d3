import Density
import TestSupport
import WebMercator

/// Reports' places that make it hard for a surface of binned reports, around the middle of a window.
enum CrowdedPlaces: String, CaseIterable {
    /// One report.
    case single
    /// Many at one place.
    case clump
    /// Half in one corner of a cell whose reports stand together at their centroid, half in the opposite corner.
    case corners
    /// In every eighth part of such a cell one in a corner and the others in the opposite corner, as rows come in runs.
    case lopsided
    /// Along a slanting line, many to a cell.
    case line
    /// Crowded towards a middle, thinner outwards, and some anywhere, beyond the window's edges too.
    case town

    /// The places.
    ///
    /// - Parameter cellLevel: The level of cells whose reports stand together.
    func places(_ count: Int, in window: PixelWindow, cellLevel: Level, seed: UInt64) -> [WorldCoordinate] {
        var random = SeededGenerator(seed: seed)
        let pixel = Int64(1) << Int64(32 - window.grid.pixelsPerSide.trailingZeroBitCount)
        let middle = (
            x: (Int64(window.x) + Int64(window.width) / 2) * pixel + .random(in: 0..<16 * pixel, using: &random),
            y: (Int64(window.y) + Int64(window.height) / 2) * pixel + .random(in: 0..<16 * pixel, using: &random)
        )
        let cell = Int64(1) << Int64(32 - cellLevel.number)
        let corner = (x: middle.x / cell * cell, y: middle.y / cell * cell)
        let reach = Int64(window.width) * pixel
        return (0..<(self == .single ? 1 : count)).map { number in
            var offset: (x: Int64, y: Int64)
            switch self {
            case .single, .clump: return Self.place(middle.x, middle.y)
            case .corners: offset = number % 2 == 0 ? (0, 0) : (cell - 1, cell - 1)
            case .lopsided:
                let part = max(cell / 8, 1)
                offset = number % 64 == 63 ? (part - 1, part - 1) : (0, 0)
                offset.x += part * Int64(number / 64 % 8)
            case .line:
                let along = reach / 2 * Int64(number) / Int64(count)
                offset = (along, along / 3)
            case .town:
                func scatter() -> Int64 { .random(in: -reach...reach, using: &random) }
                let isFar = number % 4 == 0
                offset = (scatter() / (isFar ? 1 : 16), scatter() / (isFar ? 1 : 16))
                if !isFar { offset = (offset.x + scatter() / 16, offset.y + scatter() / 16) }
            }
            return Self.place(corner.x + offset.x, corner.y + offset.y)
        }
    }

    private static func place(_ x: Int64, _ y: Int64) -> WorldCoordinate {
        WorldCoordinate(x: UInt32(truncatingIfNeeded: x), y: UInt32(clamping: y))
    }
}
