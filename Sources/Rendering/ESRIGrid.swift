import Density
import WebMercator

/// Writes densities as an ESRI ASCII grid, which GIS programs open: a header, then one line a row from the north, each
/// value standing for the middle of its cell.
///
/// Coordinates are metres of EPSG:3857; values are reports per km² on the ground.
public enum ESRIGrid {
    /// The grid of a window's pixels.
    public static func text(of grid: DensityGrid, window: PixelWindow) -> [UInt8] {
        let side = WebMercator.worldSide / Double(window.grid.pixelsPerSide)
        let west = Double(window.x) * side - WebMercator.worldSide / 2
        let south = WebMercator.worldSide / 2 - Double(window.y + window.height) * side
        let header = """
            ncols \(grid.width)
            nrows \(grid.height)
            xllcorner \(west)
            yllcorner \(south)
            cellsize \(side)
            NODATA_value -9999

            """
        var text = Array(header.utf8)
        for row in 0..<grid.height {
            for column in 0..<grid.width {
                if column > 0 { text.append(UInt8(ascii: " ")) }
                let value = grid[column, row]
                // GDAL takes a grid without any decimal point for one of whole numbers; an empty tile is of densities too.
                let zero = row == 0 && column == 0 ? "0.0" : "0"
                text.append(contentsOf: (value == 0 ? zero : "\(value)").utf8)
            }
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }
}
