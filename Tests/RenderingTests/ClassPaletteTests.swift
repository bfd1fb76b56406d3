import Density
import Foundation
import Rendering
import TestSupport
import Testing

/// The palette of a scale: in the legend's order, so that density can be read back from a pixel.
struct ClassPaletteTests {
    private func style(_ ramp: String, _ shading: Style.Shading, opacity: Double = 1) throws -> Style {
        var style = try Style(ShippedStyles.all[0].json, file: "heat")
        style.ramp = try #require(ColorRamp.shipped[ramp])
        style.shading = shading
        style.opacity = opacity
        return style
    }

    private func scale(_ limits: [Double]) throws -> DensityScale { try #require(DensityScale(limits: limits)) }

    /// Random rising limits, 1 to 32 of them.
    private func limits(_ random: inout SeededGenerator) -> [Double] {
        var limit = pow(10, Double.random(in: -9...3, using: &random))
        return (0..<Int.random(in: 1...32, using: &random)).map { _ in
            limit *= Double.random(in: 1.01...10, using: &random)
            return limit
        }
    }

    @Test func `entries rise with the density, begin at the class limits and are at most 256`() throws {
        var random = SeededGenerator(seed: 11)
        for round in 0..<200 {
            let limits = limits(&random)
            let shading = Style.Shading.allCases[round % 2]
            let palette = ClassPalette(try scale(limits), try style(["YlOrRd", "greys", "RdBu"][round % 3], shading))
            #expect(palette.colors.count <= 256 && palette.colors.count == palette.lowerLimits.count + 1)
            #expect(palette.colors[0] == .transparent)
            #expect(palette.classColors.count == limits.count)
            #expect(zip(palette.lowerLimits, palette.lowerLimits.dropFirst()).allSatisfy(<))
            #expect(palette.lowerLimits.first == limits.first)
            for (limit, color) in zip(limits, palette.classColors) {
                let entry = try #require(palette.lowerLimits.firstIndex(of: limit)) + 1
                #expect(palette.colors[entry] == color)
            }
            if shading == .steps { #expect(palette.lowerLimits == limits) }
        }
    }

    @Test func `the first class has the ramp's first colour and the last its last, faded by the opacity`() throws {
        for shading in Style.Shading.allCases {
            let palette = ClassPalette(try scale([1, 2, 5]), try style("YlOrRd", shading, opacity: 0.5))
            #expect(palette.classColors.first?.hex == "#ffeda03d" && palette.colors[1].hex == "#ffeda03d")
            #expect(palette.classColors.last?.hex == "#80002680" && palette.colors.last?.hex == "#80002680")
        }
    }

    @Test func `a scale without limits colours nothing`() throws {
        let palette = ClassPalette(.empty, try style("greys", .smooth))
        #expect(palette.colors == [.transparent] && palette.lowerLimits.isEmpty && palette.classColors.isEmpty)
        #expect(palette.classify(try Densities.grid([0, 1, .greatestFiniteMagnitude], width: 3)) == [0, 0, 0])
    }

    @Test func `classes are those of a slow version for random densities and those exactly at limits`() throws {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<40 {
            let limits = limits(&random)
            let palette = ClassPalette(try scale(limits), try style("viridis", .smooth))
            let entries = palette.lowerLimits.map(Float.init)
            var densities: [Float] = [0, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
            densities += entries + entries.map(\.nextUp) + entries.map(\.nextDown)
            densities += (0..<200).map { _ in Float(pow(10, Double.random(in: -12...12, using: &random))) }
            let grid = try Densities.grid(densities, width: densities.count)
            for (density, pixel) in zip(densities, palette.classify(grid)) {
                let slow = entries.filter { $0 <= density }.count
                #expect(Int(pixel) == slow, "\(density)")
            }
        }
    }

    /// A style that shows a difference, with steps between as many limits as there may be.
    private func difference(_ shading: Style.Shading) throws -> Style {
        var style = try style("RdBu", shading)
        style.kind = .difference
        return style
    }

    @Test func `a difference's entries are those of a slow version, and mirrored those of the opposite`() throws {
        var random = SeededGenerator(seed: 13)
        for round in 0..<60 {
            let limits = limits(&random)
            let palette = ClassPalette(try scale(limits), try difference(Style.Shading.allCases[round % 2]))
            #expect(palette.colors.count <= 256 && palette.colors.count == palette.lowerLimits.count + 1)
            #expect(zip(palette.lowerLimits, palette.lowerLimits.dropFirst()).allSatisfy(<))
            let count = (palette.colors.count - 1) / 2
            let rises = palette.lowerLimits.suffix(count).map(Float.init)
            var values: [Float] = [0, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
            values += rises + rises.map(\.nextUp) + rises.map(\.nextDown)
            values += (0..<100).map { _ in Float(pow(10, Double.random(in: -12...12, using: &random))) }
            let entries = palette.classify(try Densities.grid(values, width: values.count))
            let opposite = palette.classify(try Densities.grid(values.map { -$0 }, width: values.count))
            for (index, value) in values.enumerated() {
                let slow = rises.filter { $0 <= value }.count
                #expect(Int(entries[index]) == (slow == 0 ? 0 : count + slow), "\(value)")
                #expect(Int(opposite[index]) == (slow == 0 ? 0 : count + 1 - slow), "-\(value)")
            }
        }
    }

    @Test func `a difference's classes go from the strongest fall to the strongest rise, and no change is transparent`()
        throws
    {
        for shading in Style.Shading.allCases {
            let palette = ClassPalette(try scale([1, 2, 5]), try difference(shading))
            #expect(palette.classLimits.map(\.lower) == [nil, -5, -2, -1, 1, 2, 5])
            #expect(palette.classLimits.map(\.upper) == [-5, -2, -1, 1, 2, 5, nil])
            #expect(palette.classColors[3] == .transparent && palette.colors[0] == .transparent)
            let ramp = try #require(ColorRamp.shipped["RdBu"]).colors
            #expect(palette.classColors.first == ramp.first && palette.classColors.last == ramp.last)
            #expect(Array(palette.colors.dropFirst()) == (0..<7).filter { $0 != 3 }.flatMap(palette.shades))
            if shading == .steps { #expect(palette.lowerLimits == [-.infinity, -5, -2, 1, 2, 5]) }
        }
        let empty = ClassPalette(.empty, try difference(.steps))
        #expect(empty.colors == [.transparent] && empty.classColors.isEmpty)
        #expect(empty.classify(try Densities.grid([-1, 0, 1], width: 3)) == [0, 0, 0])
    }

    @Test func `a density exactly at a limit belongs to the class that begins there`() throws {
        let palette = ClassPalette(try scale([0.1, 0.3, 1, 3, 10]), try style("greys", .steps))
        let densities: [Float] = [0, 0.0999, 0.1, 0.2999, 0.3, 0.999, 1, 2.99, 3, 9.99, 10, 1e30]
        #expect(palette.classify(try Densities.grid(densities, width: 12)) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    }
}
