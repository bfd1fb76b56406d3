import Foundation
import SQLite
import Testing
import WebMercator

@testable import MBTiles

@Suite struct MBTilesFileTests {
    private let directory = NSTemporaryDirectory() + "threatmap-mbtiles-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 7]

    /// A file of tiles, each with its zoom, column, row from the south and bytes.
    private func file(format: String? = "png", _ tiles: [(Int64, Int64, Int64, [UInt8])]) throws -> String {
        let path = directory + "/ąęłż.mbtiles"
        let connection = try SQLiteConnection(path: path, mode: .create)
        try connection.execute(
            """
            CREATE TABLE metadata (name TEXT, value TEXT);
            CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
            INSERT INTO metadata VALUES ('attribution', '© Żółw');
            """)
        if let format { try connection.run("INSERT INTO metadata VALUES ('format', ?)", [.text(format)]) }
        for (zoom, column, row, bytes) in tiles {
            try connection.run(
                "INSERT INTO tiles VALUES (?, ?, ?, ?)",
                [.integer(zoom), .integer(column), .integer(row), .blob(bytes)])
        }
        return path
    }

    @Test func `Rows are counted from the south, and missing tiles are left out`() throws {
        let file = try MBTilesFile(path: file([(2, 1, 0, Self.png), (3, 7, 7, Self.png + [8])]))
        #expect(file.zooms == Zoom(clamping: 2)...Zoom(clamping: 3))
        #expect(file.attribution == "© Żółw")
        let wanted = ["2/1/3", "2/1/0", "3/7/0"].compactMap { TileCoordinate($0) }
        let pictures = try file.pictures(of: wanted)
        #expect(pictures.map(\.tile.description) == ["2/1/3", "3/7/0"])
        #expect(pictures.last?.png == Self.png + [8])
        #expect([0, 2, 3, 9].map { file.nearest(to: Zoom(clamping: $0)).number } == [2, 2, 3, 3])
    }

    @Test func `A file that is of no use is told by name, with what would have been right`() throws {
        #expect(throws: MBTilesError.missing(directory + "/none")) { try MBTilesFile(path: directory + "/none") }
        #expect(throws: MBTilesError.missing(directory)) { try MBTilesFile(path: directory) }
        let text = directory + "/text"
        try Data("no tiles at all, but more than a page of SQLite's".utf8).write(to: URL(fileURLWithPath: text))
        #expect(throws: MBTilesError.notMBTiles(text)) { try MBTilesFile(path: text) }
        let other = directory + "/other"
        try SQLiteConnection(path: other, mode: .create).execute("CREATE TABLE tiles (x)")
        #expect(throws: MBTilesError.notMBTiles(other)) { try MBTilesFile(path: other) }
        let empty = try file([])
        #expect(throws: MBTilesError.empty(empty)) { try MBTilesFile(path: empty) }
    }

    @Test func `Tiles that are no PNG are refused, also where the file says they are`() throws {
        let path = try file(format: "pbf", [(0, 0, 0, [1, 2])])
        #expect(throws: MBTilesError.otherFormat(path, "pbf")) { try MBTilesFile(path: path) }
        try FileManager.default.removeItem(atPath: path)
        let lying = try MBTilesFile(path: file([(0, 0, 0, [0xFF, 0xD8])]))
        let tile = try #require(TileCoordinate("0/0/0"))
        #expect(throws: MBTilesError.notPNG(lying.path, tile)) { try lying.pictures(of: [tile]) }
    }

    @Test func `Zooms beyond those that are served are cut off, and none of them is an empty file`() throws {
        let deep = try MBTilesFile(path: file([(20, 0, 0, Self.png), (30, 0, 0, Self.png)]))
        #expect(deep.zooms == Zoom(clamping: 20)...Zoom(clamping: 22))
        try FileManager.default.removeItem(atPath: deep.path)
        let path = try file([(-4, 0, 0, Self.png)])
        #expect(throws: MBTilesError.empty(path)) { try MBTilesFile(path: path) }
    }
}
