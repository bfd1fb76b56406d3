/// A time as it is written: fields of a calendar and a clock, and perhaps a distance from UTC.
struct WrittenTime {
    var year = 1970
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    /// Whether the hour is on a twelve-hour dial, and if so whether after noon.
    var isAfternoon: Bool?
    /// Seconds east of UTC, where it is written; else the clock's local time is meant.
    var offset: Int?
    var precision = TimePrecision.month

    /// The instant that is meant, or `nil` where there is no such day or hour.
    func resolve(_ clock: LocalClock) -> EventTime? {
        guard let date = CivilDate(year: year, month: month, day: day), let hour = hourOfDay,
            (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        let local = Int64(date.daysSince1970) * 86_400 + Int64(hour * 3600 + minute * 60 + min(second, 59))
        let instant = offset.map { local - Int64($0) } ?? clock.instant(local: local)
        guard EventTime.instants.contains(instant) else { return nil }
        return EventTime(instant: instant, precision: precision)
    }

    private var hourOfDay: Int? {
        guard let isAfternoon else { return (0...23).contains(hour) ? hour : nil }
        return (1...12).contains(hour) ? hour % 12 + (isAfternoon ? 12 : 0) : nil
    }
}
