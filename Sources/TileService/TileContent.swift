import WebMercator

/// What a tile's bytes depend on, of all the data: two tiles of one address and filter with the same content are equal.
struct TileContent: Hashable, Sendable {
    /// The sequence number of the last change in the tile or, where it lies in a cell that cannot be divided, in that cell.
    var sequence: Int64

    /// The level of the cell around the tile that cannot be divided, if there is one. Reports beside the tile decide about it.
    var undivided: Level?

    /// Whether protected reports are told of. Reports anywhere decide about it.
    var isProtectedTold = true
}
