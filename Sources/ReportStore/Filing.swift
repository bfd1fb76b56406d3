import Digest
import Glibc
import Reports
import WebMercator

/// A report as a citizen files it.
public struct Filing: Sendable, Equatable {
    /// The category's ordinal.
    public var category: UInt16
    /// Where.
    public var place: GeographicCoordinate
    /// When, or `nil` where the citizen does not say.
    public var occurred: EventTime?
    /// The hours of the local day at which it happens again and again, bit 0 from midnight; `nil` where not said.
    public var hours: UInt32?
    /// The weekdays on which it happens again and again, bit 0 Monday; `nil` where not said.
    public var weekdays: UInt8?
    /// What the citizen writes; for operators only.
    public var text: String?

    /// Creates a filing.
    public init(
        category: UInt16, place: GeographicCoordinate, occurred: EventTime? = nil, hours: UInt32? = nil,
        weekdays: UInt8? = nil, text: String? = nil
    ) {
        self.category = category
        self.place = place
        self.occurred = occurred
        self.hours = hours
        self.weekdays = weekdays
        self.text = text
    }

    /// What tells whether a repeated request asks for the same again.
    func fingerprint() -> [UInt8] {
        let parts: [String] = [
            "\(category)", "\(place.longitude)", "\(place.latitude)",
            occurred.map { "\($0.instant) \($0.precision.rawValue)" } ?? "", hours.map(String.init) ?? "",
            weekdays.map(String.init) ?? "", text ?? "",
        ]
        var hash = SHA256()
        for part in parts { hash.update("\(part.utf8.count):\(part)") }
        return hash.finish()
    }
}

/// Who files, as far as the store wants to know: an address, of which it keeps a salted hash for a day or two.
public struct Filer: Sendable, Equatable {
    /// The client that the address counts as: an IPv4 address itself, of an IPv6 address the 64 bits of the network that a
    /// household has to itself, with 2^64 addresses. Anything else is taken as it is.
    public let address: String
    /// How many reports a day the address may file; `nil` for any number.
    public var perDay: Int?

    /// Creates a filer.
    ///
    /// - Parameter address: An IPv4 or IPv6 address as text, in any of the ways to write it.
    public init(address: String, perDay: Int?) {
        self.address = Self.client(address)
        self.perDay = perDay
    }
}

extension Filer {
    private static func client(_ text: String) -> String {
        var address = in6_addr()
        // A zone, as in `fe80::1%eth0`, is not the client's.
        guard inet_pton(AF_INET6, String(text.prefix { $0 != "%" }), &address) == 1 else { return text }
        let bytes = withUnsafeBytes(of: &address) { [UInt8]($0) }
        if bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255] {
            return bytes.suffix(4).map(String.init).joined(separator: ".")
        }
        return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }
}

/// The answer to a filing, the same when the same request comes again.
public struct FilingReceipt: Sendable, Equatable {
    /// The report's number, which is also the sequence number of its insertion.
    public var id: Int64
    /// The status's ordinal that it was given.
    public var status: UInt8
    /// Whether it was there already, from the same request.
    public var isRepeated: Bool
}

/// Why a filing, a confirmation or a move was refused.
public enum Refusal: Error, Sendable, Equatable {
    /// The address has filed as many reports today as it may; how many that are, and how many seconds the day still has.
    case limitReached(perDay: Int, secondsLeft: Int64)
    /// The idempotency key belongs to another request.
    case keyOfAnotherRequest
    /// The address has confirmed this report today.
    case confirmedAlready
    /// There is no such report.
    case noSuchReport
    /// The life cycle does not allow it; from which status to which, and which moves are allowed.
    case illegalMove(from: UInt8, to: UInt8, legal: [UInt8])
    /// The report is another unit's.
    case otherUnit(String)
    /// The event's time is before what the store keeps single reports of.
    case tooOld(before: Int64)
    /// The catalogue has no source for citizens' reports.
    case noPublicSource
}
