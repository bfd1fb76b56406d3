import CellIndex
import GeoJSON
import JSONText
import Reports
import WebMercator

/// The layer `cells`: the quadtree's non-empty cells, some levels below a zoom, with their counts.
///
/// Every report lies in exactly one cell, and every cell in exactly one tile of a zoom: the counts of all tiles sum to the
/// number of reports that pass the filter, less what is withheld, at every zoom. Cells are larger where rules stop their
/// division: the public's privacy, and, where it is asked for, a least number of reports.
public struct CellLayer {
    /// How fine the cells are to be.
    public struct Detail: Sendable, Hashable {
        /// How many levels below the zoom the cells lie: at 5, a tile has up to 32 by 32 of them.
        public var levels = 5

        /// The fewest reports that a cell's children must hold for it to be divided, or `nil` for no such rule.
        public var adaptive: Int?

        /// The usual detail.
        public init() {}

        /// The numbers of levels that can be asked for.
        public static let range = 3...8
    }

    private let renderer: MapRenderer
    private let detail: Detail
    private let protection: Protection
    private let filter: ReportFilter

    /// The layer under a filter.
    public init(_ renderer: MapRenderer, _ filter: ReportFilter, _ detail: Detail = Detail()) {
        self.renderer = renderer
        self.detail = detail
        protection = Protection(renderer, filter)
        self.filter = protection.filter
    }

    /// The most features of one answer; beyond it `truncated` is true.
    public static let largest = 100_000

    /// The cells of a tile.
    public func cells(in tile: TileCoordinate) -> CellSelection {
        let level = level(tile.zoom)
        let parts = division(level).parts(of: tile.cell).filter { part in
            // A cell that is larger than the tile belongs to the tile that holds its middle, where the audience sees it.
            part.level.number >= tile.zoom.number || Cell(containing: part.middle, level: Level(tile.zoom)) == tile.cell
        }
        return selection(parts, level)
    }

    /// The cells that share a place with a box, in the order of their addresses.
    ///
    /// - Parameter page: Which of them, by their places in that order.
    public func cells(in box: BoundingBox, zoom: Zoom, page: Range<Int> = 0..<largest) -> CellSelection {
        let level = level(zoom)
        guard let range = CellRange(box, level: level) else { return selection([], level) }
        let division = division(level)
        var parts: [Cell] = []
        for cell in CellRange.covering(box, level) {
            // Several cells may lie in one that cannot be divided.
            let last = parts.last
            parts += division.parts(of: cell).filter { part in
                last.map { part.codes.lowerBound > $0.codes.upperBound } ?? true
            }
        }
        var ranges = [level: range]
        parts.removeAll { part in
            let range = ranges[part.level] ?? CellRange(box, level: part.level)
            ranges[part.level] = range
            return range?.contains(part) != true
        }
        return selection(parts, level, page)
    }

    /// A cell with its counts, or `nil` where there are no reports in it, or it is not to be told apart from those around it.
    func cell(_ cell: Cell) -> CellCount? {
        guard cell.level <= (renderer.precision.snapLevel ?? .deepest) else { return nil }
        // The cell is a part of the division to its own level, or lies in one that is not divided so far.
        guard division(cell.level).parts(of: cell) == [cell] else { return nil }
        return CellCounting(snapshot, filter, cell.level).counts(of: [cell][...]).first
    }

    var catalogue: Catalogue { renderer.dataset.catalogue }

    var sources: ProtectedSources { protection.sources }

    /// What writes the properties of cells, whose `share` is that of all reports that pass the filter.
    var properties: CellProperties {
        CellProperties(renderer.dataset.catalogue, protection.sources, total: snapshot.count(filter))
    }

    private func selection(_ parts: [Cell], _ level: Level, _ page: Range<Int> = 0..<largest) -> CellSelection {
        let counting = CellCounting(snapshot, filter, level)
        let first = min(max(page.lowerBound, 0), parts.count)
        return CellSelection(
            counting.counts(of: parts[first...].prefix(page.count)), matched: parts.count,
            withheld: protection.tellable)
    }

    /// The layer's GeoJSON (RFC 7946).
    ///
    /// - Parameter since: Tells of the text so far, which is all but its time, since when it has been so; without it, since
    ///   the data changed. Equal data gives equal bytes, which ranges and validators need.
    public func json(of selection: CellSelection, since: (([UInt8]) -> Int64)? = nil) -> [UInt8] {
        var collection = FeatureCollectionWriter()
        let cells = selection.cells.prefix(Self.largest)
        let properties = CellProperties(
            renderer.dataset.catalogue, protection.sources, total: cells.reduce(0) { $0 + $1.count })
        for cell in cells {
            collection.feature(id: cell.cell.quadkey, box: cell.cell.bounds) { properties.write(cell, to: &$0) }
        }
        let returned = collection.count
        return collection.finish { json in
            json.member("numberMatched", selection.matched)
            json.member("numberReturned", returned)
            json.member("truncated", returned < selection.matched)
            if selection.withheld > 0 { json.member("withheld", selection.withheld) }
            let time = since?(json.bytes) ?? renderer.dataset.updated
            json.member("timeStamp", EventTime(instant: time, precision: .second).iso8601(.utc))
        }
    }

    private var snapshot: CellSnapshot { renderer.dataset.snapshot }

    private func division(_ level: Level) -> CellDivision {
        var rules = protection.rule.map { [$0] } ?? []
        if let adaptive = detail.adaptive { rules.append(DivisionRule(filter, minimum: adaptive)) }
        return CellDivision(snapshot, filter, to: level, rules)
    }

    private func level(_ zoom: Zoom) -> Level {
        let wanted = zoom.number + detail.levels
        return Level(clamping: min(wanted, renderer.precision.snapLevel?.number ?? wanted))
    }
}

/// Some cells, and how many there are in all.
public struct CellSelection: Sendable, Equatable {
    /// The cells; the first ``CellLayer/largest`` where there are more.
    public internal(set) var cells: [CellCount]

    /// How many cells there are, those included that are left out.
    public let matched: Int

    /// The protected reports that are not counted in any cell, for there are too few of them in all.
    public let withheld: Int

    init(_ cells: [CellCount], matched: Int, withheld: Int) {
        self.cells = cells
        self.matched = matched
        self.withheld = withheld
    }
}
