import Testing

@testable import Reports

@Suite struct ReportFilterWordsTests {
    @Test(
        "A filter is put in words in both languages",
        arguments: [
            ([], "all reports", "wszystkie zgłoszenia"),
            (
                [("category", "parking,speeding")], "Illegal parking, Speeding",
                "Nieprawidłowe parkowanie, Przekraczanie dozwolonej prędkości"
            ),
            ([("group", "water")], "Water", "Woda"), ([("category", "drowning")], "Drownings", "Utonięcia"),
            (
                [("status", "joke"), ("source", "public")], "Joke or mistake · citizens online",
                "Żart lub pomyłka · zgłoszenia internautów"
            ),
            ([("from", "2025-01-01"), ("to", "2025-07-01")], "2025-01-01 – 2025-07-01", "2025-01-01 – 2025-07-01"),
            ([("from", "2025-01-01")], "from 2025-01-01", "od 2025-01-01"),
            ([("to", "2025-01-01T10:00Z")], "before 2025-01-01T10:00Z", "przed 2025-01-01T10:00Z"),
            ([("to", "2025-01-01T10:00:30Z")], "before 2025-01-01T10:00:30Z", "przed 2025-01-01T10:00:30Z"),
            ([("hours", "20-04,8")], "08:00–09:00, 20:00–04:00", "08:00–09:00, 20:00–04:00"),
            ([("weekdays", "sat,sun,wed")], "Wed, Sat, Sun", "śr., sob., niedz."),
        ] as [([(name: String, value: String)], String, String)])
    func words(parameters: [(name: String, value: String)], english: String, polish: String) throws {
        let catalogue = try kmzb()
        let filter = try ReportFilter(parameters, catalogue)
        #expect(filter.words(.english, catalogue) == english)
        #expect(filter.words(.polish, catalogue) == polish)
    }
}
