import Testing

@testable import Reports

@Suite struct RejectionTests {
    @Test(
        "A rejection is one CSV record that reads back as it was",
        arguments: ["plain", "", "a,b", "say \"no\"", "two\nlines", "ends in CR\r", "\"", "zażółć 🐕", "\",\"\r\n\""])
    func roundTrip(value: String) throws {
        let rejection = Rejection(line: 12, field: value, value: value, reason: "is not a time")
        let text = Rejection.csvHeader + rejection.csvLine(file: value + ".csv")
        var reader = CSVReader(ByteArraySource(Array(text.utf8)), file: "rejects")
        var record = FieldRecord()
        #expect(try reader.next(&record))
        #expect(record.texts == ["file", "line", "field", "value", "reason"])
        #expect(try reader.next(&record))
        #expect(record.texts == [value + ".csv", "12", value, value, "is not a time"])
        #expect(try !reader.next(&record))
    }
}
