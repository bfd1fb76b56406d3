/// How hard and in which way a PNG is compressed. Every choice gives the same picture; what differs is time and size.
public struct PNGSettings: Sendable, Hashable {
    /// What a row's bytes are replaced with before compression (PNG specification, section 9).
    public enum Filter: String, Sendable, CaseIterable {
        /// The bytes as they are.
        case none
        /// The difference to the byte on the left.
        case sub
        /// The difference to the byte above.
        case up
        /// The difference to the nearest of left, above and upper left.
        case paeth

        /// libpng's `PNG_FILTER_…` mask.
        var mask: Int32 {
            switch self {
            case .none: 0x08
            case .sub: 0x10
            case .up: 0x20
            case .paeth: 0x80
            }
        }
    }

    /// What zlib looks for (zlib manual, `deflateInit2`).
    public enum Strategy: Int32, Sendable, CaseIterable {
        /// Repetitions of any distance.
        case standard = 0
        /// Repetitions, but single bytes rather than short ones: for filtered rows.
        case filtered = 1
        /// Only frequent bytes.
        case huffman = 2
        /// Only runs of one byte.
        case runs = 3
    }

    /// zlib's effort, from 1, the fastest, to 9.
    public let level: Int

    /// The filter of all rows.
    public let filter: Filter

    /// What zlib looks for.
    public let strategy: Strategy

    /// What was measured to be best for heat tiles, of many colours and of few (this folder's README). Contours run on from
    /// row to row, so the difference to the row above is mostly zeros, of which zlib then looks for runs only.
    public static let shipped = PNGSettings(level: 1, filter: .up, strategy: .runs)

    /// Creates settings; the level is brought into 1...9.
    public init(level: Int, filter: Filter, strategy: Strategy) {
        self.level = min(max(level, 1), 9)
        self.filter = filter
        self.strategy = strategy
    }
}
