/// Finds the class of a density without a search: the exponent and the first bits of the mantissa of a floating-point number
/// are a coarse logarithm, and a table by it leads to the class or next to it.
struct ClassIndex {
    private let limits: [Float]
    private let first: Float
    private let last: Float
    private let base: Int
    private var table: [UInt8] = []

    /// The mantissa bits that are left out: 23 - 8, so that a table has 256 entries an octave.
    private static let shift: UInt32 = 15

    /// The index of rising limits, at most 255.
    init(_ limits: [Float]) {
        self.limits = limits
        first = limits.first ?? .infinity
        last = limits.last ?? .infinity
        base = Int(first.bitPattern >> Self.shift)
        guard !limits.isEmpty else { return }
        var entry = 0
        for bucket in base...Int(last.bitPattern >> Self.shift) {
            let start = Float(bitPattern: UInt32(truncatingIfNeeded: bucket) << Self.shift)
            while entry < limits.count, limits[entry] <= start { entry += 1 }
            table.append(UInt8(clamping: entry))
        }
    }

    /// The number of limits that are not above a density.
    func entry(of density: Float) -> UInt8 {
        guard density >= first else { return 0 }
        guard density < last else { return UInt8(clamping: limits.count) }
        var entry = Int(table[Int(density.bitPattern >> Self.shift) - base])
        while limits[entry] <= density { entry += 1 }
        return UInt8(truncatingIfNeeded: entry)
    }
}
