import Foundation
import Testing

@testable import Reports

@Suite struct CivilDateTests {
    @Test("Every day from 1896 to 2104 is the day that Foundation's calendar counts")
    func everyDay() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for days in stride(from: -27_028, through: 48_943, by: 1) {
            let date = CivilDate(daysSince1970: days)
            #expect(date.daysSince1970 == days)
            guard days % 13 == 0 else { continue }
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(days) * 86_400))
            #expect([date.year, date.month, date.day] == [parts.year, parts.month, parts.day])
        }
    }

    @Test("Each day follows the one before, over the whole range of years")
    func succession() {
        for days in stride(from: -719_162, through: 2_932_896, by: 97) {
            let date = CivilDate(daysSince1970: days)
            #expect(CivilDate(year: date.year, month: date.month, day: date.day)?.daysSince1970 == days)
        }
        #expect(CivilDate(daysSince1970: .min).description == "0001-01-01")
        #expect(CivilDate(daysSince1970: .max).description == "9999-12-31")
    }

    @Test(
        "Days that the calendar does not have cannot be built",
        arguments: [
            (2025, 2, 29), (2024, 2, 30), (1900, 2, 29), (2025, 4, 31), (2025, 13, 1), (2025, 0, 1), (2025, 1, 0),
            (2025, 1, 32), (0, 1, 1), (10_000, 1, 1), (-1, 1, 1),
        ])
    func impossible(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test("A day is read from ISO 8601 and from nothing else")
    func reading() {
        #expect(CivilDate("2024-02-29")?.description == "2024-02-29")
        for text in ["2025-02-29", "2025-06", "2025-06-14T10:00", "14.06.2025", "", "2025-6-14"] {
            #expect(CivilDate(text) == nil, "\(text)")
        }
    }
}
