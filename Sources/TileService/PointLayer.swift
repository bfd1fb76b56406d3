import CellIndex
import JSONText
import ReportStore
import Reports
import WebMercator

/// The layer `points`: single reports, as far as the audience may see them.
///
/// The public sees them from zoom 14 on, where a screen shows a district: below, cells and clusters say more.
public struct PointLayer {
    private let renderer: MapRenderer
    private let filter: ReportFilter
    let features: PointFeatures

    /// The layer under a filter.
    public init(_ renderer: MapRenderer, _ filter: ReportFilter) {
        self.renderer = renderer
        self.filter = filter
        features = PointFeatures(renderer)
    }

    /// The most features that `limit` can ask for, and those of a tile; beyond it `truncated` is true.
    public static let largest = 10_000

    /// The zoom from which the public sees single reports.
    public static let publicZoom = Zoom(clamping: 14)

    /// The zoom from which the audience sees single reports.
    public var leastZoom: Zoom { renderer.audience == .public ? Self.publicZoom : .world }

    /// The reports of a tile. Each lies in one tile of a zoom, where the audience sees it.
    public func points(in tile: TileCoordinate, limit: Int = largest) -> PointSelection {
        guard tile.zoom >= leastZoom else { return .none }
        let numbers = snapshot.numbers(in: tile.cell, features.visible(filter), renderer.precision)
        return PointSelection(numbers, limit, withheld: withheld(in: { $0.cells(in: tile) }))
    }

    /// The reports in a box, edges included, all of them without a limit.
    public func points(in box: BoundingBox, zoom: Zoom, limit: Int? = nil) -> PointSelection {
        guard zoom >= leastZoom else { return .none }
        let numbers = snapshot.numbers(
            in: box == .world ? nil : box, features.visible(filter), renderer.precision)
        return PointSelection(
            numbers, limit, withheld: withheld(in: { $0.cells(in: box, zoom: Self.zoom(ofCellsIn: box)) }))
    }

    /// What writes a selection's GeoJSON.
    public func text(of selection: PointSelection) -> PointText {
        PointText(
            features, selection, leastZoom: leastZoom > .world ? leastZoom : nil, updated: renderer.dataset.updated)
    }

    /// What writes a selection as a table.
    public func table(of selection: PointSelection) -> PointTable { PointTable(features, selection) }

    private var snapshot: CellSnapshot { renderer.dataset.snapshot }

    /// The filter of the reports that are withheld from the audience as single ones, or `nil` where there are none.
    private var protectedFilter: ReportFilter? {
        let sources = renderer.dataset.catalogue.sources
        let hidden = Set(sources.indices.filter { !sources[$0].publicPoints })
        guard renderer.audience == .public, filter.sources.map({ !$0.isDisjoint(with: hidden) }) ?? !hidden.isEmpty
        else { return nil }
        return filter.restricted(toSources: hidden)
    }

    /// How many protected reports there are in some cells, as far as it may be said.
    private func withheld(in cells: (CellLayer) -> CellSelection) -> Int {
        guard let protectedFilter else { return 0 }
        let count = cells(CellLayer(renderer, protectedFilter)).cells.reduce(0) { $0 + $1.count }
        return ProtectedSources(renderer).tellable(count)
    }

    /// A zoom at which a box has some thousands of cells at most.
    static func zoom(ofCellsIn box: BoundingBox) -> Zoom {
        let levels = CellLayer.Detail().levels
        return Zoom.all.last { zoom in
            guard let range = CellRange(box, level: Level(clamping: zoom.number + levels)) else { return true }
            return range.count <= 4096
        } ?? .world
    }
}

/// Some reports by their numbers, and how many there are in all.
public struct PointSelection: Sendable {
    private let numbers: ReportNumbers?
    private let limit: Int

    /// How many reports there are, those included that are left out.
    public let matched: Int

    /// The protected reports of the cells that touch the place that was asked for, rounded down to a multiple of the
    /// catalogue's `minCount`. Counted by the cells that the public may see anyway: a count of any box would, by the
    /// difference of two boxes, tell where a single one lies.
    public let withheld: Int

    static let none = PointSelection()

    private init() {
        (numbers, limit, matched, withheld) = (nil, 0, 0, 0)
    }

    init(_ numbers: ReportNumbers, _ limit: Int?, withheld: Int) {
        self.numbers = numbers
        self.limit = limit ?? .max
        matched = numbers.count
        self.withheld = withheld
    }

    /// How many reports are chosen.
    public var count: Int { min(matched, limit) }

    /// The numbers of the chosen reports, rising.
    public var ids: [Int64] { ids(from: 0, limit: count) }

    /// Some of the numbers of the chosen reports, which rise, from a place in their order on.
    func ids(from offset: Int, limit: Int) -> [Int64] {
        numbers?.page(from: offset, limit: min(limit, count - offset)) ?? []
    }
}
