/// Why a sheet was not drawn.
public enum SheetError: Error, Equatable, CustomStringConvertible {
    /// There was no memory for a picture.
    case outOfMemory
    /// cairo failed, in its own words.
    case drawing(String)
    /// A surface's size is not that of the map's frame, or it gave too few pixels.
    case surface(String)
    /// A tile of the base map is no sound PNG.
    case basemapTile(String)
    /// A page was added after the end, or a PDF has none.
    case pages(String)

    /// A sentence.
    public var description: String {
        switch self {
        case .outOfMemory: "There is not enough memory to draw the sheet."
        case .drawing(let detail): "The sheet cannot be drawn: \(detail)."
        case .surface(let detail): "The sheet's surface is unsound: \(detail)."
        case .basemapTile(let tile): "Tile \(tile) of the base map is no sound PNG picture."
        case .pages(let detail): detail
        }
    }
}
