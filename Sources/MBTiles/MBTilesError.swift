import WebMercator

/// Why a file of tiles cannot be used.
public enum MBTilesError: Error, Equatable, CustomStringConvertible {
    /// There is no such file, or it is a directory.
    case missing(String)
    /// It is no SQLite file, or has no tables of tiles.
    case notMBTiles(String)
    /// Its tiles are of another format.
    case otherFormat(String, String)
    /// A tile is no PNG, whatever the file says.
    case notPNG(String, TileCoordinate)
    /// It holds no tiles.
    case empty(String)
    /// SQLite could not read it.
    case failed(String, String)

    /// One line: the file, what is wrong, and what would have been right.
    public var description: String {
        switch self {
        case .missing(let path): "\(path): there is no such file"
        case .notMBTiles(let path): "\(path): is no MBTiles file, which is a SQLite file with tables tiles and metadata"
        case .otherFormat(let path, let format):
            "\(path): holds \(format.prefix(20)) tiles; only png ones can be printed "
                + "(gdal_translate -of MBTILES -co TILE_FORMAT=PNG makes them)"
        case .notPNG(let path, let tile): "\(path): the tile \(tile) is no PNG"
        case .empty(let path): "\(path): holds no tiles"
        case .failed(let path, let reason): "\(path): cannot be read: \(reason)"
        }
    }
}
