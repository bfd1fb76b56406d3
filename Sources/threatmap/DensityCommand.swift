import Density
import Rendering
import TileService
import WebMercator

/// `threatmap density`: the numbers behind a picture.
enum DensityCommand: Command {
    static let name = "density"
    static let summary = "write densities in reports per km² as an ESRI ASCII grid or GeoTIFF in EPSG:3857"
    static let operands = "[Z/X/Y]"
    static let options =
        [
            .store, .style, .styles, .box, .zoom,
            Option(
                name: "--resolution", value: "METRES", help: "a pixel's side in EPSG:3857, instead of --zoom's"),
            Option(name: "--format", value: "FORMAT", help: "asc or tif; without it, what -o ends in, or else asc"),
            .output("the grid"),
        ] + Option.filters + Option.comparison

    static func run(_ arguments: Arguments) throws -> ExitCode {
        let format = try format(arguments)
        let pixels = try DensityPixels(arguments)
        let style = try MapArguments.style(arguments)
        let renderer = try MapArguments.renderer(arguments)
        let filter = try MapArguments.filter(arguments, renderer.dataset)
        let compared = try MapArguments.compared(arguments, style, filter, renderer.dataset.catalogue)
        let raster = try DensityRaster(pixels, renderer, style, filter, against: compared)
        let file = try OutputFile(arguments["-o"])
        switch format {
        case .esriGrid: try raster.writeGrid(to: file)
        case .geoTIFF: try raster.writeTIFF(to: file)
        }
        try file.finish()
        return .done
    }

    private enum Format: String {
        case esriGrid = "asc"
        case geoTIFF = "tif"
    }

    private static func format(_ arguments: Arguments) throws -> Format {
        if let name = arguments["--format"] {
            guard let format = Format(rawValue: name) else {
                throw UsageError.badValue("--format", name, "asc or tif")
            }
            return format
        }
        let path = arguments["-o"]?.lowercased() ?? ""
        return path.hasSuffix(".tif") || path.hasSuffix(".tiff") ? .geoTIFF : .esriGrid
    }
}
