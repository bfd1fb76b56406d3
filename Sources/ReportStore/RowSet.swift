/// A set of row numbers, one bit each, in pages: ten million rows in a row are 1.3 MB, and a damaged store's absurd number
/// costs one page.
struct RowSet {
    private var pages: [Int64: [UInt64]] = [:]

    /// Adds a row number; false where it was there already.
    mutating func insert(_ row: Int64) -> Bool {
        let word = Int(row >> 6 & 63)
        let bit: UInt64 = 1 << UInt64(row & 63)
        return Self.set(bit, in: &pages[row >> 12, default: Self.emptyPage][word])
    }

    private static func set(_ bit: UInt64, in word: inout UInt64) -> Bool {
        defer { word |= bit }
        return word & bit == 0
    }

    private static let emptyPage = [UInt64](repeating: 0, count: 64)
}
