/// Random numbers that depend on nothing but a seed and a counter, the same on every machine.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; the constants are
/// those of Sebastiano Vigna's public-domain `splitmix64.c`), started at a mixed (seed, counter). Row i of a sample
/// therefore never depends on the rows before it. Not for secrets.
struct CounterRandom {
    private var state: UInt64

    init(seed: UInt64, counter: UInt64) {
        state = Self.mix(seed &+ Self.mix(counter &+ 0x9E37_79B9_7F4A_7C15))
    }

    /// SplitMix64's finaliser: a bijection of 64 bits in which every input bit moves every output bit.
    static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A fixed number in 0..<1 for a place of the geometry.
    static func unit(_ seed: UInt64, _ first: Int, _ second: Int = 0) -> Double {
        let key = seed &+ UInt64(bitPattern: Int64(first)) &* 0x9E37_79B9_7F4A_7C15
        return fraction(mix(key ^ (UInt64(bitPattern: Int64(second)) &* 0xD1B5_4A32_D192_ED03)))
    }

    private static func fraction(_ bits: UInt64) -> Double {
        // 53 bits times a power of two is exact, so this is the same double everywhere.
        Double(bits >> 11) * 0x1p-53
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A number in 0..<1.
    mutating func unit() -> Double { Self.fraction(next()) }

    /// A number in -1..<1.
    mutating func signed() -> Double { unit() * 2 - 1 }

    /// A whole number in 0..<bound by multiplication; the bias of at most bound / 2^64 is of no matter here.
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(max(bound, 1))).high)
    }

    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// Bell-shaped, mean 0, within -2..<2, standard deviation 0.58: the sum of four uniforms. No logarithm and no
    /// cosine, whose last bits differ between C libraries.
    mutating func bell() -> Double {
        let bits = next()
        let sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48)
        return Double(sum) * 0x1p-16 - 2
    }

    /// A rank drawn by Zipf's law (weight 1/rank): a power of two drawn evenly, then a place inside it.
    ///
    /// `first` above 0 flattens the top, so that no single place takes too much; ranks are below `1 << last`.
    mutating func zipf(first: Int, last: Int) -> Int {
        let octave = first + below(last - first)
        let start = octave == first ? 0 : 1 << octave
        return start + below((1 << (octave + 1)) - start)
    }
}
