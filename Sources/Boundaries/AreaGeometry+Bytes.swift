import WebMercator

extension AreaGeometry {
    /// The geometry as bytes, for a store: numbers of polygons, rings and places as 32 bits, degrees as 64-bit floating-point
    /// numbers, all little-endian.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(placeCount * 16 + 64)
        Self.append(UInt32(clamping: polygons.count), to: &bytes)
        for polygon in polygons {
            Self.append(UInt32(clamping: polygon.count), to: &bytes)
            for ring in polygon {
                Self.append(UInt32(clamping: ring.count), to: &bytes)
                for place in ring {
                    Self.append(place.longitude.bitPattern, to: &bytes)
                    Self.append(place.latitude.bitPattern, to: &bytes)
                }
            }
        }
        return bytes
    }

    /// Reads what ``bytes`` gives; `nil` for anything else.
    public init?(bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        guard let count = reader.count(ofAtLeast: 4) else { return nil }
        var polygons: [[Ring]] = []
        for _ in 0..<count {
            guard let ringCount = reader.count(ofAtLeast: 4), ringCount > 0 else { return nil }
            var rings: [Ring] = []
            for _ in 0..<ringCount {
                guard let ring = reader.ring() else { return nil }
                rings.append(ring)
            }
            polygons.append(rings)
        }
        guard !polygons.isEmpty, reader.isAtEnd else { return nil }
        self.init(polygons: polygons)
    }

    private static func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        var isAtEnd: Bool { position == bytes.count }

        mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
            let size = Number.bitWidth / 8
            guard bytes.count - position >= size else { return nil }
            var number: Number = 0
            for offset in 0..<size { number |= Number(truncatingIfNeeded: bytes[position + offset]) << (8 * offset) }
            position += size
            return number
        }

        /// A number of things of which each takes some bytes: never more than there are bytes left.
        mutating func count(ofAtLeast size: Int) -> Int? {
            guard let count = number(UInt32.self).map(Int.init), count <= (bytes.count - position) / size else {
                return nil
            }
            return count
        }

        mutating func ring() -> Ring? {
            guard let count = count(ofAtLeast: 16), count >= 4 else { return nil }
            var ring: Ring = []
            ring.reserveCapacity(count)
            for _ in 0..<count {
                guard let longitude = number(UInt64.self), let latitude = number(UInt64.self),
                    let place = GeographicCoordinate(
                        longitude: Double(bitPattern: longitude), latitude: Double(bitPattern: latitude))
                else { return nil }
                ring.append(place)
            }
            return ring.first == ring.last ? ring : nil
        }
    }
}
