import Testing

@testable import Reports

@Suite struct ReportFilterComparisonTests {
    private let catalogue: Catalogue

    init() throws { catalogue = try kmzb() }

    private func filter(_ parameters: [(name: String, value: String)]) throws -> ReportFilter {
        try ReportFilter(parameters, catalogue)
    }

    @Test("The compared period's filter is the same but for its times, half-open in the catalogue's time zone")
    func compared() throws {
        let others = [(name: "category", value: "speeding"), ("hours", "20-04"), ("weekdays", "sat")]
        let filter = try filter(others + [("from", "2025-06-01"), ("to", "2025-09-01")])
        let compared = try filter.compared(["compare-from": "2024-12-01", "compare-to": "2025-03-01"], catalogue)
        #expect(try compared == self.filter(others + [("from", "2024-12-01"), ("to", "2025-03-01")]))
    }

    @Test(
        "What is missing or wrong of the two periods is named",
        arguments: [
            ([], [:], "from: is missing; "), ([("from", "2025-01-01")], [:], "to: is missing; "),
            ([("to", "2025-01-01")], ["compare-from": "2024-01-01", "compare-to": "2025-01-01"], "from: is missing; "),
            ([("from", "2025-01-01"), ("to", "2026-01-01")], [:], "compare-from: is missing; "),
            (
                [("from", "2025-01-01"), ("to", "2026-01-01")], ["compare-from": "2024-01-01"],
                "compare-to: is missing; the period of from and to is compared with that of compare-from and compare-to, "
                    + "so all four are needed"
            ),
            (
                [("from", "2025-01-01"), ("to", "2026-01-01")], ["compare-from": "soon", "compare-to": "2025-01-01"],
                "compare-from: \"soon\" is not a time; write a date such as 2025-01-31 or 2025-01-31T20:00Z"
            ),
            (
                [("from", "2025-01-01"), ("to", "2026-01-01")],
                ["compare-from": "2025-01-01", "compare-to": "2025-02-30"], "compare-to: \"2025-02-30\" is not a time; "
            ),
            (
                [("from", "2025-01-01"), ("to", "2026-01-01")],
                ["compare-from": "2025-01-01", "compare-to": "2025-01-01"],
                "compare-from: is not before \"compare-to\": a range holds its first instant and not its last"
            ),
            (
                [("from", "2025-01-01"), ("to", "2026-01-01")],
                ["compare-from": "2025-01-01", "compare-to": String(repeating: "9", count: 5000)],
                "compare-to: is longer than 4096 bytes"
            ),
        ] as [([(name: String, value: String)], [String: String], String)])
    func bad(parameters: [(name: String, value: String)], values: [String: String], problem: String) throws {
        let filter = try filter(parameters)
        #expect {
            _ = try filter.compared(values, catalogue)
        } throws: {
            ($0 as? FilterError)?.description.hasPrefix(problem) == true
        }
    }

    @Test("Both periods are named in the filter's words, in both languages")
    func words() throws {
        let filter = try filter([
            ("category", "drowning"), ("from", "2025-06-01"), ("to", "2025-09-01"), ("hours", "8"),
        ])
        let compared = try filter.compared(["compare-from": "2024-12-01", "compare-to": "2025-03-01"], catalogue)
        #expect(
            filter.words(.english, catalogue, against: compared)
                == "Drownings · 2025-06-01 – 2025-09-01 compared with 2024-12-01 – 2025-03-01 · 08:00–09:00")
        #expect(
            filter.words(.polish, catalogue, against: compared)
                == "Utonięcia · 2025-06-01 – 2025-09-01 w porównaniu z okresem 2024-12-01 – 2025-03-01 · 08:00–09:00")
    }

    @Test(
        "A period's length is in days of the local clock, the days on which it changes included",
        arguments: [
            ("2025-06-01", "2025-09-01", "92 days", "92 dni"), ("2025-03-30", "2025-03-31", "1 day", "1 dzień"),
            ("2025-03-01", "2025-04-01", "31 days", "31 dni"), ("2025-10-01", "2025-11-01", "31 days", "31 dni"),
            ("2024-01-01", "2025-01-01", "366 days", "366 dni"),
            ("2025-01-01T10:00Z", "2025-01-02T16:30Z", "1 day 6 h 30 min", "1 dzień 6 godz. 30 min"),
            ("2025-01-01T10:00:00Z", "2025-01-01T10:00:05Z", "5 s", "5 s"),
        ])
    func length(from: String, to: String, english: String, polish: String) throws {
        let filter = try filter([("from", from), ("to", to)])
        #expect(filter.lengthWords(.english, catalogue.clock) == english)
        #expect(filter.lengthWords(.polish, catalogue.clock) == polish)
        #expect(try self.filter([("from", from)]).lengthWords(.english, catalogue.clock) == nil)
    }
}
