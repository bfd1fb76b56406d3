import Density
import WebMercator

/// Writes densities as an ESRI ASCII grid, which GIS programs open: a header, then one line a row from the north, each
/// value standing for the middle of its cell.
///
/// Coordinates are metres of EPSG:3857; values are reports per km² on the ground.
public enum ESRIGrid {
    /// The grid of a window's pixels.
    public static func text(of grid: DensityGrid, window: PixelWindow) -> [UInt8] {
        header(width: grid.width, height: grid.height, MapPosition(window)) + rows(of: grid, isFirst: true)
    }

    /// All that stands before the first row.
    public static func header(width: Int, height: Int, _ position: MapPosition) -> [UInt8] {
        let south = position.north - Double(height) * position.pixelSide
        let header = """
            ncols \(width)
            nrows \(height)
            xllcorner \(position.west)
            yllcorner \(south)
            cellsize \(position.pixelSide)
            NODATA_value -9999

            """
        return Array(header.utf8)
    }

    /// The lines of some rows.
    ///
    /// - Parameter isFirst: Whether they are the first of the grid.
    public static func rows(of grid: DensityGrid, isFirst: Bool) -> [UInt8] {
        var text: [UInt8] = []
        for row in 0..<grid.height {
            for column in 0..<grid.width {
                if column > 0 { text.append(UInt8(ascii: " ")) }
                let value = grid[column, row]
                // GDAL takes a grid without any decimal point for one of whole numbers; an empty tile is of densities too.
                let zero = isFirst && row == 0 && column == 0 ? "0.0" : "0"
                text.append(contentsOf: (value == 0 ? zero : "\(value)").utf8)
            }
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }
}
