import CZlib
import Foundation

/// A slow, obvious reader of palette PNGs (ISO/IEC 15948), so that tests see pixels without the library that wrote them.
struct PNGImage {
    let width: Int
    let height: Int
    let bitDepth: Int
    /// Red, green, blue and opacity of each palette entry.
    let palette: [[UInt8]]
    /// The palette entry of each pixel, row by row.
    let pixels: [UInt8]

    /// Reads a file, or returns `nil` where it is no sound palette PNG.
    init?(_ file: [UInt8]) {
        guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            let chunks = Self.chunks(file), let header = chunks["IHDR"], header.count == 13,
            header[9] == 3, Array(header[10...]) == [0, 0, 0], let colors = chunks["PLTE"], colors.count % 3 == 0,
            let packed = chunks["IDAT"]
        else { return nil }
        width = Self.number(header[0..<4])
        height = Self.number(header[4..<8])
        bitDepth = Int(header[8])
        let alphas = chunks["tRNS"] ?? []
        palette = (0..<colors.count / 3).map {
            Array(colors[$0 * 3..<$0 * 3 + 3]) + [$0 < alphas.count ? alphas[$0] : 255]
        }
        let rowBytes = (width * bitDepth + 7) / 8
        guard let lines = Self.inflate(packed, count: (rowBytes + 1) * height) else { return nil }
        pixels = Self.unpacked(Self.unfiltered(lines, rowBytes), rowBytes, width, bitDepth)
        guard !pixels.contains(where: { Int($0) >= colors.count / 3 }) else { return nil }
    }

    /// The palette entry of a pixel.
    subscript(column: Int, row: Int) -> UInt8 { pixels[row * width + column] }

    /// The chunks' bytes by name, those of one name joined; `nil` where a checksum is wrong.
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

    private static func inflate(_ packed: [UInt8], count: Int) -> [UInt8]? {
        var lines = [UInt8](repeating: 0, count: count)
        var length = UInt(count)
        guard uncompress(&lines, &length, packed, UInt(packed.count)) == Z_OK, length == count else { return nil }
        return lines
    }

    /// Undoes the filters (section 9), whose unit is one byte for palettes.
    private static func unfiltered(_ lines: [UInt8], _ rowBytes: Int) -> [[UInt8]] {
        var rows: [[UInt8]] = []
        var above = [UInt8](repeating: 0, count: rowBytes)
        for start in stride(from: 0, to: lines.count, by: rowBytes + 1) {
            var row = Array(lines[start + 1..<start + 1 + rowBytes])
            for index in row.indices {
                let left = index > 0 ? Int(row[index - 1]) : 0
                let corner = index > 0 ? Int(above[index - 1]) : 0
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

    private static func unpacked(_ rows: [[UInt8]], _ rowBytes: Int, _ width: Int, _ depth: Int) -> [UInt8] {
        rows.flatMap { row in
            (0..<width).map { column in
                let bit = column * depth
                return row[bit / 8] >> UInt8(8 - depth - bit % 8) & UInt8((1 << depth) - 1)
            }
        }
    }
}
