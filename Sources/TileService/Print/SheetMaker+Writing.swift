import PrintSheet
import Rendering

extension SheetMaker {
    /// Draws the sheet and hands its bytes on, piece by piece.
    ///
    /// - Parameters:
    ///   - onProgress: Told the share that is done, 0...1; what it throws ends the work.
    ///   - sink: Takes the file's bytes.
    public func write(
        _ format: SheetFormat, onProgress: @escaping @Sendable (Double) throws -> Void = { _ in },
        sink: @escaping ([UInt8]) throws -> Void
    ) throws {
        switch format {
        case .pdf:
            let writer = PDFSheetWriter(sink: sink)
            try writer.add(content(onProgress: onProgress), request.layout)
            try writer.finish()
        case .png:
            // Bands of the page tell more than the map's rows: drawing and compressing them is most of the work.
            let raster = SheetRaster(content(), request.layout)
            let metre = request.layout.resolution.pixels(1000)
            var png = try PNGStream(
                .rgb, width: raster.width, height: raster.height, pixelsPerMetre: Int(metre.rounded()), sink: sink)
            try raster.forEachBand { rgb, rows in
                try onProgress(Double(rows.lowerBound) / Double(raster.height))
                try png.write(rgb)
            }
            try png.finish()
        }
        try onProgress(1)
    }
}
