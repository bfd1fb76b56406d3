import Foundation
import TestSupport
import Testing

@testable import Reports

@Suite struct LocalClockTests {
    static let zones = [
        "Europe/Warsaw", "America/Chicago", "Europe/London", "UTC", "Asia/Kathmandu", "Australia/Lord_Howe",
        "Pacific/Apia", "Africa/Casablanca",
    ]

    @Test("Offset, hour of the week and date agree with Foundation at random instants", arguments: zones)
    func randomInstants(zone: String) throws {
        let clock = try #require(LocalClock(timeZone: zone))
        let timeZone = try #require(TimeZone(identifier: zone))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        var random = SeededGenerator(seed: 7)
        for _ in 0..<1000 {
            let instant = Int64.random(in: -631_152_000..<2_840_140_800, using: &random)
            let date = Date(timeIntervalSince1970: Double(instant))
            #expect(clock.offset(at: instant) == timeZone.secondsFromGMT(for: date), "\(zone) \(instant)")
            let parts = calendar.dateComponents([.weekday, .hour, .year, .month, .day], from: date)
            // Foundation counts weekdays from Sunday as 1.
            let hour = try ((#require(parts.weekday) + 5) % 7) * 24 + #require(parts.hour)
            #expect(clock.hourOfWeek(at: instant) == hour, "\(zone) \(instant)")
            let day = clock.date(at: instant)
            #expect([day.year, day.month, day.day] == [parts.year, parts.month, parts.day], "\(zone) \(instant)")
        }
    }

    @Test("A local time leads back to an instant that shows it, the earlier of two", arguments: zones)
    func localTimes(zone: String) throws {
        let clock = try #require(LocalClock(timeZone: zone))
        var random = SeededGenerator(seed: 8)
        for _ in 0..<1000 {
            let instant = Int64.random(in: -631_152_000..<2_840_140_800, using: &random)
            let local = instant + Int64(clock.offset(at: instant))
            let found = clock.instant(local: local)
            #expect(found + Int64(clock.offset(at: found)) == local, "\(zone) \(instant)")
            #expect(found <= instant, "\(zone) \(instant)")
        }
    }

    @Test(
        "Skipped times move on by the gap, doubled times are the earlier",
        arguments: [
            ("Europe/Warsaw", "2025-03-30T01:59", "2025-03-30T00:59:00Z"),
            ("Europe/Warsaw", "2025-03-30T02:30", "2025-03-30T01:30:00Z"),
            ("Europe/Warsaw", "2025-03-30T03:00", "2025-03-30T01:00:00Z"),
            ("Europe/Warsaw", "2025-10-26T01:59", "2025-10-25T23:59:00Z"),
            ("Europe/Warsaw", "2025-10-26T02:30", "2025-10-26T00:30:00Z"),
            ("Europe/Warsaw", "2025-10-26T03:00", "2025-10-26T02:00:00Z"),
            ("America/Chicago", "2017-03-12T02:15", "2017-03-12T08:15:00Z"),
            ("America/Chicago", "2017-11-05T01:30", "2017-11-05T06:30:00Z"),
            ("America/Chicago", "2017-07-04T12:00", "2017-07-04T17:00:00Z"),
            ("Europe/London", "2025-06-01T00:00", "2025-05-31T23:00:00Z"),
        ])
    func changesOfOffset(zone: String, local: String, utc: String) throws {
        let clock = try #require(LocalClock(timeZone: zone))
        let time = try #require(EventTime(iso8601: local, clock))
        #expect(EventTime(instant: time.instant, precision: .second).iso8601(.utc) == utc)
    }

    @Test("No instant makes a clock trap")
    func extremes() throws {
        let clock = try #require(LocalClock(timeZone: "Europe/Warsaw"))
        for instant in [Int64.min, .max, 0, -1] {
            #expect((0..<168).contains(clock.hourOfWeek(at: instant)))
            _ = clock.date(at: instant)
            for precision in TimePrecision.allCases {
                #expect(!EventTime(instant: instant, precision: precision).iso8601(clock).isEmpty)
            }
        }
    }

    @Test("A zone that the system does not know gives no clock", arguments: ["", "Europe/Gorzow", "../../etc/passwd"])
    func unknownZones(name: String) {
        #expect(LocalClock(timeZone: name) == nil)
    }
}
