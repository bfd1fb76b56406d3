import Testing

@testable import Reports

@Suite struct TimeFormatTests {
    private let warsaw = LocalClock(timeZone: "Europe/Warsaw") ?? .utc

    @Test(
        "ISO 8601 is as precise as it is written",
        arguments: [
            ("2025-06", TimePrecision.month, "2025-06"), ("2025-06-14", .day, "2025-06-14"),
            ("2025-06-14T21:37", .minute, "2025-06-14T19:37Z"), ("2025-06-14 21:37", .minute, "2025-06-14T19:37Z"),
            ("2025-06-14T21:37Z", .minute, "2025-06-14T21:37Z"), ("2025-06-14T21:37z", .minute, "2025-06-14T21:37Z"),
            ("2025-06-14T21:37:05", .second, "2025-06-14T19:37:05Z"),
            ("2025-06-14T21:37:05.123456Z", .second, "2025-06-14T21:37:05Z"),
            ("2025-06-14T21:37:05+05:45", .second, "2025-06-14T15:52:05Z"),
            ("2025-06-14T21:37:05-0330", .second, "2025-06-15T01:07:05Z"),
            ("2025-06-14T21:37:05+02", .second, "2025-06-14T19:37:05Z"),
            ("2016-12-31T23:59:60Z", .second, "2016-12-31T23:59:59Z"),
            ("1900-01-01T00:00:00Z", .second, "1900-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59Z", .second, "9999-12-31T23:59:59Z"),
        ])
    func isoTimes(text: String, precision: TimePrecision, written: String) throws {
        let time = try #require(EventTime(iso8601: text, warsaw))
        #expect(time.precision == precision)
        #expect(time.iso8601(warsaw) == written)
    }

    @Test(
        "What is no time, or none of our age, is refused",
        arguments: [
            "", "2025", "2025-", "2025-13", "2025-00", "2025-6", "25-06-14", "2025-06-31", "2025-02-29", "2025-06-14T",
            "2025-06-14T24:00", "2025-06-14T21", "2025-06-14T21:60", "2025-06-14T21:37:61", "2025-06-14T21:37:05.Z",
            "2025-06-14T21:37+24:00", "2025-06-14T21:37+02:60", "2025-06-14T21:37+02:", "2025-06-14T21:37+2",
            "2025-06Z",
            "2025-06-14Z", "2025-06-14T21:37ZZ", " 2025-06-14", "2025-06-14 ", "14.06.2025", "1899-12-31T22:00:00Z",
            "0000-01-01", "2025-06-14T-1:37", "２０２５-06-14",
        ])
    func isoRefusals(text: String) {
        #expect(EventTime(iso8601: text, warsaw) == nil)
    }

    @Test(
        "Patterns are read field by field in local time",
        arguments: [
            ("MM/dd/yyyy hh:mm:ss a", "06/14/2025 09:37:05 PM", "2025-06-14T19:37:05Z"),
            ("MM/dd/yyyy hh:mm:ss a", "06/14/2025 12:00:00 AM", "2025-06-13T22:00:00Z"),
            ("MM/dd/yyyy hh:mm:ss a", "06/14/2025 12:00:00 pm", "2025-06-14T10:00:00Z"),
            ("dd.MM.yyyy HH:mm", "14.06.2025 21:37", "2025-06-14T19:37Z"),
            ("dd.MM.yyyy", "14.06.2025", "2025-06-14"), ("yyyy-MM", "2025-06", "2025-06"),
            ("yyyyMMdd", "20250614", "2025-06-14"),
            ("yyyy-MM-ddTHH:mm", "2025-06-14T21:37", "2025-06-14T19:37Z"),
        ])
    func patterns(pattern: String, text: String, written: String) throws {
        let format = try #require(TimeFormat(pattern))
        let time = format.parse(text.utf8Span.span, warsaw)
        #expect(time?.iso8601(warsaw) == written)
    }

    @Test(
        "Texts that do not fit a pattern are refused",
        arguments: [
            "06/14/2025 13:37:05 PM", "06/14/2025 00:37:05 AM", "06/14/2025 09:37:05", "06/14/2025 09:37:05 XM",
            "6/14/2025 09:37:05 PM", "06/14/2025 09:37:05 PM ", "02/30/2025 09:37:05 PM", "06-14-2025 09:37:05 PM", "",
        ])
    func patternRefusals(text: String) throws {
        let format = try #require(TimeFormat("MM/dd/yyyy hh:mm:ss a"))
        let time = format.parse(text.utf8Span.span, warsaw)
        #expect(time == nil)
    }

    @Test(
        "A pattern that could not name an instant is no format",
        arguments: [
            "", "yyyy", "MM/dd", "QQ", "yyyy-MM-dd'T'HH", "yyyy-MM ę", "yyyy-MM-dd hh:mm", "yyyy-MM-dd HH:mm a",
            "yyyy-MM-dd a",
            "yyyy-MM HH:mm", "yyyy-MM-dd HH", "yyyy-MM-dd mm", "yyyy-MM-dd HH:ss", "yyyy-MM-MM", "ISO8601",
        ])
    func badPatterns(pattern: String) {
        #expect(TimeFormat(pattern) == nil)
    }
}
