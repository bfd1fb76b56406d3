/// A page with its surface alone, as long as nothing better draws it: the types and their use are those of the drawing that
/// takes this file's place.
public final class PDFSheetWriter {
    private let sink: ([UInt8]) throws -> Void
    private var offsets: [Int] = []
    private var length = 0

    /// Begins a document.
    ///
    /// - Parameter sink: Takes its bytes, piece by piece.
    public init(sink: @escaping ([UInt8]) throws -> Void) {
        self.sink = sink
    }

    /// Adds a page.
    public func add(_ content: SheetContent, _ layout: SheetLayout) throws {
        func points(_ millimetres: Double) -> Double { millimetres * 72 / 25.4 }
        let (paper, map, surface) = (layout.paper, layout.map, content.surface)
        let box = "[0 0 \(points(paper.width)) \(points(paper.height))]"
        let place =
            "\(points(map.width)) 0 0 \(points(map.height)) \(points(map.x)) "
            + "\(points(paper.height - map.y - map.height)) cm /Surface Do"
        try write("%PDF-1.4\n")
        try object("<< /Type /Catalog /Pages 2 0 R >>")
        try object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        try object(
            "<< /Type /Page /Parent 2 0 R /MediaBox \(box) /Contents 4 0 R "
                + "/Resources << /XObject << /Surface 5 0 R >> >> >>")
        try object("<< /Length \(place.utf8.count) >>\nstream\n\(place)\nendstream")
        let colors = surface.palette.flatMap(\.bytesOnWhite).map {
            String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
        }
        try begin()
        try write(
            "<< /Type /XObject /Subtype /Image /Width \(surface.width) /Height \(surface.height) /BitsPerComponent 8 "
                + "/ColorSpace [/Indexed /DeviceRGB \(surface.palette.count - 1) <\(colors.joined())>] "
                + "/Length \(surface.width * surface.height) >>\nstream\n")
        for row in stride(from: 0, to: surface.height, by: 64) {
            try write(try surface.rows(row..<min(row + 64, surface.height)))
        }
        try write("\nendstream\nendobj\n")
    }

    /// Ends the document.
    public func finish() throws {
        let start = length
        let entries = offsets.map { String(repeating: "0", count: 10 - String($0).count) + "\($0) 00000 n \n" }
        try write("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n" + entries.joined())
        try write("trailer << /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n")
    }

    private func begin() throws {
        offsets.append(length)
        try write("\(offsets.count) 0 obj\n")
    }

    private func object(_ text: String) throws {
        try begin()
        try write(text + "\nendobj\n")
    }

    private func write(_ text: String) throws { try write(Array(text.utf8)) }

    private func write(_ bytes: [UInt8]) throws {
        length += bytes.count
        try sink(bytes)
    }
}

/// The same as a raster.
public struct SheetRaster {
    private let content: SheetContent
    private let layout: SheetLayout

    /// The pixels across.
    public let width: Int

    /// The pixels down.
    public let height: Int

    /// Prepares a page.
    public init(_ content: SheetContent, _ layout: SheetLayout) {
        (self.content, self.layout) = (content, layout)
        width = Int(layout.resolution.pixels(layout.paper.width).rounded())
        height = Int(layout.resolution.pixels(layout.paper.height).rounded())
    }

    /// Draws the page in bands of rows, three bytes a pixel.
    public func forEachBand(_ body: (_ rgb: [UInt8], _ rows: Range<Int>) throws -> Void) throws {
        let (surface, resolution) = (content.surface, layout.resolution)
        let top = Int(resolution.pixels(layout.map.y).rounded())
        let left = Int(resolution.pixels(layout.map.x).rounded())
        let colors = surface.palette.map(\.bytesOnWhite)
        for start in stride(from: 0, to: height, by: 256) {
            let rows = start..<min(start + 256, height)
            var rgb = [UInt8](repeating: 255, count: rows.count * width * 3)
            let map = rows.clamped(to: top..<top + surface.height)
            let entries = map.isEmpty ? [] : try surface.rows(map.lowerBound - top..<map.upperBound - top)
            for index in entries.indices {
                let (row, column) = (index / surface.width + map.lowerBound - start, index % surface.width + left)
                let (color, place) = (colors[Int(entries[index])], (row * width + column) * 3)
                (rgb[place], rgb[place + 1], rgb[place + 2]) = (color[0], color[1], color[2])
            }
            try body(rgb, rows)
        }
    }
}

extension InkColor {
    fileprivate var bytesOnWhite: [UInt8] {
        let color = onWhite
        return [color.red, color.green, color.blue].map { UInt8(($0 * 255).rounded()) }
    }
}
