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
        let clockTime = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2))"
        return switch precision {
        case .month: "\(padded(date.year, 4))-\(padded(date.month, 2))"
        case .day: "\(date)"
        case .minute: "\(date)T\(clockTime)Z"
        case .second: "\(date)T\(clockTime):\(padded(seconds % 60, 2))Z"
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
