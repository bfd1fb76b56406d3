import Compression

/// An incremental update (ISO 32000-1, 7.5.6) at a PDF's end that puts surfaces in the place of small pictures. It is written
/// as it is made, so that no surface is ever whole in memory.
struct PDFUpdate {
    private let objects: PDFObjects
    private let sink: ([UInt8]) throws -> Void
    /// The bytes written so far, those of the file before the update included.
    private var position: Int
    /// Where the written objects begin, by their numbers.
    private var offsets: [(number: Int, offset: Int)] = []
    private var nextNumber: Int

    /// - Parameter length: The bytes of the file so far.
    init(_ objects: PDFObjects, length: Int, sink: @escaping ([UInt8]) throws -> Void) {
        (self.objects, self.sink, position, nextNumber) = (objects, sink, length, objects.count)
    }

    /// The rows that are made at once: half a megabyte or so.
    private static func rows(_ surface: SurfaceImage) -> Int { max(1, min(256, (1 << 21) / max(surface.width, 1))) }

    /// Writes a surface as the picture of a number.
    mutating func replace(_ number: Int, with surface: SurfaceImage) throws {
        guard let compressor = ZlibCompressor(level: 4) else { throw SheetError.outOfMemory }
        let lengthNumber = nextNumber
        nextNumber += 1
        try begin(number)
        try write(Self.head(surface, lengthNumber: lengthNumber))
        let start = position
        var last = [UInt8](repeating: 0, count: surface.width)
        for first in stride(from: 0, to: surface.height, by: Self.rows(surface)) {
            let rows = first..<min(first + Self.rows(surface), surface.height)
            try write(compressor.compress(Self.filtered(surface.checked(rows), width: surface.width, after: &last)))
        }
        try write(compressor.finish())
        let length = position - start
        try write("\nendstream\nendobj\n")
        try begin(lengthNumber)
        try write("\(length)\nendobj\n")
    }

    /// Ends the file.
    mutating func finish() throws {
        let start = position
        var text = "xref\n"
        for (number, offset) in offsets.sorted(by: { $0.number < $1.number }) {
            let digits = String(offset)
            text += "\(number) 1\n\(String(repeating: "0", count: max(0, 10 - digits.count)))\(digits) 00000 n \n"
        }
        let information = objects.information.map { " /Info \($0)" } ?? ""
        text += "trailer\n<< /Size \(nextNumber) /Root \(objects.root)\(information) /Prev \(objects.start) >>\n"
        try write(text + "startxref\n\(start)\n%%EOF\n")
    }

    private mutating func begin(_ number: Int) throws {
        offsets.append((number, position))
        try write("\(number) 0 obj\n")
    }

    private mutating func write(_ text: String) throws { try write(Array(text.utf8)) }

    private mutating func write(_ bytes: [UInt8]) throws {
        guard !bytes.isEmpty else { return }
        try sink(bytes)
        position += bytes.count
    }

    private static func head(_ surface: SurfaceImage, lengthNumber: Int) -> String {
        let colors = surface.palette.isEmpty ? [.white] : surface.palette.prefix(256)
        let table = colors.map { $0.onWhite.bytes.map(hex).joined() }.joined()
        return """
            << /Type /XObject /Subtype /Image /Width \(surface.width) /Height \(surface.height)
               /ColorSpace [ /Indexed /DeviceRGB \(colors.count - 1) <\(table)> ] /BitsPerComponent 8
               /Filter /FlateDecode
               /DecodeParms << /Predictor 15 /Colors 1 /BitsPerComponent 8 /Columns \(surface.width) >>
               /Length \(lengthNumber) 0 R >>
            stream\n
            """
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    /// The rows as PNG filters them (type 2, up): of a smooth surface what is left is mostly zeros.
    private static func filtered(_ rows: [UInt8], width: Int, after last: inout [UInt8]) -> [UInt8] {
        guard width > 0 else { return [] }
        let count = rows.count / width
        let before = last
        let filtered = [UInt8](unsafeUninitializedCapacity: count * (width + 1)) { output, written in
            rows.withUnsafeBufferPointer { rows in
                before.withUnsafeBufferPointer { before in
                    for row in 0..<count {
                        output[row * (width + 1)] = 2
                        let start = row * (width + 1) + 1
                        for column in 0..<width {
                            let above = row == 0 ? before[column] : rows[(row - 1) * width + column]
                            output[start + column] = rows[row * width + column] &- above
                        }
                    }
                }
            }
            written = count * (width + 1)
        }
        last = Array(rows.suffix(width))
        return filtered
    }
}
