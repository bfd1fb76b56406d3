/// The pixels of a palette PNG.
public struct PNGImage {
    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int
    /// Bits a pixel in the file.
    public let bitDepth: Int
    /// Red, green, blue and opacity of each palette entry.
    public let palette: [[UInt8]]
    /// The palette entry of each pixel, row by row.
    public let pixels: [UInt8]

    /// Reads a file, or returns `nil` where it is no sound palette PNG.
    public init?(_ bytes: [UInt8]) {
        guard let file = PNGFile(bytes), Array(file.header[9...]) == [3, 0, 0, 0], let colors = file["PLTE"],
            colors.count % 3 == 0,
            let rows = file.rows(bytes: (file.width * file.bitDepth + 7) / 8, bytesPerPixel: 1)
        else { return nil }
        (width, height, bitDepth) = (file.width, file.height, file.bitDepth)
        let alphas = file["tRNS"] ?? []
        palette = (0..<colors.count / 3).map {
            Array(colors[$0 * 3..<$0 * 3 + 3]) + [$0 < alphas.count ? alphas[$0] : 255]
        }
        pixels = Self.unpacked(rows, file.width, file.bitDepth)
        guard !pixels.contains(where: { Int($0) >= colors.count / 3 }) else { return nil }
    }

    /// The palette entry of a pixel.
    public subscript(column: Int, row: Int) -> UInt8 { pixels[row * width + column] }

    private static func unpacked(_ rows: [[UInt8]], _ width: Int, _ depth: Int) -> [UInt8] {
        rows.flatMap { row in
            (0..<width).map { column in
                let bit = column * depth
                return row[bit / 8] >> UInt8(8 - depth - bit % 8) & UInt8((1 << depth) - 1)
            }
        }
    }
}
