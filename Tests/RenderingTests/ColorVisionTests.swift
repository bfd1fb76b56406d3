import Density
import Foundation
import Rendering
import Testing

/// Whether colour-blind readers can tell the classes apart, over white as on a light map.
///
/// Deuteranopia and protanopia by the matrices of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, A
/// Physiologically-based Model for Simulation of Color Vision Deficiency (IEEE TVCG 15, 2009), severity 1, which are
/// applied to linear RGB. Differences are CIE 1976 ΔE*ab (D65); 2.3 is the least that is noticed (M. Mahy et al., 1994).
struct ColorVisionTests {
    enum Vision: CaseIterable {
        case normal, protanopia, deuteranopia

        var matrix: [[Double]] {
            switch self {
            case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
            case .protanopia:
                [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
            case .deuteranopia:
                [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
            }
        }
    }

    /// The colour as it is seen over white, in CIE L*a*b*.
    private func lab(_ color: Color, _ vision: Vision) -> [Double] {
        let share = Double(color.alpha) / 255
        let linear = [color.red, color.green, color.blue].map { channel in
            // Browsers mix in sRGB as it stands, not in linear light.
            let value = (Double(channel) * share + 255 * (1 - share)) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        let seen = vision.matrix.map { row in min(max(zip(row, linear).map(*).reduce(0, +), 0), 1) }
        let x = (0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047
        let y = 0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]
        let z = (0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883
        let f = [x, y, z].map { (ratio: Double) -> Double in
            ratio > 216.0 / 24389 ? cbrt(ratio) : (24389.0 / 27 * ratio + 16) / 116
        }
        return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
    }

    private func difference(_ first: [Double], _ second: [Double]) -> Double {
        sqrt(zip(first, second).map { ($0 - $1) * ($0 - $1) }.reduce(0, +))
    }

    private func classes(_ ramp: String?) throws -> [[Color]] {
        var style = try Style(ShippedStyles.all[0].json, file: "heat")
        if let ramp { style.ramp = try #require(ColorRamp.shipped[ramp]) }
        // Where multiples round to the same limit there are fewer classes.
        return try (4...6).map { count in
            let limits = [0.1, 0.2, 1, 2, 10, 20].prefix(count)
            return ClassPalette(try #require(DensityScale(limits: Array(limits))), style).classColors
        }
    }

    @Test(arguments: [nil, "greys"] as [String?], Vision.allCases)
    func `neighbouring classes and the paper stay apart, and lightness falls`(ramp: String?, vision: Vision) throws {
        for colors in try classes(ramp) {
            let seen = ([.transparent] + colors).map { lab($0, vision) }
            for (lower, upper) in zip(seen, seen.dropFirst()) {
                #expect(lower[0] - upper[0] > 2, "\(lower) \(upper)")
                #expect(difference(lower, upper) > 7, "\(lower) \(upper)")
            }
            for first in seen.indices {
                for second in seen.indices where second > first + 1 {
                    #expect(difference(seen[first], seen[second]) > 15)
                }
            }
        }
    }

    @Test(arguments: Vision.allCases)
    func `the whole smooth ramp gets darker step by step`(vision: Vision) throws {
        for name in ["YlOrRd", "greys"] {
            var style = try Style(ShippedStyles.all[0].json, file: "heat")
            style.ramp = try #require(ColorRamp.shipped[name])
            let palette = ClassPalette(try #require(DensityScale(limits: [1, 3, 10, 30, 100, 300])), style)
            let lightness = palette.colors.map { lab($0, vision)[0] }
            #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 > $1 - 0.35 }, "\(name) \(lightness)")
        }
    }

    @Test(arguments: Vision.allCases)
    func `the ramp of fixed limits gets lighter class by class and its classes stay apart`(vision: Vision) throws {
        let style = try Style(ShippedStyles.all[1].json, file: "density")
        guard case .breaks(let limits) = style.scale else {
            Issue.record("density has fixed limits")
            return
        }
        let opaque = ClassPalette(try #require(DensityScale(limits: limits)), style).classColors
        let seen = opaque.map { lab($0, vision) }
        for (lower, upper) in zip(seen, seen.dropFirst()) {
            #expect(upper[0] > lower[0] + 2)
            #expect(difference(lower, upper) > 5)
        }
    }

    @Test(arguments: Vision.allCases)
    func `falls and rises stay apart from the paper, from each other and from their opposites`(vision: Vision) throws {
        let style = try Style(ShippedStyles.all[2].json, file: "difference")
        guard case .meanMultiples(let multiples) = style.scale else {
            Issue.record("difference has multiples of the mean")
            return
        }
        for count in 2...multiples.count {
            let limits = [0.2, 1, 2, 10].prefix(count)
            let palette = ClassPalette(try #require(DensityScale(limits: Array(limits))), style)
            let seen = palette.classColors.map { lab($0, vision) }
            let middle = count
            // From the middle outwards both halves get darker.
            for index in 0..<count {
                #expect(seen[middle + index][0] - seen[middle + index + 1][0] > 3, "\(seen)")
                #expect(seen[middle - index][0] - seen[middle - index - 1][0] > 3, "\(seen)")
            }
            for first in seen.indices {
                for second in seen.indices where second > first {
                    #expect(difference(seen[first], seen[second]) > 9, "\(first) \(second) \(seen)")
                }
            }
            // A rise is never taken for a fall of the same class.
            for index in 1...count {
                #expect(difference(seen[middle - index], seen[middle + index]) > 15, "\(index) \(seen)")
            }
        }
    }

    @Test func `known colours have their known coordinates`() {
        let red = lab(Color(red: 255, green: 0, blue: 0), .normal)
        #expect(difference(red, [53.24, 80.09, 67.20]) < 0.1)
        #expect(difference(lab(.transparent, .normal), [100, 0, 0]) < 0.1)
        // Red and a dark olive are one colour to protanopes.
        let olive = lab(Color(red: 0x6D, green: 0x5F, blue: 0), .protanopia)
        #expect(difference(lab(Color(red: 255, green: 0, blue: 0), .protanopia), olive) < 8)
    }
}
