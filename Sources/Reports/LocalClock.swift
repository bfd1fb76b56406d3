import Foundation

/// Local time in one time zone, from a table of its changes between 1900 and 2100: a look-up costs a binary search, where
/// the system's calendar costs microseconds.
public struct LocalClock: Sendable {
    /// The zone's name in the tz database, such as `Europe/Warsaw`.
    public let timeZone: String

    /// The instants at which the offset changes, rising; `offsets[i]` holds before `changes[i]`.
    private let changes: [Int64]

    /// Seconds east of UTC.
    private let offsets: [Int32]

    /// Creates a clock, or `nil` where the system knows no such zone.
    public init?(timeZone name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        var changes: [Int64] = []
        var date = Date(timeIntervalSince1970: Double(Self.first))
        var offsets = [Int32(zone.secondsFromGMT(for: date))]
        let end = Date(timeIntervalSince1970: Double(Self.last))
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next > date, next < end {
            changes.append(Int64(next.timeIntervalSince1970.rounded()))
            offsets.append(Int32(zone.secondsFromGMT(for: next)))
            date = next
        }
        timeZone = name
        self.changes = changes
        self.offsets = offsets
    }

    private init(fixedAtUTC name: String) {
        timeZone = name
        changes = []
        offsets = [0]
    }

    /// Universal time.
    public static let utc = LocalClock(fixedAtUTC: "UTC")

    private static let first: Int64 = -2_208_988_800
    private static let last: Int64 = 4_102_444_800

    /// Seconds east of UTC at an instant.
    public func offset(at instant: Int64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= instant { low = middle + 1 } else { high = middle }
        }
        return Int(offsets[low])
    }

    /// The instant at which the local clock shows so many seconds since 1970-01-01T00:00.
    ///
    /// A time that the clock shows twice is taken as the earlier; one that it skips is moved on by the length of the gap,
    /// as RFC 5545, section 3.3.5, has it.
    public func instant(local: Int64) -> Int64 {
        let local = Self.counted(local)
        let before = Int64(offset(at: local - 86_400))
        let candidate = local - before
        if Int64(offset(at: candidate)) == before { return candidate }
        let after = Int64(offset(at: local + 86_400))
        let later = local - after
        return Int64(offset(at: later)) == after ? later : candidate
    }

    /// Seconds of the local clock since 1970-01-01T00:00, at an instant.
    public func local(at instant: Int64) -> Int64 {
        let instant = Self.counted(instant)
        return instant + Int64(offset(at: instant))
    }

    /// A time near enough to be added to: a damaged store may hold any.
    private static func counted(_ seconds: Int64) -> Int64 {
        min(max(seconds, -(1 << 60)), 1 << 60)
    }

    /// The first instant of a day.
    public func instant(startOf date: CivilDate) -> Int64 {
        instant(local: Int64(date.daysSince1970) * 86_400)
    }

    /// The local day at an instant.
    public func day(at instant: Int64) -> CivilDate { CivilDate(daysSince1970: days(at: instant)) }

    /// The first instant of the local day at an instant.
    public func startOfDay(at instant: Int64) -> Int64 {
        self.instant(startOf: CivilDate(daysSince1970: days(at: instant)))
    }

    /// The first instant of the local month at an instant.
    public func startOfMonth(at instant: Int64) -> Int64 {
        let day = CivilDate(daysSince1970: days(at: instant))
        return self.instant(startOf: CivilDate(year: day.year, month: day.month, day: 1) ?? day)
    }

    private func days(at instant: Int64) -> Int {
        Int(local(at: instant).dividedFlooring(by: 86_400))
    }

    /// The hour of the local week at an instant, 0...167: 0 is Monday from midnight to one o'clock.
    public func hourOfWeek(at instant: Int64) -> Int {
        let hours = local(at: instant).dividedFlooring(by: 3600)
        // 1 January 1970 was a Thursday, three days after a Monday.
        let shifted = (hours + 72) % 168
        return Int(shifted < 0 ? shifted + 168 : shifted)
    }
}
