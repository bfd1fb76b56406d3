import Foundation
import SQLite
import WebMercator

/// A file of raster tiles in Web Mercator (https://github.com/mapbox/mbtiles-spec/blob/master/1.3/spec.md), to be read.
///
/// Only PNG tiles are of use here; a file of others is an error that says how to make them PNG.
public struct MBTilesFile: Sendable {
    /// The file's path, as the user gave it.
    public let path: String

    /// The zooms of which there are tiles.
    public let zooms: ClosedRange<Zoom>

    /// Whose work the tiles are, to be named wherever they are shown; `nil` where the file does not say.
    public let attribution: String?

    /// Looks into a file.
    ///
    /// - Throws: ``MBTilesError``.
    public init(path: String) throws(MBTilesError) {
        self.path = path
        (zooms, attribution) = try Self.reading(path) { connection throws(MBTilesError) in
            try Self.checkFormat(connection, path)
            return (try Self.zooms(connection, path), try Self.metadata("attribution", connection, path))
        }
    }

    /// The nearest zoom of which there are tiles.
    public func nearest(to zoom: Zoom) -> Zoom { min(max(zoom, zooms.lowerBound), zooms.upperBound) }

    /// The PNG of each of some tiles, in their order; tiles that the file lacks are left out.
    ///
    /// - Throws: ``MBTilesError``, also for a tile that is no PNG.
    public func pictures(
        of tiles: some Sequence<TileCoordinate>
    ) throws(MBTilesError) -> [(tile: TileCoordinate, png: [UInt8])] {
        try Self.reading(path) { connection throws(MBTilesError) in
            var pictures: [(tile: TileCoordinate, png: [UInt8])] = []
            for tile in tiles {
                guard let png = try Self.picture(of: tile, connection, path) else { continue }
                guard png.starts(with: Self.signature) else { throw .notPNG(path, tile) }
                pictures.append((tile, png))
            }
            return pictures
        }
    }

    /// PNG specification, section 5.2.
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private static func picture(
        of tile: TileCoordinate, _ connection: SQLiteConnection, _ path: String
    ) throws(MBTilesError) -> [UInt8]? {
        // Rows are counted from the south (specification, "Tiles": the TMS scheme).
        let row = Int64(tile.zoom.tilesPerSide) - 1 - Int64(tile.y)
        return try query(path) { () throws(SQLiteError) in
            try connection.first(
                "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                [.integer(Int64(tile.zoom.number)), .integer(Int64(tile.x)), .integer(row)]
            ) { $0.bytes(0) }
        }
    }

    private static func checkFormat(_ connection: SQLiteConnection, _ path: String) throws(MBTilesError) {
        let tables = try query(path) { () throws(SQLiteError) in
            try connection.rows("SELECT name FROM sqlite_schema WHERE name IN ('tiles', 'metadata')") { $0.text(0) }
        }
        guard tables.contains("tiles"), tables.contains("metadata") else { throw .notMBTiles(path) }
        // Files that do not say are looked at tile by tile.
        guard let format = try metadata("format", connection, path), format.lowercased() != "png" else { return }
        throw .otherFormat(path, format)
    }

    private static func metadata(
        _ name: String, _ connection: SQLiteConnection, _ path: String
    ) throws(MBTilesError) -> String? {
        let value = try query(path) { () throws(SQLiteError) in
            try connection.first("SELECT value FROM metadata WHERE name = ?", [.text(name)]) { $0.text(0) }
        }
        return value.flatMap(\.self).flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func zooms(
        _ connection: SQLiteConnection, _ path: String
    ) throws(MBTilesError) -> ClosedRange<Zoom> {
        let range = try query(path) { () throws(SQLiteError) in
            try connection.first("SELECT min(zoom_level), max(zoom_level) FROM tiles") {
                ($0.optionalInteger(0), $0.optionalInteger(1))
            }
        }
        guard let first = range?.0, let last = range?.1, let least = Zoom(Int(clamping: first)), last >= first else {
            throw .empty(path)
        }
        return least...Zoom(clamping: Int(clamping: last))
    }

    /// Opens the file for one reading: nobody holds it open in between.
    private static func reading<Result>(
        _ path: String, _ body: (SQLiteConnection) throws(MBTilesError) -> Result
    ) throws(MBTilesError) -> Result {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue else {
            throw .missing(path)
        }
        let connection = try query(path) { () throws(SQLiteError) in
            try SQLiteConnection(path: path, mode: .readOnly)
        }
        return try body(connection)
    }

    private static func query<Result>(
        _ path: String, _ body: () throws(SQLiteError) -> Result
    ) throws(MBTilesError) -> Result {
        do {
            return try body()
        } catch {
            throw error.primaryCode == 26 ? .notMBTiles(path) : .failed(path, "\(error)")
        }
    }
}
