/// Least-significant-digit radix sort of row numbers by their keys: linear in the number of rows, and stable.
enum RadixSort {
    /// A key with the number of its row, side by side, so that sorting reads memory in order.
    struct Entry<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: Sendable, BitwiseCopyable {
        var key: Key
        var row: UInt32
    }

    /// The rows' numbers in the order of `keys`; rows with equal keys stay in their order.
    static func order<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
        of keys: [Key]
    ) -> [UInt32] {
        let entries = LargeMemory.array(keys.count) { buffer in
            for row in keys.indices {
                buffer.initializeElement(at: row, to: Entry(key: keys[row], row: UInt32(truncatingIfNeeded: row)))
            }
        }
        let sorted = sorted(entries)
        return LargeMemory.array(keys.count) { buffer in
            for index in sorted.indices { buffer.initializeElement(at: index, to: sorted[index].row) }
        }
    }

    /// The entries in the order of their keys.
    @_specialize(where Key == UInt64)
    @_specialize(where Key == UInt32)
    static func sorted<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
        _ entries: consuming [Entry<Key>]
    ) -> [Entry<Key>] {
        var current = consume entries
        guard let first = current.first else { return [] }
        // Bytes that all keys share need no pass: one country's places have their high bits in common.
        var different: Key = 0
        for entry in current { different |= entry.key ^ first.key }
        var spare: [Entry<Key>] = []
        for shift in stride(from: 0, to: Key.bitWidth, by: 11) where different >> Key(shift) & 0x7FF != 0 {
            if spare.isEmpty {
                spare = LargeMemory.array(current.count) { pass(current, Key(shift), $0) }
            } else {
                spare.withUnsafeMutableBufferPointer { pass(current, Key(shift), $0) }
            }
            swap(&current, &spare)
        }
        return current
    }

    /// Sorts by eleven bits of the keys into memory of the same size.
    @inline(__always)
    private static func pass<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
        _ entries: [Entry<Key>], _ shift: Key, _ sorted: UnsafeMutableBufferPointer<Entry<Key>>
    ) {
        var starts = [Int](repeating: 0, count: 2049)
        for entry in entries { starts[Int(truncatingIfNeeded: entry.key >> shift & 0x7FF) + 1] += 1 }
        for digit in 1..<2049 { starts[digit] += starts[digit - 1] }
        for entry in entries {
            let digit = Int(truncatingIfNeeded: entry.key >> shift & 0x7FF)
            sorted.initializeElement(at: starts[digit], to: entry)
            starts[digit] += 1
        }
    }
}
