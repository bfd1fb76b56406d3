import Reports

/// How long single reports are kept, as the command line has it: `5y`, `18m`, `90d`.
public struct RetentionPeriod: Sendable, Equatable {
    private let years: Int
    private let months: Int
    private let days: Int

    /// Reads a period, or `nil` where the text is none or is longer than 200 years.
    public init?(_ text: String) {
        guard let unit = text.last, let number = Int(text.dropLast()), number > 0,
            text.dropLast().allSatisfy({ $0.isASCII && $0.isNumber }), number <= 73_000
        else { return nil }
        (years, months, days) = (unit == "y" ? number : 0, unit == "m" ? number : 0, unit == "d" ? number : 0)
        guard years + months + days > 0, years <= 200, months <= 2400 else { return nil }
    }

    /// What a period looks like, for help and errors.
    public static let writtenForm = "a number with y, m or d behind it, such as 5y, 18m or 90d"

    /// The instant before which single reports go: the first of the local month that holds the day so long ago, since
    /// counts are kept by month.
    public func cut(now: Int64, _ clock: LocalClock) -> Int64 {
        let today = clock.date(at: now)
        let earlier = clock.startOfMonth(at: now - Int64(days) * 86_400)
        guard days == 0 else { return earlier }
        let count = today.year * 12 + today.month - 1 - years * 12 - months
        let month = CivilDate(year: max(1, count / 12), month: count % 12 + 1, day: 1) ?? today
        return clock.instant(startOf: month)
    }
}
