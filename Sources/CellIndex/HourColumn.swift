/// The hours of the local week of a table's rows, `IndexedReport.noHour` where unknown, in vectors of sixteen.
struct HourColumn: Sendable {
    /// The rows, sixteen to a vector; behind the last row, unknown hours.
    private(set) var vectors: [SIMD16<UInt8>] = []

    /// The number of rows.
    private(set) var count = 0

    /// No rows.
    init() {}

    /// Rows that are known.
    init(vectors: [SIMD16<UInt8>], count: Int) {
        (self.vectors, self.count) = (vectors, count)
    }

    /// Packs the rows' hours.
    init(_ hours: [UInt8]) {
        count = hours.count
        vectors = Array(repeating: SIMD16(repeating: IndexedReport.noHour), count: (count + 15) / 16)
        vectors.withUnsafeMutableBytes { $0.copyBytes(from: hours) }
    }

    /// The hour of a row.
    subscript(row: Int) -> UInt8 { vectors[row / 16][row % 16] }

    /// Sixteen rows at once, from row `16 · index` on; behind the last row, unknown hours.
    func vector(_ index: Int) -> SIMD16<UInt8> {
        index < vectors.count ? vectors[index] : SIMD16(repeating: IndexedReport.noHour)
    }
}
