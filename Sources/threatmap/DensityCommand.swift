import Density
import Rendering
import TileService
import WebMercator

/// `threatmap density`: the numbers behind a tile.
enum DensityCommand: Command {
    static let name = "density"
    static let summary = "write densities in reports per km² as an ESRI ASCII grid in EPSG:3857"
    static let operands = "[Z/X/Y]"
    static let options = [.store, .style, .styles, .box, .zoom, .output("the grid")] + Option.filters

    static func run(_ arguments: Arguments) throws -> ExitCode {
        let window = try window(arguments)
        let style = try MapArguments.style(arguments)
        let renderer = try MapArguments.renderer(arguments)
        let filter = try MapArguments.filter(arguments, renderer.dataset)
        let grid = renderer.densities(window, style, filter)
        try Output.write(ESRIGrid.text(of: grid, window: window), to: arguments["-o"])
        return .done
    }

    private static func window(_ arguments: Arguments) throws -> PixelWindow {
        switch (arguments.operands.count, arguments["--bbox"]) {
        case (1, nil): return PixelWindow(tile: try MapArguments.tile(arguments.operands[0]))
        case (0, let text?):
            let grid = PixelGrid(zoom: try MapArguments.zoom(arguments))
            guard let window = PixelWindow(covering: try MapArguments.box(text), grid: grid) else {
                throw UsageError.badValue("--bbox", text, "a box of at most 67 million pixels at this zoom")
            }
            return window
        case (0, nil): throw UsageError.missingOperand("the tile, or --bbox and --zoom,", command: name)
        default: throw UsageError.unexpected(arguments.operands.last ?? "", command: name)
        }
    }
}
