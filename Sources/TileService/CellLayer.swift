import CellIndex
import GeoJSON
import JSONText
import Reports
import WebMercator

/// The layer `cells`: the quadtree's non-empty cells, some levels below a zoom, with their counts.
///
/// Every report lies in exactly one cell, and every cell in exactly one tile of a zoom: the counts of all tiles sum to the
/// number of reports that pass the filter, at every zoom.
public struct CellLayer {
    private let renderer: MapRenderer
    private let filter: ReportFilter

    /// The layer under a filter.
    public init(_ renderer: MapRenderer, _ filter: ReportFilter) {
        self.renderer = renderer
        self.filter = renderer.visible(filter)
    }

    /// How many levels below the zoom the cells lie: a tile has up to 32 by 32 of them.
    private static let detail = 5

    /// The most features of one answer; beyond it `truncated` is true.
    public static let largest = 100_000

    /// The cells of a tile.
    public func cells(in tile: TileCoordinate) -> CellSelection {
        let level = level(tile.zoom)
        guard level.number < tile.zoom.number else { return CellSelection(cells(in: tile.cell, level)) }
        // The tile is smaller than the cells that the audience may see: of the tiles in a cell, the one that holds its
        // middle, where the audience sees the cell's reports, gets it.
        let cell = Cell(containing: tile.cell.codes.lowerBound, level: level)
        guard Cell(containing: cell.middle, level: Level(tile.zoom)) == tile.cell else { return CellSelection([]) }
        return CellSelection(cells(in: cell, level))
    }

    /// The cells that share a place with a box, in the order of their addresses.
    ///
    /// One pass over the box's reports finds the cells; only for those that are returned, ``largest`` at most, their kinds
    /// are counted: a wide box at a deep zoom has as many cells as reports.
    public func cells(in box: BoundingBox, zoom: Zoom) -> CellSelection {
        let level = level(zoom)
        let addresses = addresses(in: box, level)
        let wanted = addresses.prefix(Self.largest)
        var selection = CellSelection([], matched: addresses.count)
        selection.cells.reserveCapacity(wanted.count)
        var start = wanted.startIndex
        let shift = chunkShift(wanted)
        while start < wanted.endIndex {
            let chunk = wanted[start] >> shift
            let end = wanted[start...].firstIndex { $0 >> shift != chunk } ?? wanted.endIndex
            append(wanted[start..<end], ofChunk: chunk, level, shift, to: &selection.cells)
            start = end
        }
        return selection
    }

    /// The addresses of the box's non-empty cells, rising, each once.
    private func addresses(in box: BoundingBox, _ level: Level) -> [UInt64] {
        guard let range = CellRange(box, level: level), let window = range.window else { return [] }
        let found = snapshot.weights(in: window, level: level, filter, .one, .exact).addresses
        var addresses = found.filter { Cell(level: level, address: $0).map(range.contains) ?? false }
        addresses.sort()
        var last: UInt64?
        addresses.removeAll { address in
            defer { last = address }
            return address == last
        }
        return addresses
    }

    /// How far addresses are shifted to give the coarser cells in which they are counted together: fine ones, so that
    /// little is counted beyond the box, unless that would make many thousands.
    private func chunkShift(_ addresses: ArraySlice<UInt64>) -> UInt64 {
        for shift in stride(from: UInt64(10), to: 18, by: 2) {
            var chunks = 0
            var last: UInt64?
            for address in addresses where address >> shift != last {
                last = address >> shift
                chunks += 1
            }
            if chunks <= 4096 { return shift }
        }
        return 18
    }

    /// Counts the cells of some addresses, all in one coarser cell.
    private func append(
        _ addresses: ArraySlice<UInt64>, ofChunk chunk: UInt64, _ level: Level, _ shift: UInt64,
        to cells: inout [CellCount]
    ) {
        let chunkLevel = Level(clamping: level.number - Int(shift) / 2)
        guard let coarse = Cell(level: chunkLevel, address: chunk) else { return }
        var rest = addresses
        for cell in self.cells(in: coarse, level) where cell.cell.address == rest.first {
            cells.append(cell)
            rest.removeFirst()
        }
    }

    private func cells(in cell: Cell, _ level: Level) -> [CellCount] {
        snapshot.cells(in: cell, level: level, filter)
    }

    /// The layer's GeoJSON (RFC 7946).
    ///
    /// - Parameter since: Tells of the text so far, which is all but its time, since when it has been so; without it, since
    ///   the data changed. Equal data gives equal bytes, which ranges and validators need.
    public func json(of selection: CellSelection, since: (([UInt8]) -> Int64)? = nil) -> [UInt8] {
        var collection = FeatureCollectionWriter()
        let properties = CellProperties(renderer.dataset.catalogue)
        for cell in selection.cells.prefix(Self.largest) {
            collection.feature(id: cell.cell.quadkey, box: cell.cell.bounds) { properties.write(cell, to: &$0) }
        }
        let returned = collection.count
        return collection.finish { json in
            json.member("numberMatched", selection.matched)
            json.member("numberReturned", returned)
            json.member("truncated", returned < selection.matched)
            let time = since?(json.bytes) ?? renderer.dataset.updated
            json.member("timeStamp", EventTime(instant: time, precision: .second).iso8601(.utc))
        }
    }

    private var snapshot: CellSnapshot { renderer.dataset.snapshot }

    private func level(_ zoom: Zoom) -> Level {
        let wanted = zoom.number + Self.detail
        return Level(clamping: min(wanted, renderer.precision.snapLevel?.number ?? wanted))
    }
}

/// Some cells of a level, and how many there are in all.
public struct CellSelection: Sendable, Equatable {
    /// The cells; the first ``CellLayer/largest`` where there are more.
    public internal(set) var cells: [CellCount]

    /// How many cells there are, those included that are left out.
    public let matched: Int

    init(_ cells: [CellCount], matched: Int? = nil) {
        self.cells = cells
        self.matched = matched ?? cells.count
    }
}
