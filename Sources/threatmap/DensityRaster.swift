import Density
import Rendering
import Reports
import TileService
import WebMercator

/// Densities on their way to a file, strip by strip from the north.
struct DensityRaster {
    private let width: Int
    private let height: Int
    private let position: MapPosition
    private let rows: (Range<Int>) -> DensityGrid

    /// Prepares the densities of some pixels.
    init(
        _ pixels: DensityPixels, _ renderer: MapRenderer, _ style: Style, _ filter: ReportFilter,
        against compared: ReportFilter?
    ) throws {
        switch pixels {
        case .tiles(let window):
            (width, height, position) = (window.width, window.height, MapPosition(window))
            let grid = renderer.densities(window, style, filter, against: compared)
            rows = { grid.rows($0) }
        case .others(let extent, let width, let height, let zoom):
            guard
                let surface = SampledSurface(
                    extent, width: width, height: height, zoom: zoom, bandwidth: style.bandwidth)
            else {
                throw UsageError.badValue(
                    "--zoom", String(zoom.number), "lower for so large a box: at most 131,072 of its nodes side by side"
                )
            }
            (self.width, self.height) = (width, height)
            position = MapPosition(
                fractionEast: extent.west, fractionSouth: extent.north, pixelSide: extent.width / Double(width))
            var map = SampledMap(renderer, surface, style, filter, against: compared)
            rows = { map.densities($0) }
        }
    }

    /// Rows that are in memory at once.
    private static let strip = 64

    private var strips: [Range<Int>] {
        stride(from: 0, to: height, by: Self.strip).map { $0..<min($0 + Self.strip, height) }
    }

    /// Writes an ESRI ASCII grid.
    func writeGrid(to file: OutputFile) throws {
        try file.write(ESRIGrid.header(width: width, height: height, position))
        for strip in strips { try file.write(ESRIGrid.rows(of: rows(strip), isFirst: strip.lowerBound == 0)) }
    }

    /// Writes a GeoTIFF.
    func writeTIFF(to file: OutputFile) throws {
        guard let tiff = GeoTIFF(width: width, height: height, position: position) else { throw EncodingError() }
        try file.write(tiff.header)
        for strip in strips { try file.write(GeoTIFF.bytes(rows(strip).values)) }
    }
}
