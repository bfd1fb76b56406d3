import MBTiles
import PrintSheet
import WebMercator

/// The tiles of an MBTiles file beneath a printed map.
struct PrintBasemap: BasemapImage {
    /// The file.
    let file: MBTilesFile

    private let zoom: Zoom

    /// The tiles of a file that suit a map; where the file lacks their zoom, those of the nearest, and a line says so.
    ///
    /// - Parameter nominal: The zoom whose tiles are about as large on the screen as the map is on paper.
    init(_ file: MBTilesFile, nominal: Zoom) {
        self.file = file
        // Paper is read more closely than a screen, and takes the tiles of the next zoom at half their size.
        let wanted = Zoom(clamping: nominal.number + 1)
        zoom = file.nearest(to: wanted)
        if zoom != wanted {
            Console.error(
                "\(file.path): has no tiles of zoom \(wanted.number), which would suit; those of \(zoom.number) are used"
            )
        }
    }

    /// More would be for a file whose zooms are all far beyond the map's.
    private static let mostTiles = 4096

    func tiles(_ extent: MapExtent) throws -> [BasemapTile] {
        guard let box = extent.box else { return [] }
        let range = TileRange(covering: box, zoom: zoom)
        guard range.count <= Self.mostTiles else { throw TooDetailedBasemap(path: file.path, zoom: zoom) }
        return try file.pictures(of: range).map { BasemapTile(tile: $0.tile, png: $0.png) }
    }
}

/// A file whose tiles are too small for a map.
struct TooDetailedBasemap: Error, CustomStringConvertible {
    var path: String
    var zoom: Zoom

    var description: String {
        "\(path): its first zoom, \(zoom.number), has too many tiles in this map; take a file of lower zooms"
    }
}
