/// The properties of a layer's features: names and values are kept once, and features point to them (section 4.4 of the
/// specification).
public struct VectorTileTags {
    enum Value: Hashable {
        case text(String)
        case whole(Int)
        case number(Double)
    }

    private(set) var keys: [String] = []
    private(set) var values: [Value] = []
    private var keyNumbers: [String: UInt32] = [:]
    private var valueNumbers: [Value: UInt32] = [:]
    private var tags: [UInt32] = []

    /// Sets a property to a text.
    public mutating func set(_ name: String, _ value: String) {
        add(name, .text(value))
    }

    /// Sets a property to a whole number.
    public mutating func set(_ name: String, _ value: Int) {
        add(name, .whole(value))
    }

    /// Sets a property to a number; one that is not finite is left out.
    public mutating func set(_ name: String, _ value: Double) {
        if value.isFinite { add(name, .number(value)) }
    }

    private mutating func add(_ name: String, _ value: Value) {
        if let known = keyNumbers[name] {
            tags.append(known)
        } else {
            keyNumbers[name] = UInt32(truncatingIfNeeded: keys.count)
            tags.append(UInt32(truncatingIfNeeded: keys.count))
            keys.append(name)
        }
        if let known = valueNumbers[value] {
            tags.append(known)
        } else {
            valueNumbers[value] = UInt32(truncatingIfNeeded: values.count)
            tags.append(UInt32(truncatingIfNeeded: values.count))
            values.append(value)
        }
    }

    /// The tags of the feature under way, and begins the next.
    mutating func take() -> [UInt32] {
        defer { tags.removeAll(keepingCapacity: true) }
        return tags
    }
}

extension VectorTileTags.Value {
    /// The message `Value`.
    var message: [UInt8] {
        var message = ProtobufWriter()
        switch self {
        case .text(let text): message.field(1, bytes: Array(text.utf8))
        case .number(let number): message.field(3, double: number)
        case .whole(let number) where number >= 0: message.field(5, varint: UInt64(number))
        // Field 4, int64: two's complement.
        case .whole(let number): message.field(4, varint: UInt64(bitPattern: Int64(number)))
        }
        return message.bytes
    }
}
