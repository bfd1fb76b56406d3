import Foundation

/// A slow decoder of vector tiles, written from the specification, that believes nothing: what is not as version 2.1 has it
/// is an error.
public struct VectorTileDecoder {
    /// What is not as the specification has it.
    public struct Fault: Error {
        /// What is wrong, in words.
        public var what: String

        /// Says what is wrong.
        public init(_ what: String) { self.what = what }
    }

    /// A property's value.
    public enum Value: Equatable {
        /// A string.
        case text(String)
        /// A number of any type.
        case number(Double)
    }

    /// A feature.
    public struct Feature {
        /// Its number, if it has one.
        public var id: UInt64?
        /// 1 for points, 3 for polygons.
        public var type: UInt64
        /// By their names.
        public var properties: [String: Value]
        /// The parts of the geometry; rings without their last point, which is the first.
        public var parts: [[(x: Int, y: Int)]]
    }

    /// A layer.
    public struct Layer {
        /// What it is called.
        public var name: String
        /// The units along a side of the tile.
        public var extent: UInt64
        /// In the order of the tile.
        public var features: [Feature]
    }

    private var bytes: ArraySlice<UInt8>

    /// The layers of a tile.
    public static func layers(_ bytes: [UInt8]) throws -> [Layer] {
        var tile = VectorTileDecoder(bytes: bytes[...])
        var layers: [Layer] = []
        while let (field, value) = try tile.next() {
            guard field == 3, case .bytes(let layer) = value else { throw Fault("a tile has layers alone") }
            layers.append(try Self.layer(layer))
        }
        guard Set(layers.map(\.name)).count == layers.count else { throw Fault("two layers of one name") }
        return layers
    }

    private enum Field {
        case number(UInt64)
        case eight(UInt64)
        case bytes(ArraySlice<UInt8>)
    }

    private mutating func varint() throws -> UInt64 {
        var (number, shift) = (UInt64(0), UInt64(0))
        while true {
            guard let byte = bytes.popFirst(), shift < 64 else { throw Fault("a varint has no end") }
            number |= UInt64(byte & 127) << shift
            if byte < 128 { return number }
            shift += 7
        }
    }

    private mutating func next() throws -> (UInt64, Field)? {
        guard !bytes.isEmpty else { return nil }
        let key = try varint()
        switch key & 7 {
        case 0: return (key >> 3, .number(try varint()))
        case 1:
            guard bytes.count >= 8 else { throw Fault("eight bytes are fewer") }
            let value = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            bytes = bytes.dropFirst(8)
            return (key >> 3, .eight(value))
        case 2:
            let count = Int(try varint())
            guard count <= bytes.count else { throw Fault("a field is longer than its message") }
            defer { bytes = bytes.dropFirst(count) }
            return (key >> 3, .bytes(bytes.prefix(count)))
        default: throw Fault("wire type \(key & 7)")
        }
    }

    private static func packed(_ bytes: ArraySlice<UInt8>) throws -> [UInt64] {
        var list = VectorTileDecoder(bytes: bytes)
        var numbers: [UInt64] = []
        while !list.bytes.isEmpty { numbers.append(try list.varint()) }
        return numbers
    }

    private static func layer(_ bytes: ArraySlice<UInt8>) throws -> Layer {
        var message = VectorTileDecoder(bytes: bytes)
        var layer = Layer(name: "", extent: 4096, features: [])
        var (keys, values, features): ([String], [Value], [ArraySlice<UInt8>]) = ([], [], [])
        var version: UInt64?
        while let (field, value) = try message.next() {
            switch (field, value) {
            case (15, .number(let number)): version = number
            case (1, .bytes(let text)): layer.name = String(decoding: text, as: UTF8.self)
            case (2, .bytes(let feature)): features.append(feature)
            case (3, .bytes(let text)): keys.append(String(decoding: text, as: UTF8.self))
            case (4, .bytes(let text)): values.append(try Self.value(text))
            case (5, .number(let number)): layer.extent = number
            default: throw Fault("field \(field) of a layer")
            }
        }
        guard version == 2, !layer.name.isEmpty, !features.isEmpty else {
            throw Fault("version, name or features")
        }
        guard Set(keys).count == keys.count else { throw Fault("a key is there twice") }
        layer.features = try features.map { try feature($0, keys, values) }
        return layer
    }

