import WebMercator

/// Divides the quadtree along an area's sides.
struct CoverBuilder {
    private let edges: [AreaEdge]
    private let deepest: Int
    private let finest: Int

    private(set) var inside: [AreaCover.CodeRange] = []
    private(set) var border: [AreaCover.BorderCell] = []
    private(set) var edgeNumbers: [UInt32] = []

    /// Whether sides run close beside each other for so long that the division was given up. The cells are right even so, but
    /// those on the border large.
    private(set) var isTooFine = false

    /// How many sides of cells have been looked at, and may be.
    private var work = 0
    private let mostWork: Int

    /// The sides of the cells under way, those of a part behind those of the whole.
    private var open: [UInt32] = []

    /// Cells with more sides than that are divided beyond the usual level.
    private static let crowd = 12

    init(_ edges: [AreaEdge], deepest: Int) {
        self.edges = edges
        self.deepest = deepest
        finest = min(Self.usualLevel(edges), deepest)
        // Each side is looked at once a level and some times more; long ones in as many cells as the world has at level 11.
        mostWork = 8_000_000 + 300 * edges.count
    }

    /// The level at which border cells are mostly left: cells of about 1/64 of the area's width, but neither finer than what
    /// saves looking at single reports, nor so coarse that a whole town lies on the border.
    private static func usualLevel(_ edges: [AreaEdge]) -> Int {
        var (west, east, north, south) = (Int64.max, Int64.min, Int64.max, Int64.min)
        for edge in edges {
            (west, east) = (min(west, edge.ax), max(east, edge.ax))
            (north, south) = (min(north, edge.ay), max(south, edge.ay))
        }
        guard west <= east else { return 0 }
        let width = max(east - west, south - north, 1)
        let level = 32 - (63 - width.leadingZeroBitCount)
        return min(max(level + 6, 11), 17)
    }

    mutating func build() {
        open = Array(0..<UInt32(clamping: edges.count))
        // North-west of the world, where nothing is inside.
        let isInside = isOddWay(fromX: 0, 0, toX: -1, -1, 0..<open.count)
        visit(x: 0, y: 0, level: 0, 0..<open.count, isInside: isInside)
        open = []
    }

    private func isOddWay(fromX: Int64, _ fromY: Int64, toX: Int64, _ toY: Int64, _ list: Range<Int>) -> Bool {
        var isOdd = false
        for index in list
        where edges[Int(open[index])].isCrossed(fromX: fromX, fromY, toX: toX, toY) { isOdd.toggle() }
        return isOdd
    }

    /// - Parameter isInside: Whether the cell's north-west corner is inside.
    private mutating func visit(x: Int64, y: Int64, level: Int, _ list: Range<Int>, isInside: Bool) {
        let code = MortonCode(WorldCoordinate(x: UInt32(truncatingIfNeeded: x), y: UInt32(truncatingIfNeeded: y))).bits
        if list.isEmpty {
            if isInside { add(code, level == 0 ? .max : code | ((1 << UInt64(2 * (32 - level))) - 1)) }
            return
        }
        work += list.count
        isTooFine = isTooFine || work > mostWork
        if isTooFine || level >= deepest || (level >= finest && list.count <= Self.crowd) {
            border.append(
                AreaCover.BorderCell(
                    first: code, firstEdge: UInt32(clamping: edgeNumbers.count),
                    edgeCount: UInt32(clamping: list.count),
                    level: UInt8(clamping: level), isInside: isInside))
            edgeNumbers += open[list]
            return
        }
        let half = Int64(1) << Int64(31 - level)
        for part in 0..<4 as Range<Int64> {
            let (left, top) = (x + (part & 1) * half, y + (part >> 1) * half)
            let start = open.count
            for index in list where edges[Int(open[index])].touches(x: left, y: top, side: half) {
                open.append(open[index])
            }
            let isOdd = part > 0 && isOddWay(fromX: left, top, toX: x, y, list)
            visit(x: left, y: top, level: level + 1, start..<open.count, isInside: isInside != isOdd)
            open.removeLast(open.count - start)
        }
    }

    private mutating func add(_ first: UInt64, _ last: UInt64) {
        if let previous = inside.last, previous.last &+ 1 == first {
            inside[inside.count - 1].last = last
        } else {
            inside.append(AreaCover.CodeRange(first: first, last: last))
        }
    }
}
