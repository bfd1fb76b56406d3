/// The covers of some areas, all their cells in one list in the order of codes: so all areas are counted in one pass over
/// the reports.
public final class AreaCoverSet: Sendable {
    /// Cells of one area: a range of codes that lie wholly inside, or a cell on its border.
    public struct Piece: Sendable {
        /// The first code.
        public var first: UInt64
        /// The last code.
        public var last: UInt64
        /// The area's number.
        public var area: Int32
        /// The number of the border cell, or -1 for what is inside.
        public var borderCell: Int32
    }

    /// The areas' covers.
    public let covers: [AreaCover]

    /// All cells of all areas, by their first codes.
    public let pieces: [Piece]

    /// Joins covers.
    public init(_ covers: [AreaCover]) {
        self.covers = covers
        var pieces: [Piece] = []
        pieces.reserveCapacity(covers.reduce(0) { $0 + $1.inside.count + $1.borderCount })
        for (area, cover) in covers.enumerated() {
            let area = Int32(clamping: area)
            for range in cover.inside {
                pieces.append(Piece(first: range.first, last: range.last, area: area, borderCell: -1))
            }
            for (number, cell) in cover.border.enumerated() {
                pieces.append(
                    Piece(first: cell.first, last: cell.last, area: area, borderCell: Int32(clamping: number)))
            }
        }
        self.pieces = pieces.sorted { ($0.first, $0.area) < ($1.first, $1.area) }
    }
}
