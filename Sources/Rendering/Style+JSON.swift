import Density
import JSONText

extension Style {
    /// Reads a style file (design, section 5.3).
    ///
    /// - Throws: `JSONFileError`, which names file, key and value.
    public init(_ bytes: [UInt8], file: String) throws(JSONFileError) {
        let root = try JSONReader(bytes, file: file)
        try root.allowKeys([
            "name", "title", "kind", "bandwidth", "weights", "scale", "ramp", "shading", "opacity",
        ])
        name = try Self.name(root["name"])
        try root["title"].allowKeys(["pl", "en"])
        titlePL = try root["title"]["pl"].string()
        titleEN = try root["title"]["en"].string()
        kind = try Self.kind(root["kind"])
        bandwidth = try Self.bandwidth(root["bandwidth"])
        (statusWeights, categoryWeights) = try Self.weights(root["weights"])
        scale = try Self.scale(root["scale"])
        ramp = try Self.ramp(root["ramp"])
        shading = try Self.shading(root["shading"])
        opacity = root["opacity"].isMissing ? 1 : try root["opacity"].number(in: 0...1)
    }

    private static func name(_ reader: JSONReader) throws(JSONFileError) -> String {
        let name = try reader.string()
        let allowed = name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard allowed, name.utf8.count <= 64 else {
            throw reader.error("is \"\(name)\"; a name has up to 64 lower-case letters, digits and hyphens")
        }
        return name
    }

    private static func kind(_ reader: JSONReader) throws(JSONFileError) -> Kind {
        guard let kind = Kind(rawValue: try reader.string()) else {
            throw reader.error("is \(reader.value?.quoted ?? ""); it must be \"heat\" or \"difference\"")
        }
        return kind
    }

    private static func bandwidth(_ reader: JSONReader) throws(JSONFileError) -> Bandwidth {
        try reader.allowKeys(["metres", "minPixels"])
        let metres = try reader["metres"].number(in: Bandwidth.allowedMetres)
        let pixels = try reader["minPixels"].number(in: Bandwidth.allowedPixels)
        guard let bandwidth = Bandwidth(metres: metres, minPixels: pixels) else {
            throw reader.error("is not a bandwidth")
        }
        return bandwidth
    }

    /// Without weights, jokes and unconfirmed reports do not count.
    private static func weights(
        _ reader: JSONReader
    ) throws(JSONFileError) -> (status: [String: Double], category: [String: Double]) {
        guard !reader.isMissing else { return (["joke": 0, "unconfirmed": 0], [:]) }
        try reader.allowKeys(["status", "category"])
        return (try factors(reader["status"]), try factors(reader["category"]))
    }

    private static func factors(_ reader: JSONReader) throws(JSONFileError) -> [String: Double] {
        guard !reader.isMissing else { return [:] }
        var factors: [String: Double] = [:]
        for (key, value) in try reader.members() { factors[key] = try value.number(in: 0...100) }
        return factors
    }

    private static func scale(_ reader: JSONReader) throws(JSONFileError) -> ScaleMethod {
        try reader.allowKeys(["method", "limits"])
        let limits = try limits(reader["limits"])
        switch try reader["method"].string() {
        case "breaks": return .breaks(limits)
        case "mean-multiples": return .meanMultiples(limits)
        case let other:
            throw reader["method"].error("is \"\(other)\"; it must be \"breaks\" or \"mean-multiples\"")
        }
    }

    private static func limits(_ reader: JSONReader) throws(JSONFileError) -> [Double] {
        let entries = try reader.array()
        guard (2...32).contains(entries.count) else {
            throw reader.error("has \(entries.count) numbers; it must have 2 to 32")
        }
        var limits: [Double] = []
        for entry in entries {
            let limit = try entry.number(in: 1e-9...1e12)
            if let last = limits.last, limit <= last {
                throw entry.error("is \(limit), which is not above \(last); limits must rise")
            }
            limits.append(limit)
        }
        return limits
    }

    private static func ramp(_ reader: JSONReader) throws(JSONFileError) -> ColorRamp {
        if case .string(let name) = reader.value {
            if let ramp = ColorRamp.shipped[name] { return ramp }
            throw reader.error(
                "is \"\(name)\"; shipped ramps are \(ColorRamp.shipped.keys.sorted().joined(separator: ", "))")
        }
        var colors: [Color] = []
        for entry in try reader.array() {
            guard let color = Color(hex: try entry.string()) else {
                throw entry.error("is \(entry.value?.quoted ?? ""); it must be a colour such as \"#fd8d3cff\"")
            }
            colors.append(color)
        }
        guard let ramp = ColorRamp(colors: colors), colors.count <= 256 else {
            throw reader.error("has \(colors.count) colours; it must have 2 to 256")
        }
        return ramp
    }

    private static func shading(_ reader: JSONReader) throws(JSONFileError) -> Shading {
        guard let shading = Shading(rawValue: try reader.string()) else {
            throw reader.error("is \(reader.value?.quoted ?? ""); it must be \"smooth\" or \"steps\"")
        }
        return shading
    }
}
