import Reports
import WebMercator

extension CellSnapshot {
    /// The numbers of the reports that pass a filter and lie in a box, edges included, where the audience sees them.
    ///
    /// - Parameters:
    ///   - box: The box; `nil` for the whole world, which costs some nanoseconds a report where the filter is new.
    ///   - precision: How exactly the audience sees places: a report is where it is seen, also when it is looked for.
    public func numbers(in box: BoundingBox?, _ filter: ReportFilter, _ precision: PlacePrecision) -> ReportNumbers {
        numbers(in: box.map(WorldRectangle.parts), filter, precision)
    }

    /// The numbers of the reports that pass a filter and lie in a cell where the audience sees them. Every report lies in one
    /// cell of a level.
    public func numbers(in cell: Cell, _ filter: ReportFilter, _ precision: PlacePrecision) -> ReportNumbers {
        numbers(in: [WorldRectangle(cell)], filter, precision)
    }

    /// - Parameter rectangles: Where to look; `nil` for everywhere.
    private func numbers(
        in rectangles: [WorldRectangle]?, _ filter: ReportFilter, _ precision: PlacePrecision
    ) -> ReportNumbers {
        let largest = max(base.table.largestID, recent.table.largestID)
        guard let rectangles else { return ReportNumbers(numbers(filter, upTo: largest)) }
        var bits = RowBits(rows: Int(largest) + 1)
        for part in parts {
            for rectangle in rectangles { part.addNumbers(in: rectangle, filter, precision, to: &bits) }
        }
        return ReportNumbers(bits)
    }

    /// The numbers of all reports that pass a filter.
    private func numbers(_ filter: ReportFilter, upTo largest: UInt32) -> RowBits {
        var bits = base.table.numbers(filter).extended(toRows: Int(largest) + 1)
        base.removed?.forEachRow(in: base.table.rows) { bits.remove(Int(base.table.ids[$0])) }
        guard recent.table.count > 0 else { return bits }
        TableView(recent, filter, .one, rows: recent.table.count).forEachRow(recent.table.rows) { row in
            bits.insert(Int(recent.table.ids[row]))
        }
        return bits
    }

    /// Looks for the numbers of the reports that pass a filter, so that the first list of them need not.
    public func prepareNumbers(_ filter: ReportFilter) {
        _ = base.table.numbers(filter)
    }

    /// The first and the last instant of the reports that pass a filter, in seconds since 1970 UTC; `nil` without any.
    public func instants(_ filter: ReportFilter) -> ClosedRange<Int64>? {
        var found: ClosedRange<Int64>?
        for part in parts {
            guard let range = part.instants(filter) else { continue }
            found = found.map { min($0.lowerBound, range.lowerBound)...max($0.upperBound, range.upperBound) } ?? range
        }
        return found
    }
}

extension TablePart {
    fileprivate func addNumbers(
        in rectangle: WorldRectangle, _ filter: ReportFilter, _ precision: PlacePrecision, to bits: inout RowBits
    ) {
        let window = rectangle.window.map { precision.widened($0) }
        let ranges = window.map { table.ranges(of: $0, level: Level(clamping: 17)) } ?? []
        let view = TableView(self, filter, .one, rows: ranges.reduce(0) { $0 + $1.count })
        let (ids, codes) = (table.ids, table.codes)
        for range in ranges {
            view.forEachRow(range) { row in
                if rectangle.contains(MortonCode(bits: precision.seen(codes[row])).place) {
                    bits.insert(Int(ids[row]))
                }
            }
        }
    }

    fileprivate func instants(_ filter: ReportFilter) -> ClosedRange<Int64>? {
        let passing = TableView(self, filter, .one, rows: table.count).rows
        let order = table.timeOrder.rows
        guard let first = order.first(where: { passing.contains(Int($0)) }),
            let last = order.last(where: { passing.contains(Int($0)) })
        else { return nil }
        return table.instant(Int(first))...table.instant(Int(last))
    }
}

extension ReportTable {
    /// The numbers of the reports that pass a filter, as bits: remembered, since the next pages of a list, and lists after
    /// changes, need them again.
    fileprivate func numbers(_ filter: ReportFilter) -> RowBits {
        recentNumbers.value(filter) {
            let view = TableView(TablePart(table: self), filter, .one, rows: count)
            // Two halves of rows, whose numbers may lie anywhere.
            let numbers: @Sendable (Range<Int>) -> RowBits = { rows in
                var bits = RowBits(rows: Int(largestID) + 1)
                view.forEachRow(rows) { bits.insert(Int(ids[$0])) }
                return bits
            }
            let middle = count / 2
            let (first, second) = Parallel.both(if: count > 1 << 16, { numbers(0..<middle) }) {
                numbers(middle..<count)
            }
            return first.union(second)
        }
    }
}

/// A box that does not cross the antimeridian, in units of the world square, edges included.
private struct WorldRectangle {
    let columns: ClosedRange<UInt32>
    let rows: ClosedRange<UInt32>

    init(columns: ClosedRange<UInt32>, rows: ClosedRange<UInt32>) {
        (self.columns, self.rows) = (columns, rows)
    }

    init(_ cell: Cell) {
        let (first, last) = (cell.codes.lowerBound.place, cell.codes.upperBound.place)
        self.init(columns: first.x...last.x, rows: first.y...last.y)
    }

    /// A box as one rectangle, or as two where it crosses the antimeridian.
    static func parts(of box: BoundingBox) -> [WorldRectangle] {
        box.parts.compactMap { part in
            guard let northWest = GeographicCoordinate(longitude: part.west, latitude: part.north),
                let southEast = GeographicCoordinate(longitude: part.east, latitude: part.south)
            else { return nil }
            let (first, last) = (WorldCoordinate(northWest), WorldCoordinate(southEast))
            // Longitude 180° is the first column as well as the end of the last.
            let left = part.west == 180 ? UInt32.max : first.x
            let right = part.east == 180 ? UInt32.max : last.x
            guard left <= right, first.y <= last.y else { return nil }
            return WorldRectangle(columns: left...right, rows: first.y...last.y)
        }
    }

    var window: WorldWindow? {
        WorldWindow(
            west: Int64(columns.lowerBound), width: Int64(columns.upperBound) - Int64(columns.lowerBound) + 1,
            north: Int64(rows.lowerBound), height: Int64(rows.upperBound) - Int64(rows.lowerBound) + 1)
    }

    @inline(__always)
    func contains(_ place: WorldCoordinate) -> Bool {
        columns.contains(place.x) && rows.contains(place.y)
    }
}
