import Reports

/// How long a timeline's bins are. Bins begin where the local calendar says.
public enum TimelineInterval: String, Sendable, CaseIterable {
    /// Hours, of 60 minutes also where clocks are changed.
    case hour
    /// Days, of 23 to 25 hours.
    case day
    /// Weeks from Monday.
    case week
    /// Months.
    case month
    /// Years.
    case year

    /// The most bins of a timeline.
    public static let most = 10_000

    /// The instants between which the bins lie that hold a span of time; `nil` for more than ``most``.
    func bounds(_ span: Range<Int64>, _ clock: LocalClock) -> [Int64]? {
        var bounds = [start(at: span.lowerBound, clock)]
        var last = bounds[0]
        while last < span.upperBound {
            guard bounds.count <= Self.most else { return nil }
            // Half a bin on and a little is surely in the next one.
            last = max(last + 1, start(at: last + length * 3 / 2, clock))
            bounds.append(last)
        }
        return bounds
    }

    /// What a bin that begins at an instant is called.
    func name(of start: Int64, _ clock: LocalClock) -> String {
        let precision: TimePrecision =
            switch self {
            case .hour: .minute
            case .day, .week: .day
            case .month: .month
            case .year: .month
            }
        let text = EventTime(instant: start, precision: precision).iso8601(clock)
        return self == .year ? String(text.prefix(4)) : text
    }

    /// About how long a bin is, in seconds.
    private var length: Int64 {
        switch self {
        case .hour: 3600
        case .day: 86_400
        case .week: 7 * 86_400
        case .month: 30 * 86_400
        case .year: 365 * 86_400
        }
    }

    /// Where the bin begins that holds an instant.
    func start(at instant: Int64, _ clock: LocalClock) -> Int64 {
        let day = clock.day(at: instant)
        switch self {
        case .hour:
            let local = clock.local(at: instant)
            return instant - (local % 3600 + 3600) % 3600
        case .day: return clock.startOfDay(at: instant)
        case .week:
            // 1 January 1970 was a Thursday, three days after a Monday.
            let sinceMonday = ((day.daysSince1970 + 3) % 7 + 7) % 7
            return clock.instant(startOf: CivilDate(daysSince1970: day.daysSince1970 - sinceMonday))
        case .month: return clock.startOfMonth(at: instant)
        case .year: return clock.instant(startOf: CivilDate(year: day.year, month: 1, day: 1) ?? day)
        }
    }
}
