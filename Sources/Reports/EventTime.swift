/// When something happened: an instant, and how precisely it is known.
public struct EventTime: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z: the first instant of the second, minute, day or month that is known.
    public var instant: Int64

    /// How precisely the time is known.
    public var precision: TimePrecision

    /// Creates a time.
    public init(instant: Int64, precision: TimePrecision) {
        self.instant = instant
        self.precision = precision
    }
}

/// How precisely a time is known. The raw values are what the store keeps.
public enum TimePrecision: UInt8, Sendable, Hashable, CaseIterable, Comparable {
    /// Only the month.
    case month = 0
    /// Only the day.
    case day = 1
    /// To the minute.
    case minute = 2
    /// To the second.
    case second = 3

    /// Coarser precisions come first.
    public static func < (left: TimePrecision, right: TimePrecision) -> Bool { left.rawValue < right.rawValue }
}

extension EventTime {
    /// The instants that a report may bear: from the year 1900, by the format's rule, to the end of 9999.
    static let instants: Range<Int64> = -2_208_988_800..<253_402_300_800

    /// An instant to the second in ISO 8601, in UTC.
    public static func iso8601(second instant: Int64) -> String {
        EventTime(instant: instant, precision: .second).iso8601(.utc)
    }

    /// The time in ISO 8601, in UTC, as precisely as it is known. Months and days are those of the clock's time zone.
    public func iso8601(_ clock: LocalClock) -> String {
        let local = (precision <= .day ? clock : .utc).local(at: instant)
        let days = Int(local.dividedFlooring(by: 86_400))
        let seconds = Int(local - Int64(days) * 86_400)
        let date = CivilDate(daysSince1970: days)
        // One text of the right length: answers of a million times are made of these.
        var text: [UInt8] = []
        text.reserveCapacity(24)
        text.append(date.year, digits: 4)
        text.append(date.month, digits: 2, after: "-")
        if precision >= .day { text.append(date.day, digits: 2, after: "-") }
        if precision >= .minute {
            text.append(seconds / 3600, digits: 2, after: "T")
            text.append(seconds / 60 % 60, digits: 2, after: ":")
            if precision == .second { text.append(seconds % 60, digits: 2, after: ":") }
            text.append(UInt8(ascii: "Z"))
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Adds a number of at most so many digits, with leading zeros.
    fileprivate mutating func append(_ number: Int, digits: Int, after separator: Unicode.Scalar? = nil) {
        if let separator { append(UInt8(ascii: separator)) }
        var unit = digits == 4 ? 1000 : 10
        while unit > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / unit % 10))
            unit /= 10
        }
    }
}

extension Int64 {
    /// The quotient rounded towards minus infinity, for a positive divisor.
    func dividedFlooring(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
