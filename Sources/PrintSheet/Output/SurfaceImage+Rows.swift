extension SurfaceImage {
    /// Some rows, as many pixels as they have and each of a colour that there is.
    func checked(_ range: Range<Int>) throws -> [UInt8] {
        let pixels = try rows(range)
        guard pixels.count == range.count * width else {
            throw SheetError.surface("\(pixels.count) pixels for \(range.count) rows of \(width)")
        }
        let colors = min(palette.count, 256)
        guard colors < 256, pixels.contains(where: { $0 >= colors }) else { return pixels }
        throw SheetError.surface("a pixel beyond its \(colors) colours")
    }
}

extension InkColor {
    /// Red, green and blue as bytes.
    var bytes: [UInt8] { [red, green, blue].map { UInt8(min(max($0 * 255, 0), 255).rounded()) } }
}
