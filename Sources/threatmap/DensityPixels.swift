import Density
import Foundation
import Rendering
import WebMercator

/// The pixels of which `threatmap density` writes the densities.
enum DensityPixels {
    /// Those of tiles.
    case tiles(PixelWindow)
    /// Others, read from the surface of a zoom.
    case others(SampledSurface.Extent, width: Int, height: Int, Zoom)

    /// Reads the tile, or the box with its zoom or resolution.
    init(_ arguments: Arguments) throws {
        switch (arguments.operands.count, arguments["--bbox"]) {
        case (1, nil):
            if let text = arguments["--resolution"] {
                throw UsageError.badValue("--resolution", text, "left out: a tile's pixels are those of its zoom")
            }
            self = .tiles(PixelWindow(tile: try MapArguments.tile(arguments.operands[0])))
        case (0, let text?): self = try Self.pixels(ofBox: text, arguments)
        case (0, nil):
            throw UsageError.missingOperand("the tile, or --bbox and --zoom,", command: DensityCommand.name)
        default: throw UsageError.unexpected(arguments.operands.last ?? "", command: DensityCommand.name)
        }
    }

    private static func pixels(ofBox text: String, _ arguments: Arguments) throws -> DensityPixels {
        let box = try MapArguments.box(text)
        if let resolution = arguments["--resolution"] { return try pixels(of: box, resolution, arguments) }
        let grid = PixelGrid(zoom: try MapArguments.zoom(arguments))
        guard let window = PixelWindow(covering: box, grid: grid) else {
            throw UsageError.badValue("--bbox", text, "a box of at most 67 million pixels at this zoom")
        }
        return .tiles(window)
    }

    /// Pixels of a side in metres that cover a box from its north-west corner on.
    private static func pixels(of box: BoundingBox, _ text: String, _ arguments: Arguments) throws -> DensityPixels {
        guard let metres = Double(text), (0.1...100_000).contains(metres) else {
            throw UsageError.badValue("--resolution", text, "a number of metres from 0.1 to 100000")
        }
        let side = metres / WebMercator.worldSide
        let west = (box.west + 180) / 360
        let east = ((box.crossesAntimeridian ? box.east + 360 : box.east) + 180) / 360
        let north = WebMercator.fractionSouth(latitude: box.north)
        let south = WebMercator.fractionSouth(latitude: box.south)
        // An edge that a whole number of pixels reaches, but for rounding, needs no further one.
        let width = max(1, ((east - west) / side - 1e-6).rounded(.up))
        let height = max(1, ((south - north) / side - 1e-6).rounded(.up))
        guard width <= Double(SampledSurface.mostPixels), height <= Double(SampledSurface.mostPixels),
            width * height <= Double(GeoTIFF.mostPixels), width * side <= 1, height * side <= 1
        else {
            throw UsageError.badValue(
                "--resolution", text, "such that the box has at most 131,072 pixels a side and is within the world")
        }
        let nearest = Zoom.all.min { distance($0, metres) < distance($1, metres) } ?? .world
        let zoom = arguments["--zoom"] == nil ? nearest : try MapArguments.zoom(arguments)
        let extent = SampledSurface.Extent(west: west, north: north, width: width * side, height: height * side)
        return .others(extent, width: Int(width), height: Int(height), zoom)
    }

    /// By how many octaves a zoom's pixels differ from some.
    private static func distance(_ zoom: Zoom, _ metres: Double) -> Double {
        abs(log2(WebMercator.worldSide / 256 / zoom.tilesPerSideAsDouble / metres))
    }
}
