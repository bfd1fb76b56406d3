/// Why reports cannot be indexed.
public enum CellIndexError: Error, Equatable, CustomStringConvertible {
    /// The reports are of more different kinds than the index can number.
    case tooManyKinds
    /// The first and the last event lie further apart than the index can count.
    case timeSpanTooLong

    /// A report's number in the store is larger than the index can hold.
    case numberTooLarge

    /// One line.
    public var description: String {
        switch self {
        case .tooManyKinds: "the reports have more than 65,536 combinations of category, source and status"
        case .numberTooLarge: "the store has counted beyond 4,294,967,295 changes, the most that the index can number"
        case .timeSpanTooLong: "the first and the last event lie more than 136 years apart"
        }
    }
}
