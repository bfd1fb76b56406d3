import Digest

/// What makes two rows the same report: 128 bits of a SHA-256 of the source's own id, or else of the row's content, and
/// of the row's number among the rows of its file that share it.
///
/// Sources repeat rows that are different events (police.uk's anti-social behaviour has no id, and its places are snapped),
/// so the second of two equal rows is a report of its own, and still the same one when the file comes again.
public struct ReportIdentity: Sendable, Hashable {
    /// The digest's first 8 bytes as a big-endian number.
    public let high: UInt64

    /// The digest's next 8 bytes as a big-endian number.
    public let low: UInt64

    /// The identity of the first row with that id, in the id space of a profile.
    public init(profile: String, externalID: Span<UInt8>) {
        self.init("id\0", profile, externalID)
    }

    /// The identity of the first row with that content.
    ///
    /// - Parameters:
    ///   - content: The fields' bytes, each followed by a unit separator.
    ///   - ends: Where each field ends in them, for a field may hold a unit separator itself.
    public init(profile: String, content: Span<UInt8>, ends: [Int]) {
        var separators = 0
        for index in 0..<content.count where content[index] == 0x1F { separators += 1 }
        self.init(separators == ends.count ? "row\0" : "row\0\(ends)\0", profile, content)
    }

    /// An identity from its two halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The identity of the row number `number` (0 for the first) among those that share this id or content.
    public func repeated(_ number: Int) -> ReportIdentity {
        guard number > 0 else { return self }
        var hash = SHA256()
        hash.update("\(high)-\(low)#\(number)")
        let digest = hash.finishShort()
        return ReportIdentity(high: digest.high, low: digest.low)
    }

    private init(_ kind: String, _ profile: String, _ content: Span<UInt8>) {
        var hash = SHA256()
        hash.update(kind)
        hash.update(profile)
        hash.update("\0")
        hash.update(content)
        let digest = hash.finishShort()
        self.init(high: digest.high, low: digest.low)
    }
}
