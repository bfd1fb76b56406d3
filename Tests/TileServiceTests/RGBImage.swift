import CZlib

/// A slow, obvious reader of 8-bit RGB PNGs (ISO/IEC 15948), so that tests see pixels without the library that wrote them.
struct RGBImage {
    let width: Int
    let height: Int
    private let rows: [[UInt8]]

    /// Reads a file, or returns `nil` where it is no sound RGB PNG.
    init?(_ file: [UInt8]) {
        guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
        var header: [UInt8] = []
        var packed: [UInt8] = []
        var start = 8
        while start + 12 <= file.count {
            let length = Self.number(file[start..<start + 4])
            guard start + 12 + length <= file.count else { return nil }
            let body = Array(file[start + 8..<start + 8 + length])
            switch String(decoding: file[start + 4..<start + 8], as: UTF8.self) {
            case "IHDR": header = body
            case "IDAT": packed += body
            default: break
            }
            start += 12 + length
        }
        guard header.count == 13, Array(header[8...]) == [8, 2, 0, 0, 0] else { return nil }
        width = Self.number(header[0..<4])
        height = Self.number(header[4..<8])
        var lines = [UInt8](repeating: 0, count: (width * 3 + 1) * height)
        var length = UInt(lines.count)
        guard uncompress(&lines, &length, packed, UInt(packed.count)) == Z_OK, length == lines.count else { return nil }
        rows = Self.unfiltered(lines, width * 3)
    }

    /// Red, green and blue of a pixel.
    subscript(column: Int, row: Int) -> [UInt8] { Array(rows[row][column * 3..<column * 3 + 3]) }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    private static func unfiltered(_ lines: [UInt8], _ rowBytes: Int) -> [[UInt8]] {
        var rows: [[UInt8]] = []
        var above = [UInt8](repeating: 0, count: rowBytes)
        for start in stride(from: 0, to: lines.count, by: rowBytes + 1) {
            var row = Array(lines[start + 1..<start + 1 + rowBytes])
            for index in row.indices {
                let left = index > 2 ? Int(row[index - 3]) : 0
                let corner = index > 2 ? Int(above[index - 3]) : 0
                row[index] &+= predicted(lines[start], left, Int(above[index]), corner)
            }
            rows.append(row)
            above = row
        }
        return rows
    }

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
