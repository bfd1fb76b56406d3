import CZlib

/// The pieces of a PNG file (ISO/IEC 15948), read slowly and obviously, so that tests see pixels without the library that
/// wrote them.
public struct PNGFile {
    /// The header chunk's bytes, 13 of them.
    public let header: [UInt8]
    private let chunks: [String: [UInt8]]

    /// Reads a file, or returns `nil` where a piece is missing or a checksum is wrong.
    public init?(_ file: [UInt8]) {
        guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), let chunks = Self.chunks(file),
            let header = chunks["IHDR"], header.count == 13
        else { return nil }
        (self.header, self.chunks) = (header, chunks)
    }

    /// Columns.
    public var width: Int { Self.number(header[0..<4]) }
    /// Rows.
    public var height: Int { Self.number(header[4..<8]) }
    /// Bits a sample.
    public var bitDepth: Int { Int(header[8]) }

    /// The bytes of the chunks of a name, joined.
    public subscript(name: String) -> [UInt8]? { chunks[name] }

    /// The rows' bytes with the filters undone (section 9), or `nil` where they are not as many as they should be.
    public func rows(bytes rowBytes: Int, bytesPerPixel: Int) -> [[UInt8]]? {
        guard let packed = chunks["IDAT"] else { return nil }
        let count = (rowBytes + 1) * height
        var lines = [UInt8](repeating: 0, count: count)
        var length = UInt(count)
        guard uncompress(&lines, &length, packed, UInt(packed.count)) == Z_OK, length == count else { return nil }
        var rows: [[UInt8]] = []
        var above = [UInt8](repeating: 0, count: rowBytes)
        for start in stride(from: 0, to: lines.count, by: rowBytes + 1) {
            var row = Array(lines[start + 1..<start + 1 + rowBytes])
            for index in row.indices {
                let hasLeft = index >= bytesPerPixel
                let left = hasLeft ? Int(row[index - bytesPerPixel]) : 0
                let corner = hasLeft ? Int(above[index - bytesPerPixel]) : 0
                row[index] &+= Self.predicted(lines[start], left, Int(above[index]), corner)
            }
            rows.append(row)
            above = row
        }
        return rows
    }

    private static func chunks(_ file: [UInt8]) -> [String: [UInt8]]? {
        var chunks: [String: [UInt8]] = [:]
        var start = 8
        while start + 12 <= file.count {
            let length = number(file[start..<start + 4])
            guard start + 12 + length <= file.count else { return nil }
            let body = Array(file[start + 4..<start + 8 + length])
            let checksum = crc32(0, body, UInt32(body.count))
            guard Int(checksum) == number(file[start + 8 + length..<start + 12 + length]) else { return nil }
            chunks[String(decoding: body[..<4], as: UTF8.self), default: []] += body[4...]
            start += 12 + length
        }
        return start == file.count && chunks["IEND"] != nil ? chunks : nil
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    private static func predicted(_ filter: UInt8, _ left: Int, _ above: Int, _ corner: Int) -> UInt8 {
        switch filter {
        case 1: return UInt8(left)
        case 2: return UInt8(above)
        case 3: return UInt8((left + above) / 2)
        case 4:
            let estimate = left + above - corner
            let (a, b, c) = (abs(estimate - left), abs(estimate - above), abs(estimate - corner))
            return UInt8(a <= b && a <= c ? left : b <= c ? above : corner)
        default: return 0
        }
    }
}
