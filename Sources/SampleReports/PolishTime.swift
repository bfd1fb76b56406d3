/// Clock time in Poland to UTC.
///
/// Central European Time is an hour ahead of UTC, and two hours from the last Sunday of March to the last Sunday of
/// October, changing at 01:00 UTC (Directive 2000/84/EC).
struct PolishTime: Sendable {
    private static let firstYear = 2016
    /// For each year the days on which summer time begins and ends.
    private let summers: [(begin: Int, end: Int)]

    init() {
        summers = (Self.firstYear...2026).map { year in
            (Self.lastSunday(year, 3), Self.lastSunday(year, 10))
        }
    }

    private static func lastSunday(_ year: Int, _ month: Int) -> Int {
        let last = CivilDay(year: year, month: month, day: 31).daysSince1970
        return last - (CivilDay.weekday(daysSince1970: last) + 1) % 7
    }

    /// UTC seconds since 1970 of a second of a local day. The hour that is skipped in March counts on from winter time;
    /// of the hour that comes twice in October the first is meant.
    func utc(day: Int, second: Int) -> Int {
        let year = CivilDay(daysSince1970: day).year
        let summer = summers[min(max(year - Self.firstYear, 0), summers.count - 1)]
        let threeInTheMorning = 3 * 3_600
        let begun = day > summer.begin || (day == summer.begin && second >= threeInTheMorning)
        let over = day > summer.end || (day == summer.end && second >= threeInTheMorning)
        return day * 86_400 + second - (begun && !over ? 7_200 : 3_600)
    }
}
