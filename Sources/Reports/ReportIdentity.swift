import Digest

/// What makes two rows the same report: a SHA-256 of the source's own id, or else of the row's content, and of the row's
/// number among the rows of its file that share it.
///
/// Sources repeat rows that are different events (police.uk's anti-social behaviour has no id, and its places are snapped),
/// so the second of two equal rows is a report of its own, and still the same one when the file comes again.
///
/// A store keeps ``key``: 6 bytes by which reports that come one after another lie side by side (the number at the end of the
/// id, or the event's time), so that an index of ten million grows at its end instead of everywhere; and the first 10 bytes
/// of the digest.
public struct ReportIdentity: Sendable, Hashable {
    private let locality: UInt64
    private let high: UInt64
    private let low: UInt64

    /// The identity of the first row with that id, in the id space of a profile.
    public init(profile: String, externalID: Span<UInt8>) {
        self.init("id\0", profile, externalID, locality: Self.locality(ofID: externalID))
    }

    /// The identity of the first row with that content.
    ///
    /// - Parameters:
    ///   - content: The fields' bytes, each followed by a unit separator.
    ///   - ends: Where each field ends in them, for a field may hold a unit separator itself.
    ///   - occurred: The event's instant, in seconds since 1970 UTC.
    public init(profile: String, content: Span<UInt8>, ends: [Int], occurred: Int64) {
        var separators = 0
        for index in 0..<content.count where content[index] == 0x1F { separators += 1 }
        self.init(
            separators == ends.count ? "row\0" : "row\0\(ends)\0", profile, content,
            locality: Self.locality(ofInstant: occurred))
    }

    /// An identity that no other report has: that of a report which was filed here.
    ///
    /// - Parameter occurred: The event's instant, in seconds since 1970 UTC.
    public init(unique occurred: Int64) {
        var random = SystemRandomNumberGenerator()
        self.init(locality: Self.locality(ofInstant: occurred), high: random.next(), low: random.next())
    }

    private init(locality: UInt64, high: UInt64, low: UInt64) {
        (self.locality, self.high, self.low) = (locality & 0xFFFF_FFFF_FFFF, high, low)
    }

    /// The 16 bytes under which a store knows the report, as two big-endian numbers.
    public var key: (high: UInt64, low: UInt64) {
        (locality << 16 | high >> 48, high << 16 | low >> 48)
    }

    /// The key of a report whose 16 bytes of digest an older store kept.
    public static func key(
        digest: (high: UInt64, low: UInt64), externalID: String?, occurred: Int64
    ) -> (high: UInt64, low: UInt64) {
        let locality = externalID.map { Array($0.utf8) }.map { Self.locality(ofID: $0.span) }
        return ReportIdentity(
            locality: locality ?? Self.locality(ofInstant: occurred), high: digest.high, low: digest.low
        ).key
    }

    /// The identity of the row number `number` (0 for the first) among those that share this id or content.
    public func repeated(_ number: Int) -> ReportIdentity {
        guard number > 0 else { return self }
        var hash = SHA256()
        hash.update("\(high)-\(low)#\(number)")
        let digest = hash.finishShort()
        return ReportIdentity(locality: locality, high: digest.high, low: digest.low)
    }

    private init(_ kind: String, _ profile: String, _ content: Span<UInt8>, locality: UInt64) {
        var hash = SHA256()
        hash.update(kind)
        hash.update(profile)
        hash.update("\0")
        hash.update(content)
        let digest = hash.finishShort()
        self.init(locality: locality, high: digest.high, low: digest.low)
    }

    /// The number that an id ends in, of at most 14 digits: sources count their ids up.
    private static func locality(ofID id: Span<UInt8>) -> UInt64 {
        var number: UInt64 = 0
        var unit: UInt64 = 1
        var index = id.count
        while index > 0, id.count - index < 14 {
            index -= 1
            let digit = id[index] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            number += UInt64(digit) * unit
            unit *= 10
        }
        return number
    }

    /// Instants from before 1970 on, in their order.
    private static func locality(ofInstant instant: Int64) -> UInt64 {
        UInt64(bitPattern: instant &+ 1 << 40)
    }
}
