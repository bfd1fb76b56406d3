/// Least-significant-digit radix sort of row numbers by their keys: linear in the number of rows, and stable.
enum RadixSort {
    /// A key with the number of its row, side by side, so that sorting reads memory in order.
    struct Entry<Key: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
        var key: Key
        var row: UInt32
    }

    /// The rows' numbers in the order of `keys`; rows with equal keys stay in their order.
    static func order<Key: FixedWidthInteger & UnsignedInteger & Sendable>(of keys: [Key]) -> [UInt32] {
        sorted(keys.indices.map { Entry(key: keys[$0], row: UInt32(truncatingIfNeeded: $0)) }).map(\.row)
    }

    /// The entries in the order of their keys.
    @_specialize(where Key == UInt64)
    @_specialize(where Key == UInt32)
    static func sorted<Key: FixedWidthInteger & UnsignedInteger & Sendable>(_ entries: [Entry<Key>]) -> [Entry<Key>] {
        guard let first = entries.first else { return [] }
        // Bytes that all keys share need no pass: one country's places have their high bits in common.
        var different: Key = 0
        for entry in entries { different |= entry.key ^ first.key }
        var current = entries
        for shift in stride(from: 0, to: Key.bitWidth, by: 11) where different >> Key(shift) & 0x7FF != 0 {
            current = pass(current, Key(shift))
        }
        return current
    }

    /// Sorts by eleven bits of the keys.
    @inline(__always)
    private static func pass<Key: FixedWidthInteger & UnsignedInteger & Sendable>(
        _ entries: [Entry<Key>], _ shift: Key
    ) -> [Entry<Key>] {
        var starts = [Int](repeating: 0, count: 2049)
        for entry in entries { starts[Int(truncatingIfNeeded: entry.key >> shift & 0x7FF) + 1] += 1 }
        for digit in 1..<2049 { starts[digit] += starts[digit - 1] }
        return [Entry<Key>](unsafeUninitializedCapacity: entries.count) { sorted, count in
            for entry in entries {
                let digit = Int(truncatingIfNeeded: entry.key >> shift & 0x7FF)
                sorted.initializeElement(at: starts[digit], to: entry)
                starts[digit] += 1
            }
            count = entries.count
        }
    }
}
