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
public struct CellLayer: Sendable {
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

    /// The most features of a tile, and of an answer that is made as a whole.
    public static let largest = 100_000

    /// The cells of a tile.
    public func cells(in tile: TileCoordinate) -> CellSelection {
        let cells = division(level(tile.zoom)).counts(of: tile.cell).filter { part in
            // A cell that is larger than the tile belongs to the tile that holds its middle, where the audience sees it.
            part.cell.level.number >= tile.zoom.number
                || Cell(containing: part.cell.middle, level: Level(tile.zoom)) == tile.cell
        }
        return CellSelection(cells, matched: cells.count, withheld: protection.tellable)
    }

    /// The cells that share a place with a box, in the order of their addresses.
    ///
    /// - Parameter page: Which of them, by their places in that order.
    public func cells(in box: BoundingBox, zoom: Zoom, page: Range<Int> = 0..<largest) -> CellSelection {
        let level = level(zoom)
        var parts: [Cell] = []
        forEachParts(of: CellRange.covering(box, level), in: box, level, { $0.sizes(of: $1) }) {
            parts += $0.lazy.map(\.cell)
        }
        return selection(parts, level, page)
    }

    /// Calls `body` with the parts of each of some cells, which rise, as far as they share a place with a box.
    ///
    /// - Parameter list: Lists the parts of a cell.
    func forEachParts<Failure: Error>(
        of cells: some Sequence<Cell>, in box: BoundingBox, _ level: Level,
        _ list: (CellDivision, Cell) -> [CellCount], _ body: ([CellCount]) throws(Failure) -> Void
    ) throws(Failure) {
        let division = division(level)
        var ranges: [Level: CellRange?] = [:]
        var last: MortonCode?
        for cell in cells {
            // Several cells may lie in one that cannot be divided.
            if let last, cell.codes.upperBound <= last { continue }
            var parts = list(division, cell).filter { part in
                last.map { part.cell.codes.lowerBound > $0 } ?? true
            }
            last = parts.last?.cell.codes.upperBound ?? last
            parts.removeAll { part in
                let range = ranges[part.cell.level] ?? CellRange(box, level: part.cell.level)
                ranges[part.cell.level] = .some(range)
                return range?.contains(part.cell) != true
            }
            if !parts.isEmpty { try body(parts) }
        }
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
        let properties = properties(ofTotal: cells.reduce(0) { $0 + $1.count })
        for cell in cells { collection.feature(cell, properties) }
        return finish(&collection, matched: selection.matched, since: since)
    }

    /// Ends a collection of cells with the members beside them.
    func finish(
        _ collection: inout FeatureCollectionWriter, matched: Int, since: (([UInt8]) -> Int64)? = nil
    ) -> [UInt8] {
        let returned = collection.count
        return collection.finish { json in
            json.member("numberMatched", matched)
            json.member("numberReturned", returned)
            json.member("truncated", returned < matched)
            if protection.tellable > 0 { json.member("withheld", protection.tellable) }
            let time = since?(json.bytes) ?? renderer.dataset.updated
            json.member("timeStamp", EventTime(instant: time, precision: .second).iso8601(.utc))
        }
    }

    /// What writes the properties of cells, of which `share` is a share of so many reports.
    func properties(ofTotal total: Int) -> CellProperties {
        CellProperties(renderer.dataset.catalogue, protection.sources, total: total)
    }

    /// The cells of a few levels below another one that hold reports, with how many.
    func coarseCells(in cell: Cell, _ level: Level) -> [CellCount] { snapshot.cells(in: cell, level: level, filter) }

    private var snapshot: CellSnapshot { renderer.dataset.snapshot }

    private func division(_ level: Level) -> CellDivision {
        var rules = protection.rule.map { [$0] } ?? []
        if let adaptive = detail.adaptive { rules.append(DivisionRule(filter, minimum: adaptive)) }
        return CellDivision(snapshot, filter, to: level, rules, renderer.precision)
    }

    func level(_ zoom: Zoom) -> Level {
        let wanted = zoom.number + detail.levels
        return Level(clamping: min(wanted, renderer.precision.snapLevel?.number ?? wanted))
    }
}

extension FeatureCollectionWriter {
    /// Adds a cell.
    mutating func feature(_ cell: CellCount, _ properties: CellProperties) {
        feature(id: cell.cell.quadkey, box: cell.cell.bounds) { properties.write(cell, to: &$0) }
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
