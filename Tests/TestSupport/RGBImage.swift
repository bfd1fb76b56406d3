/// The pixels of an 8-bit RGB PNG.
public struct RGBImage {
    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int
    private let rows: [[UInt8]]

    /// Reads a file, or returns `nil` where it is no sound RGB PNG.
    public init?(_ bytes: [UInt8]) {
        guard let file = PNGFile(bytes), Array(file.header[8...]) == [8, 2, 0, 0, 0],
            let rows = file.rows(bytes: file.width * 3, bytesPerPixel: 3)
        else { return nil }
        (width, height, self.rows) = (file.width, file.height, rows)
    }

    /// Red, green and blue of a pixel.
    public subscript(column: Int, row: Int) -> [UInt8] { Array(rows[row][column * 3..<column * 3 + 3]) }
}
