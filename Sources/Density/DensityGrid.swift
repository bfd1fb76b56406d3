/// Densities in reports per km² on the ground, or differences of densities, one a pixel, row by row from the north.
public struct DensityGrid: Sendable, Equatable {
    /// The number of columns.
    public let width: Int

    /// The number of rows.
    public let height: Int

    /// The densities, `width · height` of them; negative only in a difference.
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

    /// These densities less another grid's of the same size, such as those of an earlier period.
    ///
    /// Two surfaces are made and then taken from each other. One surface of places that weigh more and less than nothing
    /// would cost half, but what is wrong at a kernel's rim, which each surface cuts off at 0, would then stand round every
    /// strong rise as a fall.
    public func subtracting(_ other: DensityGrid) -> DensityGrid {
        var difference = self
        for index in 0..<min(values.count, other.values.count) { difference.values[index] -= other.values[index] }
        return difference
    }

    /// The largest density.
    public var maximum: Float { values.max() ?? 0 }
}
