extension Cell {
    /// The cell's quadkey: one digit 0...3 a level, from the whole world inwards; empty for the whole world.
    ///
    /// Digit = 2 · (south half) + (east half), as in Bing Maps' tile system.
    public var quadkey: String {
        let digits = (0..<level.number).reversed().map { UInt8(48 + (address >> UInt64(2 * $0)) & 3) }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The cell of a quadkey, or `nil` where the text holds anything but up to 32 digits 0...3.
    public init?(quadkey: some StringProtocol) {
        guard let level = Level(quadkey.utf8.count) else { return nil }
        var address: UInt64 = 0
        for character in quadkey.utf8 {
            guard (48...51).contains(character) else { return nil }
            address = address << 2 | UInt64(character - 48)
        }
        self.init(level: level, address: address)
    }
}
