import Testing

@testable import Density

/// Grids of chosen densities.
enum Densities {
    static func grid(_ values: [Float], width: Int) throws -> DensityGrid {
        try #require(values.count % width == 0)
        return DensityGrid(width: width, height: values.count / width, values: values)
    }
}
