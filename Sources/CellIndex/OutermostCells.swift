import Reports
import WebMercator

/// Finds how far the reports that pass a filter reach, by columns and rows of cells, without a look at those inside.
public struct OutermostCells {
    /// A side of the world.
    private enum Side: CaseIterable {
        case west, east, north, south

        /// How far a cell lies from this side, in units of the world square: its nearest unit and its farthest.
        func distances(_ cell: Cell) -> (near: UInt32, far: UInt32) {
            let (first, last) = (cell.codes.lowerBound.place, cell.codes.upperBound.place)
            switch self {
            case .west: return (first.x, last.x)
            case .east: return (.max - last.x, .max - first.x)
            case .north: return (first.y, last.y)
            case .south: return (.max - last.y, .max - first.y)
            }
        }
    }

    /// A cell with the rows that it has in each table.
    private struct Place {
        var cell: Cell
        var rows: [Range<Int>]
    }

    private let views: [TableView]
    private let level: Level

    /// - Parameter level: The level of the columns and rows.
    public init(_ snapshot: CellSnapshot, _ filter: ReportFilter, _ level: Level) {
        self.level = level
        views = snapshot.parts.map { TableView($0, filter, .one, rows: $0.table.count) }
    }

    /// The box around all the reports' cells, or `nil` where there are none.
    public var box: BoundingBox? {
        box { outermost($0) }
    }

    /// A box that holds all the reports and of which no edge tells where fewer than some of them are: each edge is that of a
    /// column or row, of the level or so much larger that it holds so many.
    ///
    /// - Parameter minimum: The least number of reports that are told of together, at least 1; where there are not even so many
    ///   in all, there is no box.
    public func box(showingAtLeast minimum: Int) -> BoundingBox? {
        box { side in
            guard let nearest = outermost(side) else { return nil }
            for number in stride(from: level.number, through: 0, by: -1) {
                let strip = Self.strip(of: nearest, Level(clamping: number))
                if count(in: world, side, nearerThan: strip.upperBound, upTo: minimum) >= minimum {
                    return strip.lowerBound
                }
            }
            return nil
        }
    }

    /// The box whose edges lie so far from the world's sides.
    private func box(_ distance: (Side) -> UInt32?) -> BoundingBox? {
        guard let west = distance(.west), let east = distance(.east), let north = distance(.north),
            let south = distance(.south)
        else { return nil }
        let first = Cell(containing: MortonCode(WorldCoordinate(x: west, y: north)), level: .deepest).bounds
        let last = Cell(
            containing: MortonCode(WorldCoordinate(x: .max - east, y: .max - south)), level: .deepest
        ).bounds
        return BoundingBox(west: first.west, south: last.south, east: last.east, north: first.north)
    }

    /// The distances that lie in one column or row of a level with another one.
    private static func strip(of distance: UInt32, _ level: Level) -> ClosedRange<UInt32> {
        // A shift by 32, at the deepest level, gives 0.
        let rest = UInt32.max >> UInt32(level.number)
        return (distance & ~rest)...(distance | rest)
    }

    private var world: Place {
        Place(cell: .world, rows: views.map(\.table.rows))
    }

    private func children(of place: Place, _ side: Side) -> [Place] {
        place.cell.children
            .sorted { side.distances($0).near < side.distances($1).near }
            .map { cell in
                Place(
                    cell: cell,
                    rows: views.indices.map { views[$0].table.rows(of: cell, in: place.rows[$0]) })
            }
    }

    private func count(_ place: Place, upTo limit: Int) -> Int {
        var count = 0
        for index in views.indices where count < limit && !place.rows[index].isEmpty {
            count += views[index].count(place.rows[index], upTo: limit - count)
        }
        return count
    }

    /// The distance of the nearest edge of the cells nearest to a side.
    private func outermost(_ side: Side) -> UInt32? {
        var nearest: UInt32?
        look(in: world, side, &nearest)
        return nearest
    }

    private func look(in place: Place, _ side: Side, _ nearest: inout UInt32?) {
        let distance = side.distances(place.cell).near
        if let nearest, nearest <= distance { return }
        guard count(place, upTo: 1) > 0 else { return }
        guard place.cell.level < level else { return nearest = distance }
        for child in children(of: place, side) { look(in: child, side, &nearest) }
    }

    /// The number of reports whose cells lie no farther from a side than some distance; the limit or more where it is reached.
    private func count(in place: Place, _ side: Side, nearerThan farthest: UInt32, upTo limit: Int) -> Int {
        let distances = side.distances(place.cell)
        guard distances.near <= farthest, limit > 0, place.rows.contains(where: { !$0.isEmpty }) else { return 0 }
        if distances.far <= farthest { return count(place, upTo: limit) }
        return children(of: place, side).reduce(0) { found, child in
            found + count(in: child, side, nearerThan: farthest, upTo: limit - found)
        }
    }
}
