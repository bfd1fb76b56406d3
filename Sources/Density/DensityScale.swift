import Foundation
import WebMercator

/// Class limits that turn density into classes: the same for every tile of a zoom, never those of one tile or view.
public struct DensityScale: Sendable, Hashable {
    /// The lower limits of the classes in reports per km², strictly rising; below the first there is no class, and the last
    /// class has no upper limit. Empty where nothing is to be shown.
    public let limits: [Double]

    /// A scale of fixed limits, or `nil` where they are not positive, finite and strictly rising.
    public init?(limits: [Double]) {
        guard limits.allSatisfy({ $0 > 0 && $0.isFinite }), zip(limits, limits.dropFirst()).allSatisfy(<) else {
            return nil
        }
        self.limits = limits
    }

    private init(unchecked limits: [Double]) {
        self.limits = limits
    }

    /// The scale of a dataset without reports.
    public static let empty = DensityScale(unchecked: [])

    /// A scale whose limits are multiples of a mean density, each rounded to 1, 2 or 5 times a power of ten, so that a single
    /// new report almost never moves it. Multiples that round to the same limit give one class.
    ///
    /// In crime mapping a hot spot begins at three times the mean (S. Chainey and J. Ratcliffe, GIS and Crime Mapping, 2005).
    ///
    /// - Parameters:
    ///   - multiples: Positive and rising.
    ///   - mean: In reports per km²; ``empty`` results where it is not positive.
    public init(multiples: [Double], ofMean mean: Double) {
        guard mean > 0, mean.isFinite else {
            self = .empty
            return
        }
        var limits: [Double] = []
        for multiple in multiples {
            let limit = Self.rounded(multiple * mean)
            if limit > limits.last ?? 0 { limits.append(limit) }
        }
        self.limits = limits
    }

    /// The nearest of 1, 2 and 5 times a power of ten, by ratio.
    static func rounded(_ value: Double) -> Double {
        let exponent = log10(value).rounded(.down)
        let candidates = [1.0, 2, 5, 10].map { decimal($0, exponent: Int(exponent)) }
        let nearest = candidates.min { abs(log(value / $0)) < abs(log(value / $1)) }
        return nearest ?? value
    }

    /// A digit times a power of ten as the literal has it: 0.2 and not 0.2000…1.
    private static func decimal(_ digit: Double, exponent: Int) -> Double {
        exponent >= 0 ? digit * pow(10, Double(exponent)) : digit / pow(10, Double(-exponent))
    }
}

extension DensityScale {
    /// The level whose cells' side, on the ground at a latitude in degrees, is nearest to a bandwidth in metres; of two
    /// that are equally near the coarser.
    ///
    /// A radius of 12 pixels lies exactly between cells of 8 and of 16, at every latitude: without a rule for it the last
    /// bit of the latitude would choose, and one new report could move the legend of all low zooms.
    public static func level(nearestTo metres: Double, latitude: Double) -> Level {
        let world = WebMercator.groundResolution(latitude: latitude, zoom: .world, tileSize: 1)
        func distance(_ level: Int) -> Double {
            abs(world * Double(sign: .plus, exponent: -level, significand: 1) - metres)
        }
        let nearest = Level.range.map(distance).min() ?? 0
        return Level(clamping: Level.range.first { distance($0) <= nearest + metres * 1e-6 } ?? 0)
    }

    /// The mean density of cells in reports per km², each cell's own density counting once; 0 without cells.
    ///
    /// - Parameter cells: Non-empty cells, each once, with their weights in 256ths of a report.
    public static func meanDensity(of cells: CellWeights) -> Double {
        cells.count > 0 ? sumOfDensities(cells) / Double(cells.count) : 0
    }

    /// The mean density of the cells of two periods together, in reports per km²: a cell counts once for each period in
    /// which it is not empty. It is the same whichever of the two comes first, to the last bit; 0 without cells.
    public static func meanDensity(of cells: CellWeights, and others: CellWeights) -> Double {
        let count = cells.count + others.count
        return count > 0 ? (sumOfDensities(cells) + sumOfDensities(others)) / Double(count) : 0
    }

    private static func sumOfDensities(_ cells: CellWeights) -> Double {
        var areas: [UInt32: Double] = [:]
        var sum = 0.0
        for index in 0..<cells.count {
            guard let cell = Cell(level: cells.level, address: cells.addresses[index]) else { continue }
            let row = cell.y
            let area = areas[row] ?? cell.groundArea
            areas[row] = area
            sum += Double(cells.weights[index]) / 256 / area
        }
        return sum
    }
}
