import CPNG

/// Encodes a picture as PNG row by row, by libpng, so that its size is not bounded by memory: what is made of some rows is
/// handed on before the next come.
///
///     var png = try PNGStream(.rgb, width: 9933, height: 14043, pixelsPerMetre: 11811) { try file.write($0) }
///     try png.write(rows)
///     try png.finish()
public struct PNGStream: ~Copyable {
    /// What a pixel is.
    public enum Pixels: Sendable {
        /// Three bytes: red, green and blue.
        case rgb
        /// One byte: the number of one of 1...256 colours.
        case palette([Color])
    }

    private let stream: OpaquePointer
    private let rowBytes: Int
    private let colors: Int
    private let height: Int
    private var done = 0
    private let sink: ([UInt8]) throws -> Void

    /// Begins a picture.
    ///
    /// - Parameters:
    ///   - width: 1...1,000,000, as many as libpng takes.
    ///   - pixelsPerMetre: The resolution on paper, both ways; `nil` leaves it open.
    ///   - sink: Takes the file's bytes, piece by piece.
    /// - Throws: ``PNGStreamError``, or what `sink` throws.
    public init(
        _ pixels: Pixels, width: Int, height: Int, pixelsPerMetre: Int? = nil, settings: PNGSettings = .shipped,
        sink: @escaping ([UInt8]) throws -> Void
    ) throws {
        guard (1...1_000_000).contains(width), (1...1_000_000).contains(height) else { throw PNGStreamError.badSize }
        var format = threatmap_png_format()
        (format.width, format.height) = (UInt32(width), UInt32(height))
        format.pixels_per_metre = UInt32(clamping: pixelsPerMetre ?? 0)
        format.compression_level = Int32(settings.level)
        (format.filter, format.strategy) = (settings.filter.mask, settings.strategy.rawValue)
        guard let stream = Self.begin(format, pixels) else { throw PNGStreamError.libraryFailed }
        self.stream = stream
        (self.height, self.sink) = (height, sink)
        switch pixels {
        case .rgb: (rowBytes, colors) = (width * 3, 256)
        case .palette(let palette): (rowBytes, colors) = (width, palette.count)
        }
    }

    deinit {
        threatmap_png_stream_free(stream)
    }

    /// Encodes rows, one behind the other.
    ///
    /// - Throws: ``PNGStreamError`` where they are no whole rows, too many, or beyond the palette, or what the sink throws.
    public mutating func write(_ rows: [UInt8]) throws {
        let count = rows.count / rowBytes
        guard rows.count == count * rowBytes, count <= height - done,
            colors == 256 || rows.allSatisfy({ Int($0) < colors })
        else { throw PNGStreamError.badRows }
        guard threatmap_png_stream_rows(stream, rows, UInt32(clamping: count)) == 0 else {
            throw PNGStreamError.libraryFailed
        }
        done += count
        try handOn()
    }

    /// Ends the picture.
    ///
    /// - Throws: ``PNGStreamError`` where rows are missing, or what the sink throws.
    public consuming func finish() throws {
        guard done == height else { throw PNGStreamError.badRows }
        guard threatmap_png_stream_end(stream) == 0 else { throw PNGStreamError.libraryFailed }
        try handOn()
    }

    private func handOn() throws {
        var count = 0
        guard let bytes = threatmap_png_stream_take(stream, &count), count > 0 else { return }
        try sink(Array(UnsafeBufferPointer(start: bytes, count: count)))
    }

    private static func begin(_ format: threatmap_png_format, _ pixels: Pixels) -> OpaquePointer? {
        var format = format
        guard case .palette(let colors) = pixels else { return threatmap_png_stream_begin(&format) }
        guard (1...256).contains(colors.count) else { return nil }
        let bytes = colors.flatMap { [$0.red, $0.green, $0.blue, $0.alpha] }
        return bytes.withUnsafeBufferPointer { bytes in
            format.palette = bytes.baseAddress
            format.colours = Int32(bytes.count / 4)
            return threatmap_png_stream_begin(&format)
        }
    }
}

/// Why a picture was not encoded.
public enum PNGStreamError: Error, Equatable, CustomStringConvertible {
    /// No picture has such a size.
    case badSize
    /// The rows are not those of the picture.
    case badRows
    /// libpng failed.
    case libraryFailed

    /// One clause.
    public var description: String {
        switch self {
        case .badSize: "a picture is 1 to 1,000,000 pixels wide and high"
        case .badRows: "the rows do not make up the picture"
        case .libraryFailed: "the picture could not be encoded; is there enough memory?"
        }
    }
}
