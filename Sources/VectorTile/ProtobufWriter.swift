/// Writes messages in the wire format of Protocol Buffers
/// (https://protobuf.dev/programming-guides/encoding), as much of it as vector tiles need.
struct ProtobufWriter {
    /// The message so far.
    private(set) var bytes: [UInt8] = []

    /// Writes a number as a varint: seven bits a byte, the lowest first.
    mutating func varint(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Writes a field with a number.
    mutating func field(_ number: UInt64, varint value: UInt64) {
        varint(number << 3)
        varint(value)
    }

    /// Writes a field with eight bytes, the lowest first.
    mutating func field(_ number: UInt64, double value: Double) {
        varint(number << 3 | 1)
        var rest = value.bitPattern
        for _ in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    /// Writes a field with a text, or with a message.
    mutating func field(_ number: UInt64, bytes value: some Collection<UInt8>) {
        varint(number << 3 | 2)
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// Writes a field with a packed list of numbers.
    mutating func field(_ number: UInt64, packed values: [UInt32]) {
        var list = ProtobufWriter()
        for value in values { list.varint(UInt64(value)) }
        field(number, bytes: list.bytes)
    }

    /// A signed number as an unsigned one, small ones small: 0, -1, 1, -2 become 0, 1, 2, 3.
    static func zigzag(_ number: Int32) -> UInt32 {
        UInt32(bitPattern: (number << 1) ^ (number >> 31))
    }
}