    private static func value(_ bytes: ArraySlice<UInt8>) throws -> Value {
        var message = VectorTileDecoder(bytes: bytes)
        guard let (field, value) = try message.next(), message.bytes.isEmpty else { throw Fault("not one value") }
        switch (field, value) {
        case (1, .bytes(let text)): return .text(String(decoding: text, as: UTF8.self))
        case (3, .eight(let bits)): return .number(Double(bitPattern: bits))
        case (4, .number(let number)): return .number(Double(Int64(bitPattern: number)))
        case (5, .number(let number)): return .number(Double(number))
        default: throw Fault("field \(field) of a value")
        }
    }

    private static func feature(_ bytes: ArraySlice<UInt8>, _ keys: [String], _ values: [Value]) throws -> Feature {
        var message = VectorTileDecoder(bytes: bytes)
        var feature = Feature(id: nil, type: 0, properties: [:], parts: [])
        while let (field, value) = try message.next() {
            switch (field, value) {
            case (1, .number(let id)): feature.id = id
            case (3, .number(let type)): feature.type = type
            case (2, .bytes(let list)):
                let tags = try packed(list)
                guard tags.count % 2 == 0 else { throw Fault("half a tag") }
                for index in stride(from: 0, to: tags.count, by: 2) {
                    let (key, value) = (Int(tags[index]), Int(tags[index + 1]))
                    guard keys.indices.contains(key), values.indices.contains(value) else { throw Fault("tag") }
                    guard feature.properties.updateValue(values[value], forKey: keys[key]) == nil else {
                        throw Fault("a property is there twice")
                    }
                }
            case (4, .bytes(let list)): feature.parts = try geometry(try packed(list))
            default: throw Fault("field \(field) of a feature")
            }
        }
        try check(feature)
        return feature
    }

    private static func geometry(_ numbers: [UInt64]) throws -> [[(x: Int, y: Int)]] {
        var rest = numbers[...]
        var parts: [[(x: Int, y: Int)]] = []
        var (x, y) = (0, 0)
        while let command = rest.popFirst() {
            let (id, count) = (command & 7, Int(command >> 3))
            guard count > 0 else { throw Fault("a command that does nothing") }
            if id == 7 {
                guard count == 1 else { throw Fault("ClosePath \(count) times") }
                continue
            }
            guard id == 1 || id == 2 else { throw Fault("command \(id)") }
            for _ in 0..<count {
                guard let dx = rest.popFirst(), let dy = rest.popFirst() else { throw Fault("no parameter") }
                x += Int(Int64(bitPattern: (dx >> 1) ^ (0 &- (dx & 1))))
                y += Int(Int64(bitPattern: (dy >> 1) ^ (0 &- (dy & 1))))
                if id == 1 {
                    parts.append([(x, y)])
                } else {
                    guard !parts.isEmpty, dx != 0 || dy != 0 else { throw Fault("LineTo nowhere") }
                    parts[parts.count - 1].append((x, y))
                }
            }
        }
        return parts
    }

    private static func check(_ feature: Feature) throws {
        switch feature.type {
        case 1:
            guard feature.parts.count == 1, feature.parts[0].count == 1 else { throw Fault("no single point") }
        case 3:
            for (number, ring) in feature.parts.enumerated() {
                let area = ring.indices.reduce(0) { sum, index in
                    let next = ring[(index + 1) % ring.count]
                    return sum + ring[index].x * next.y - next.x * ring[index].y
                }
                // By the surveyor's formula exterior rings have positive areas, and holes behind them negative ones.
                guard ring.count >= 3, area > 0 || number > 0 && area < 0 else { throw Fault("a ring of area \(area)") }
            }
        default: throw Fault("type \(feature.type)")
        }
    }
}
