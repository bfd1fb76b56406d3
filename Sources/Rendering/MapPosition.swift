import Density
import WebMercator

/// Where a raster of square pixels lies in the metres of EPSG:3857, for the files by which other programs learn of it.
public struct MapPosition: Sendable, Hashable {
    /// The west edge of the first column, in metres.
    public var west: Double
    /// The north edge of the first row, in metres.
    public var north: Double
    /// The side of a pixel, in metres of the projection.
    public var pixelSide: Double

    /// Creates a position.
    public init(west: Double, north: Double, pixelSide: Double) {
        (self.west, self.north, self.pixelSide) = (west, north, pixelSide)
    }

    /// The position of a raster whose upper left corner is given in fractions of the world square.
    ///
    /// - Parameter pixelSide: The side of a pixel in fractions of the world square.
    public init(fractionEast: Double, fractionSouth: Double, pixelSide: Double) {
        west = (fractionEast - 0.5) * WebMercator.worldSide
        north = (0.5 - fractionSouth) * WebMercator.worldSide
        self.pixelSide = pixelSide * WebMercator.worldSide
    }

    /// The position of a window's pixels.
    public init(_ window: PixelWindow) {
        pixelSide = WebMercator.worldSide / Double(window.grid.pixelsPerSide)
        west = Double(window.x) * pixelSide - WebMercator.worldSide / 2
        north = WebMercator.worldSide / 2 - Double(window.y) * pixelSide
    }

    /// The text of a world file (`.pgw`): the pixel's sides and, last, the centre of the upper left pixel.
    public var worldFile: String {
        let lines = [pixelSide, 0, 0, -pixelSide, west + pixelSide / 2, north - pixelSide / 2]
        return lines.map { "\($0)\n" }.joined()
    }

    /// The text of a `.prj` file: EPSG:3857 in the WKT of ESRI, which names it in a way that GDAL knows too.
    public static let projectionFile = """
        PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",\
        SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],\
        PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],\
        PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],\
        PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]

        """
}
