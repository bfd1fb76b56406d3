import Reports

/// Hands out bytes in chunks of the sizes given, over and over: nothing that a reader does may depend on them.
struct ChunkedSource: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let sizes: [Int]
    private var turn = 0
    private(set) var bytesRead = 0

    init(_ bytes: [UInt8], sizes: [Int]) {
        rest = bytes[...]
        self.sizes = sizes
    }

    mutating func nextChunk() -> [UInt8] {
        let chunk = Array(rest.prefix(sizes[turn % sizes.count]))
        turn += 1
        rest = rest.dropFirst(chunk.count)
        bytesRead += chunk.count
        return chunk
    }
}
