import CPNG

/// Encodes palette images as PNG (ISO/IEC 15948, colour type 3), by libpng.
public enum PalettePNG {
    /// The image, or `nil` where libpng failed or the pixels do not fit width, height and palette.
    ///
    /// - Parameters:
    ///   - pixels: Palette entries, one byte a pixel, row by row.
    ///   - colors: The palette, 1...256 colours.
    ///   - settings: How to compress.
    public static func encode(
        _ pixels: [UInt8], width: Int, height: Int, colors: [Color], settings: PNGSettings = .shipped
    ) -> [UInt8]? {
        let area = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, !area.overflow, pixels.count == area.partialValue,
            (1...256).contains(colors.count),
            let columns = UInt32(exactly: width), let rows = UInt32(exactly: height)
        else { return nil }
        let largest = Int(pixels.max() ?? 0)
        guard largest < colors.count else { return nil }
        // Entries that no pixel uses would only make the file longer.
        let palette = colors[...largest].flatMap { [$0.red, $0.green, $0.blue, $0.alpha] }
        let depth: Int32 = largest < 2 ? 1 : largest < 4 ? 2 : largest < 16 ? 4 : 8
        var image = threatmap_png()
        let status = threatmap_png_encode(
            pixels, columns, rows, palette, Int32(largest + 1), depth, Int32(settings.level), settings.filter.mask,
            settings.strategy.rawValue, &image)
        guard status == 0, let bytes = image.bytes else { return nil }
        defer { threatmap_png_free(&image) }
        return Array(UnsafeBufferPointer(start: bytes, count: image.count))
    }

    /// A transparent square, the picture of a tile in which there is nothing: a palette of one entry, 1 bit a pixel.
    public static func transparent(side: Int) -> [UInt8]? {
        let pixels = [UInt8](repeating: 0, count: side * side)
        // It is made once and sent most often, so that only its size counts; whole rows repeat, which runs do not see.
        let settings = PNGSettings(level: 9, filter: .none, strategy: .standard)
        return encode(pixels, width: side, height: side, colors: [.transparent], settings: settings)
    }
}
