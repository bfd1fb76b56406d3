/// Densities in reports per km² on the ground, one a pixel, row by row from the north.
public struct DensityGrid: Sendable, Equatable {
    /// The number of columns.
    public let width: Int

    /// The number of rows.
    public let height: Int

    /// The densities, `width · height` of them; never negative.
    public private(set) var values: [Float]

    /// A grid of zeros.
    public init(width: Int, height: Int) {
        self.init(width: width, height: height, values: Array(repeating: 0, count: width * height))
    }

    init(width: Int, height: Int, values: [Float]) {
        self.width = width
        self.height = height
        self.values = values
    }

    /// The density of the pixel in a column and a row.
    public subscript(column: Int, row: Int) -> Float { values[row * width + column] }

    /// Some of the rows.
    public func rows(_ rows: Range<Int>) -> DensityGrid {
        let rows = rows.clamped(to: 0..<height)
        return DensityGrid(
            width: width, height: rows.count, values: Array(values[rows.lowerBound * width..<rows.upperBound * width]))
    }

    /// The largest density.
    public var maximum: Float { values.max() ?? 0 }
}
