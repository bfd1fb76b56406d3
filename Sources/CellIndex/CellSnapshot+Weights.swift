import Reports
import WebMercator

/// The places that an audience sees: exact, or snapped to the middle of their cell of a level.
///
/// Replacing the low bits of a code keeps the order of codes, so all audiences share one index.
public struct PlacePrecision: Sendable, Hashable {
    /// The level to whose cells places are snapped, or `nil` for exact places.
    public var snapLevel: Level?

    /// Creates a precision.
    public init(snapLevel: Level?) {
        self.snapLevel = snapLevel
    }

    /// Places as they were reported.
    public static let exact = PlacePrecision(snapLevel: nil)

    /// The code as the audience sees it.
    func seen(_ code: UInt64) -> UInt64 {
        guard let snapLevel, snapLevel.number < 32 else { return code }
        let shift = snapLevel.mortonShift
        // The middle has the first bit below the level set, in x and in y.
        return code & (UInt64.max << shift) | 0b11 << (shift - 2)
    }
}

extension CellSnapshot {
    /// The non-empty cells of a level that lie in, or reach into, a window, with their weights under a filter.
    ///
    /// - Returns: Cells in no particular order; the weight of a cell may come in several parts.
    public func weights(
        in window: WorldWindow, level: Level, _ filter: ReportFilter, _ weight: ReportWeight,
        _ precision: PlacePrecision
    ) -> CellWeights {
        let rowFilter = RowFilter(columns, filter, weight)
        guard !rowFilter.isEmpty else { return CellWeights(level: level) }
        // Snapping may move a report by half a cell, into the window or out of it.
        let reach = precision.snapLevel.map { UInt32(truncatingIfNeeded: UInt64(1) << UInt64(32 - $0.number)) } ?? 0
        var weights = CellWeights(level: level)
        for rows in rows(covering: window.expanded(by: reach)) {
            append(rows, rowFilter, precision, to: &weights)
        }
        return weights
    }

    /// All non-empty cells of a level with their weights under a filter, in the order of their addresses.
    public func weights(
        level: Level, _ filter: ReportFilter, _ weight: ReportWeight, _ precision: PlacePrecision
    ) -> CellWeights {
        var weights = CellWeights(level: level)
        append(0..<count, RowFilter(columns, filter, weight), precision, to: &weights)
        return weights
    }

    private func append(
        _ rows: Range<Int>, _ filter: RowFilter, _ precision: PlacePrecision, to weights: inout CellWeights
    ) {
        let shift = weights.level.mortonShift
        var current: UInt64 = 0
        var sum: UInt64 = 0
        columns.forEachPassing(filter, rows) { code, weight in
            let address = precision.seen(code) >> shift
            if address != current {
                weights.append(current, sum)
                (current, sum) = (address, 0)
            }
            sum += UInt64(weight)
        }
        weights.append(current, sum)
    }

    /// Ranges of rows, apart from each other and rising, that together hold all reports of a window, and few others.
    func rows(covering window: WorldWindow) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var open = [(Cell(containing: MortonCode(bits: 0), level: Level(clamping: 0)), 0..<count)]
        while let (cell, rows) = open.popLast() {
            guard !rows.isEmpty, window.intersects(cell) else { continue }
            // Few rows are looked at faster than they are divided.
            if rows.count <= 64 || window.contains(cell) || cell.level == .deepest {
                if let last = ranges.last, last.upperBound == rows.lowerBound {
                    ranges[ranges.count - 1] = last.lowerBound..<rows.upperBound
                } else {
                    ranges.append(rows)
                }
                continue
            }
            var start = rows.lowerBound
            var children: [(Cell, Range<Int>)] = []
            for child in cell.children {
                let childRows = columns.rows(of: child, in: start..<rows.upperBound)
                children.append((child, childRows))
                start = childRows.upperBound
            }
            open += children.reversed()
        }
        return ranges
    }
}
