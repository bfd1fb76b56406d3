/// Writes a raster of 32-bit floating-point numbers as GeoTIFF in EPSG:3857: baseline TIFF 6.0 in uncompressed strips, with the
/// keys of OGC 19-008r4. Where everything lies is known beforehand, so it can be written to a pipe, strip by strip.
///
///     try file.write(tiff.header)
///     for strip in strips { try file.write(GeoTIFF.bytes(strip)) }
public struct GeoTIFF: Sendable {
    /// The number of columns.
    public let width: Int
    /// The number of rows.
    public let height: Int

    private let position: MapPosition
    private let rowsPerStrip: Int

    /// A raster, or `nil` where it is empty or its file would be longer than a TIFF can be, 4 GiB.
    public init?(width: Int, height: Int, position: MapPosition) {
        guard width > 0, height > 0, width <= Self.mostPixels / height else { return nil }
        (self.width, self.height, self.position) = (width, height, position)
        rowsPerStrip = max(1, (1 << 16) / (4 * width))
    }

    /// The most pixels.
    public static let mostPixels = 1_000_000_000

    /// All that stands before the first row.
    public var header: [UInt8] {
        // As long as it is in the end, whatever numbers stand in it.
        directory(dataStart: directory(dataStart: 0).count)
    }

    private func directory(dataStart: Int) -> [UInt8] {
        let firstRows = Array(stride(from: 0, to: height, by: rowsPerStrip))
        let lengths = firstRows.map { UInt32(clamping: 4 * width * min(rowsPerStrip, height - $0)) }
        let starts = firstRows.map { UInt32(clamping: dataStart + 4 * width * $0) }
        var directory = TIFFDirectory()
        directory.add(256, [UInt32(clamping: width)])
        directory.add(257, [UInt32(clamping: height)])
        // 32 bits a sample, uncompressed, black is zero (which the format wants to know), …
        directory.add(258, [UInt16(32)])
        directory.add(259, [UInt16(1)])
        directory.add(262, [UInt16(1)])
        directory.add(273, starts)
        directory.add(277, [UInt16(1)])
        directory.add(278, [UInt32(clamping: rowsPerStrip)])
        directory.add(279, lengths)
        // … one plane, and the samples are floating-point numbers.
        directory.add(284, [UInt16(1)])
        directory.add(339, [UInt16(3)])
        directory.add(33550, [position.pixelSide, position.pixelSide, 0])
        directory.add(33922, [0, 0, 0, position.west, position.north, 0])
        directory.add(34735, Self.keys)
        directory.add(34737, text: Self.citation)
        return directory.bytes
    }

    /// The bytes of some rows.
    public static func bytes(_ values: [Float]) -> [UInt8] {
        values.map(\.bitPattern.littleEndian).withUnsafeBytes { Array($0) }
    }

    /// Projected, a pixel is an area, EPSG:3857, with its name (GeoTIFF keys 1024, 1025, 3072, 3073).
    private static let keys: [UInt16] = [
        1, 1, 0, 4, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 3857, 3073, 34737, UInt16(citation.utf8.count), 0,
    ]

    private static let citation = "WGS 84 / Pseudo-Mercator|"
}

/// The one directory of a TIFF file and the header before it, little-endian.
private struct TIFFDirectory {
    private struct Entry {
        var tag: UInt16
        var type: UInt16
        var count: Int
        var value: [UInt8]
    }

    private var entries: [Entry] = []

    mutating func add(_ tag: UInt16, _ values: [UInt16]) {
        entries.append(Entry(tag: tag, type: 3, count: values.count, value: values.flatMap(Self.bytes)))
    }

    mutating func add(_ tag: UInt16, _ values: [UInt32]) {
        entries.append(Entry(tag: tag, type: 4, count: values.count, value: values.flatMap(Self.bytes)))
    }

    mutating func add(_ tag: UInt16, _ values: [Double]) {
        let value = values.map(\.bitPattern).flatMap(Self.bytes)
        entries.append(Entry(tag: tag, type: 12, count: values.count, value: value))
    }

    /// Text ends with a NUL, which counts.
    mutating func add(_ tag: UInt16, text: String) {
        let value = Array(text.utf8) + [0]
        entries.append(Entry(tag: tag, type: 2, count: value.count, value: value))
    }

    /// Header, directory, and the values that do not fit into their entries.
    var bytes: [UInt8] {
        var head: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0] + Self.bytes(UInt16(clamping: entries.count))
        var values: [UInt8] = []
        let start = head.count + 12 * entries.count + 4
        for entry in entries {
            head += Self.bytes(entry.tag) + Self.bytes(entry.type) + Self.bytes(UInt32(clamping: entry.count))
            if entry.value.count <= 4 {
                head += entry.value + Array(repeating: 0, count: 4 - entry.value.count)
                continue
            }
            head += Self.bytes(UInt32(clamping: start + values.count))
            // Values begin at even places.
            values += entry.value + (entry.value.count.isMultiple(of: 2) ? [] : [0])
        }
        // There is no second directory.
        return head + [0, 0, 0, 0] + values
    }

    private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}
