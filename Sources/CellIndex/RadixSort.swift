/// Least-significant-digit radix sort of row numbers by their keys: linear in the number of rows, and stable.
enum RadixSort {
    /// The rows' numbers in the order of `keys`, and of `ties` where keys are equal.
    static func order(of keys: [UInt64], then ties: [UInt32]) -> [UInt32] {
        var order = [UInt32](unsafeUninitializedCapacity: keys.count) { buffer, count in
            for row in keys.indices { buffer.initializeElement(at: row, to: UInt32(truncatingIfNeeded: row)) }
            count = keys.count
        }
        for shift in stride(from: UInt32(0), to: 32, by: 8) { pass(&order, ties, shift) }
        for shift in stride(from: UInt64(0), to: 64, by: 8) { pass(&order, keys, shift) }
        return order
    }

    /// Sorts the rows by one byte of their keys.
    private static func pass<Key: FixedWidthInteger>(_ order: inout [UInt32], _ keys: [Key], _ shift: Key) {
        var starts = [Int](repeating: 0, count: 257)
        for key in keys { starts[Int(truncatingIfNeeded: key >> shift & 0xFF) + 1] += 1 }
        // Keys that all share this byte are in order already: the high bytes of one country's places are.
        guard !starts.contains(keys.count) else { return }
        for digit in 1..<257 { starts[digit] += starts[digit - 1] }
        order = [UInt32](unsafeUninitializedCapacity: order.count) { sorted, count in
            for row in order {
                let digit = Int(truncatingIfNeeded: keys[Int(row)] >> shift & 0xFF)
                sorted.initializeElement(at: starts[digit], to: row)
                starts[digit] += 1
            }
            count = order.count
        }
    }
}
