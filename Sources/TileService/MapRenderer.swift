import Boundaries
import CellIndex
import Density
import Rendering
import Reports
import WebMercator

/// The way from reports to pictures and numbers, for one state of the data and one audience.
///
/// The command line and the server both go this way, so that a tile is the same whoever asks for it.
public struct MapRenderer: Sendable {
    /// The data.
    public let dataset: Dataset

    /// Who looks.
    public let audience: Audience

    let scales: ScaleCache

    /// Creates a renderer.
    ///
    /// - Parameter scales: Remembers scales between renderers of the same data; pass a new one for a single use.
    public init(_ dataset: Dataset, audience: Audience, scales: ScaleCache = ScaleCache()) {
        self.dataset = dataset
        self.audience = audience
        self.scales = scales
    }

    /// The densities of a window's pixels, or, against a compared period, their difference from that period's.
    public func densities(
        _ window: PixelWindow, _ style: Style, _ filter: ReportFilter, against compared: ReportFilter? = nil
    ) -> DensityGrid {
        let surface = DensitySurface(window: window, bandwidth: style.bandwidth)
        guard let source = surface.source else { return DensityGrid(width: window.width, height: window.height) }
        func densities(_ filter: ReportFilter) -> DensityGrid {
            surface.densities(
                of: dataset.snapshot.places(
                    in: source, cellLevel: surface.cellLevel, told(filter, style), weight(style), precision))
        }
        guard let compared else { return densities(filter) }
        return densities(filter).subtracting(densities(compared))
    }

    /// The sequence number of the last change that can have touched a window's densities.
    func lastChange(in window: PixelWindow, _ style: Style) -> Int64 {
        guard let source = DensitySurface(window: window, bandwidth: style.bandwidth).source else { return 0 }
        return dataset.snapshot.lastChange(in: source, precision)
    }

    /// The class limits of a style at a zoom under a filter.
    ///
    /// - Parameter compared: The filter of the period that the filter's own is compared with; the mean is then that of
    ///   both periods' cells together.
    public func scale(
        _ style: Style, _ zoom: Zoom, _ filter: ReportFilter, against compared: ReportFilter? = nil
    ) -> DensityScale {
        guard case .meanMultiples(let multiples) = style.scale else { return fixedScale(style) }
        let key = ScaleCache.Key(style: style.name, zoom: zoom, filter: filter, compared: compared, audience: audience)
        return scales.scale(key, style) {
            let metres = style.bandwidth.metres(latitude: latitude, zoom: zoom)
            let level = DensityScale.level(nearestTo: metres, latitude: latitude)
            func cells(_ filter: ReportFilter) -> CellWeights {
                dataset.snapshot.weights(level: level, told(filter, style), weight(style), precision)
            }
            let mean =
                compared.map { DensityScale.meanDensity(of: cells(filter), and: cells($0)) }
                ?? DensityScale.meanDensity(of: cells(filter))
            return DensityScale(multiples: multiples, ofMean: mean)
        }
    }

    /// A tile's picture as PNG, or `nil` where it could not be encoded.
    public func tile(
        _ tile: TileCoordinate, ratio: PixelRatio, _ style: Style, _ filter: ReportFilter,
        against compared: ReportFilter? = nil
    ) -> [UInt8]? {
        let window = PixelWindow(tile: tile, ratio: ratio)
        let grid = densities(window, style, filter, against: compared)
        let palette = ClassPalette(scale(style, tile.zoom, filter, against: compared), style)
        let pixels = palette.classify(grid)
        guard pixels.contains(where: { $0 != 0 }) else { return Self.emptyTiles[ratio] }
        return PalettePNG.encode(pixels, width: grid.width, height: grid.height, colors: palette.colors)
    }

    /// The number of reports that pass a filter and that the style gives weight, as far as the audience may be told it.
    public func count(_ style: Style, _ filter: ReportFilter) -> Int {
        guard audience == .public else { return dataset.snapshot.count(filter, weight(style)) }
        return dataset.snapshot.count(Protection(self, weighed(filter, style)).filter)
    }

    /// The filter, less the kinds of reports that a style gives no weight.
    func weighed(_ filter: ReportFilter, _ style: Style) -> ReportFilter {
        let weight = weight(style)
        let categories = Set(weight.byCategory.indices.filter { weight.byCategory[$0] > 0 })
        let statuses = Set(weight.byStatus.indices.filter { weight.byStatus[$0] > 0 })
        guard categories.count < weight.byCategory.count || statuses.count < weight.byStatus.count else {
            return filter
        }
        return filter.restricted(toCategories: categories, statuses: statuses)
    }

