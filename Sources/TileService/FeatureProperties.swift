import JSONText
import VectorTile

/// Where a feature's properties are written: GeoJSON or a vector tile, the same in both but that a vector tile knows no
/// objects and no `null`.
protocol FeatureProperties {
    /// Writes a text.
    mutating func property(_ name: String, _ value: String)
    /// Writes a whole number.
    mutating func property(_ name: String, _ value: Int)
    /// Writes a number with at most so many decimals.
    mutating func property(_ name: String, _ value: Double, decimals: Int)
    /// Writes counts by key, those of 0 left out: an object, or one property a key, its name `prefix:key`.
    mutating func counts(_ name: String, prefix: String, _ counts: [Int], _ keys: PropertyNames)
    /// Writes that there is no value.
    mutating func absent(_ name: String)
}

extension JSONWriter: FeatureProperties {
    mutating func property(_ name: String, _ value: String) { member(name, value) }

    mutating func property(_ name: String, _ value: Int) { member(name, value) }

    mutating func property(_ name: String, _ value: Double, decimals: Int) {
        key(name)
        number(value, decimals: decimals)
    }

    mutating func counts(_ name: String, prefix: String, _ counts: [Int], _ keys: PropertyNames) {
        key(name)
        open(UInt8(ascii: "{"))
        for (key, count) in zip(keys.members, counts) where count > 0 { member(key, count) }
        close(UInt8(ascii: "}"))
    }

    mutating func absent(_ name: String) {
        key(name)
        null()
    }
}

extension VectorTileTags: FeatureProperties {
    mutating func property(_ name: String, _ value: String) { set(name, value) }

    mutating func property(_ name: String, _ value: Int) { set(name, value) }

    mutating func property(_ name: String, _ value: Double, decimals: Int) {
        var factor = 1.0
        for _ in 0..<max(decimals, 0) { factor *= 10 }
        set(name, (value * factor).rounded() / factor)
    }

    mutating func counts(_ name: String, prefix: String, _ counts: [Int], _ keys: PropertyNames) {
        for (key, count) in zip(keys.prefixed, counts) where count > 0 { set(key, count) }
    }

    mutating func absent(_ name: String) {}
}
