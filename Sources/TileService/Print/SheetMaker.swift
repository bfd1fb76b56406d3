import CellIndex
import Density
import Foundation
import PrintSheet
import Rendering
import Reports
import Synchronization
import WebMercator

/// Makes a sheet's content of a state of the data: the surface at the sheet's own pixels, the legend that the tiles have at
/// the nominal zoom, and all words.
public struct SheetMaker: Sendable {
    private let renderer: MapRenderer

    /// What is to be printed.
    public let request: SheetRequest

    /// The zoom whose tiles are about as large on the screen as the map is on paper. Kernel and scale are its, and the
    /// surface is that from which its tiles are cut.
    public let zoom: Zoom

    /// Prepares a sheet for a renderer's audience.
    public init(_ renderer: MapRenderer, _ request: SheetRequest) {
        (self.renderer, self.request) = (renderer, request)
        zoom = Self.zoom(request.extent, request.layout.map, renderer)
    }

    /// The side of a screen's pixel in millimetres, as the OGC standardised it (OGC 05-078r4, 10.2): by it tiles have a scale.
    private static let screenPixel = 0.28

    /// The zoom whose pixels, shown at that size, come nearest to a map's scale; for the public none beyond that at which
    /// tiles show no more.
    private static func zoom(_ extent: MapExtent, _ frame: PaperRectangle, _ renderer: MapRenderer) -> Zoom {
        let number = log2(frame.width / (extent.width * screenPixel * 256)).rounded()
        let nearest = Zoom(clamping: Int(min(max(number, 0), 30)))
        guard renderer.audience == .public, let level = renderer.dataset.catalogue.publicLevel else { return nearest }
        return min(nearest, Zoom(clamping: level + 1))
    }

    /// What is shown, in words: the title of a sheet that has been given none.
    var title: String {
        SheetWording(
            renderer, request, Legend(renderer, request.style, zoom, request.filter, against: request.compared)
        ).title
    }

    /// The page, ready to be drawn.
    ///
    /// - Parameter onProgress: Told the share of the surface's rows that is made, 0...1; what it throws ends the drawing.
    public func content(onProgress: @escaping @Sendable (Double) throws -> Void = { _ in }) -> SheetContent {
        let legend = Legend(renderer, request.style, zoom, request.filter, against: request.compared)
        let wording = SheetWording(renderer, request, legend)
        var content = SheetContent(
            title: request.title ?? wording.title, subtitle: request.subtitle ?? wording.subtitle,
            extent: request.extent, surface: surface(legend.palette, onProgress), legend: wording.legendPicture,
            words: SheetWords(request.language))
        content.imprint = wording.imprint
        content.hasGraticule = request.hasGraticule
        (content.overlays, content.basemap) = (request.overlays, request.basemap)
        if request.hasPlaceNames { content.placeNames = PlaceName.towns(in: request.extent) }
        return content
    }

    /// The heat, made strip by strip when the drawing comes to it.
    private func surface(
        _ palette: ClassPalette, _ onProgress: @escaping @Sendable (Double) throws -> Void
    ) -> SurfaceImage {
        let (width, height) = request.layout.surfaceSize
        let colors = palette.colors.map(InkColor.init)
        guard !palette.lowerLimits.isEmpty, let rows = SurfaceRows(renderer, request, zoom, palette) else {
            return SurfaceImage(width: width, height: height, palette: colors) { range in
                try onProgress(Double(range.upperBound) / Double(height))
                return [UInt8](repeating: 0, count: range.count * width)
            }
        }
        return SurfaceImage(width: width, height: height, palette: colors) { range in
            try onProgress(Double(range.lowerBound) / Double(height))
            return rows.entries(range)
        }
    }

    /// Where the page lies as a raster whose map frame lies right, for GIS programs.
    public var pagePosition: MapPosition {
        let (extent, frame) = (request.extent, request.layout.map)
        let resolution = request.layout.resolution
        let side = extent.width / resolution.pixels(frame.width)
        return MapPosition(
            fractionEast: extent.west - resolution.pixels(frame.x) * side,
            fractionSouth: extent.north - resolution.pixels(frame.y) * side, pixelSide: side)
    }
}

/// The palette entries of a surface, made for one row after the other.
private final class SurfaceRows: Sendable {
    private let palette: ClassPalette
    private let map: Mutex<SampledMap>

    init?(_ renderer: MapRenderer, _ request: SheetRequest, _ zoom: Zoom, _ palette: ClassPalette) {
        let (width, height) = request.layout.surfaceSize
        let extent = request.extent
        guard
            let surface = SampledSurface(
                SampledSurface.Extent(
                    west: extent.west, north: extent.north, width: extent.width, height: extent.height),
                width: width, height: height, zoom: zoom, bandwidth: request.style.bandwidth)
        else { return nil }
        self.palette = palette
        map = Mutex(SampledMap(renderer, surface, request.style, request.filter, against: request.compared))
    }

    /// Densities are classified while they are still in the processor's cache.
    private static let piece = 8

    func entries(_ rows: Range<Int>) -> [UInt8] {
        map.withLock { map in
            var entries: [UInt8] = []
            entries.reserveCapacity(rows.count * map.width)
            for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.piece) {
                let piece = start..<min(start + Self.piece, rows.upperBound)
                entries += palette.classify(map.densities(piece))
            }
            return entries
        }
    }
}