    /// The area that a filter chooses, with its outline; `nil` where it chooses none.
    public func area(of filter: ReportFilter) -> BoundaryArea? {
        filter.area.flatMap(dataset.boundaries.boundary)
    }

    /// The renderer's data with what makes tiles of these styles, cells, clusters and items fast that have no filter.
    public func prepared(for styles: [Style]) -> Dataset {
        var snapshot = dataset.snapshot
        // Those that compare periods are never asked for without a filter.
        for style in styles where style.kind == .heat {
            snapshot.prepare(visible(ReportFilter()), weight(style), precision)
        }
        for precision in [precision, .exact] { snapshot.prepareClusters(precision) }
        snapshot.prepareNumbers(PointFeatures(self).visible(ReportFilter()))
        return dataset.replacing(snapshot)
    }

    /// The filter, less what the audience never sees.
    func visible(_ filter: ReportFilter) -> ReportFilter {
        audience.visible(filter, dataset.catalogue, precision)
    }

    /// The filter of the heat that the audience is shown. Where fewer protected reports than the catalogue's `minCount` pass
    /// and weigh anything in the whole world, it is that of the others only: a tile would show where each of those few is. Of
    /// two periods that are compared each has its own, whatever the other one holds.
    func told(_ filter: ReportFilter, _ style: Style) -> ReportFilter {
        let sources = ProtectedSources(self)
        let visible = visible(filter)
        guard !sources.ordinals.isEmpty else { return visible }
        let protected = self.visible(weighed(filter, style)).restricted(toSources: sources.ordinals)
        let isTold = scales.isTold(protected) {
            dataset.snapshot.allows(DivisionRule(protected, minimum: sources.minimum))
        }
        return isTold
            ? visible
            : visible.restricted(toSources: Set(dataset.catalogue.sources.indices).subtracting(sources.ordinals))
    }

    /// Where protected reports must lie to count to an area: in one of the smallest cells in which they may be told apart
    /// whose middle the area holds.
    ///
    /// - Parameter rule: Which reports are protected, wherever they are.
    func hiddenPlaces(in area: AreaSelection, _ rule: DivisionRule, _ sources: ProtectedSources) -> HiddenPlaces {
        var key = rule.filter
        key.area = area
        return scales.hiddenPlaces(key) {
            HiddenPlaces(sources.ordinals, dataset.snapshot.protectedCells(in: area.cover, rule, precision))
        }
    }

    /// How exactly the audience sees places.
    var precision: PlacePrecision {
        guard audience == .public, let level = dataset.catalogue.publicLevel else { return .exact }
        return PlacePrecision(snapLevel: Level(clamping: level))
    }

    private func fixedScale(_ style: Style) -> DensityScale {
        guard case .breaks(let limits) = style.scale else { return .empty }
        return DensityScale(limits: limits) ?? .empty
    }

    /// How much a style lets each kind of report count.
    func weight(_ style: Style) -> ReportWeight {
        func fixed(_ factor: Double?) -> UInt32 { UInt32(((factor ?? 1) * Double(ReportWeight.unit)).rounded()) }
        return ReportWeight(
            byCategory: dataset.catalogue.categories.map { fixed(style.categoryWeights[$0.key]) },
            byStatus: dataset.catalogue.statuses.map { fixed(style.statusWeights[$0.key]) })
    }

    private static let emptyTiles: [PixelRatio: [UInt8]] = [
        .one: PalettePNG.transparent(side: 256) ?? [], .two: PalettePNG.transparent(side: 512) ?? [],
    ]
}

/// Who looks at the map (design, section 4: Privacy).
public enum Audience: Sendable, Hashable {
    /// Anyone: places are snapped to the catalogue's `publicLevel`, and statuses that are not public are left out.
    case `public`
    /// Those who hold the store or a key: exact places, all statuses.
    case operators

    /// A filter, less what the audience never sees.
    func visible(_ filter: ReportFilter, _ catalogue: Catalogue, _ precision: PlacePrecision) -> ReportFilter {
        guard self == .public else { return filter }
        var visible = filter.publicOnly(catalogue)
        visible.area?.snapLevel = precision.snapLevel
        return visible
    }
}
