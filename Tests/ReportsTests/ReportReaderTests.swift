import TestSupport
import Testing
import WebMercator

@testable import Reports

@Suite struct ReportReaderTests {
    private static let header = "id,category,source,status,longitude,latitude,occurred,reported,text\n"
    private static let good = "7,speeding,public,new,15.2288,52.7368,2025-06-14T21:37:05Z,2025-06-15T08:00Z,Zażółć 🐕\n"

    @Test("A sound row becomes a report with all its fields")
    func soundRow() throws {
        let rows = try ReadRows(Self.header + Self.good)
        let report = try #require(rows.reports.first)
        let catalogue = try kmzb()
        #expect(rows.rejections.isEmpty)
        #expect(report.externalID == "7")
        #expect(report.category == catalogue.category("speeding"))
        #expect(report.source == catalogue.source("public"))
        #expect(report.status == catalogue.status("new"))
        #expect(report.place == GeographicCoordinate(longitude: 15.2288, latitude: 52.7368))
        #expect(report.occurred == EventTime(instant: 1_749_937_025, precision: .second))
        #expect(report.reported == 1_749_974_400)
        #expect(report.text == "Zażółć 🐕")
    }

    private static let known =
        "known are animal-cruelty, begging, damage-to-greenery, dangerous-entertainment, "
        + "dangerous-place-on-water, dangerous-water-area, ... (27 in all)"

    @Test(
        "A bad row is rejected with line, field, value and reason, and the good rows stay",
        arguments: [
            ("15.2288", "", "longitude", "", "is empty: the row has no place"),
            ("52.7368", "", "latitude", "", "is empty: the row has no place"),
            ("15.2288", "\"15,2288\"", "longitude", "15,2288", "is not a decimal number such as 15.2288"),
            ("52.7368", "NaN", "latitude", "NaN", "is not a decimal number such as 15.2288"),
            ("52.7368", "91", "latitude", "91", "is outside -90 to 90 degrees"),
            ("15.2288", "181", "longitude", "181", "is outside -180 to 180 degrees"),
            ("15.2288", "1e999", "longitude", "1e999", "is outside -180 to 180 degrees"),
            ("speeding", "Speeding", "category", "Speeding", "is not a known category; " + known),
            ("public", "", "source", "", "is not a known source; known are consultation, police, public"),
            (
                "new", "lost", "status", "lost",
                "is not a known status; known are confirmed, eliminated, joke, new, referred, "
                    + "unconfirmed, ... (7 in all)"
            ),
            ("2025-06-14T21:37:05Z", "", "occurred", "", "is empty: the row has no time"),
            ("2025-06-14T21:37:05Z", "14.06.2025", "occurred", "14.06.2025", "is not a time in this format"),
            ("2025-06-14T21:37:05Z", "1899-12-31", "occurred", "1899-12-31", "is not a time in this format"),
            ("2025-06-15T08:00Z", "soon", "reported", "soon", "is not a time in this format"),
            ("7,", "", "", "", "has 8 fields; the header has 9"),
            ("7,", "7,7,", "", "", "has 10 fields; the header has 9"),
            ("Zażółć", "\"Zażółć", "", "", "a quote is opened and never closed"),
            ("Zażółć", "a\u{0}b", "text", "a\u{0}b 🐕", "holds a NUL character"),
        ])
    func rejections(part: String, replacement: String, field: String, value: String, reason: String) throws {
        let bad = Self.good.replacing(part, with: replacement, maxReplacements: 1)
        let rows = try ReadRows(Self.header + Self.good + "\r\n" + bad)
        #expect(rows.rejections == [Rejection(line: 4, field: field, value: value, reason: reason)])
        #expect(rows.reports.count == 1)
    }

    @Test("Bytes that are not UTF-8 are a rejection where they are kept, and no matter where they are not")
    func notUTF8() throws {
        let row = Array(Self.good.utf8).flatMap { $0 == 0xC5 ? [0xFF] : [$0] }
        let rows = try ReadRows(Array(Self.header.utf8) + row)
        #expect(rows.rejections.map(\.field) == ["text"])
        #expect(rows.rejections.map(\.reason) == ["is not UTF-8"])
    }

    @Test("An optional column may be missing, and an empty optional field is none")
    func optionalColumns() throws {
        let rows = try ReadRows(
            "id,category,source,status,longitude,latitude,occurred\n7,speeding,public,new,15,52,2025-06\n")
        #expect(rows.reports.map(\.reported) == [nil])
        #expect(rows.reports.map(\.text) == [nil])
        let empty = try ReadRows(Self.header + "7,speeding,public,new,15,52,2025-06,,\n")
        #expect(empty.reports.map(\.reported) == [nil])
    }

    @Test("Shipped profiles are found by their columns")
    func detection() throws {
        let police = "Crime ID,Month,Longitude,Latitude,Crime type,Last outcome category\n,2025-06,-0.1,51.5,Drugs,\n"
        #expect(try ReadRows(police).reports.map(\.occurred.precision) == [.month])
        let chicago = "ID,Date,Primary Type,Arrest,Latitude,Longitude\n1,07/04/2017 12:00:00 PM,THEFT,true,41.8,-87.6\n"
        #expect(try ReadRows(chicago).reports.map(\.occurred.instant) == [1_499_187_600])
    }

    @Test(
        "A file that fits nothing is refused in words",
        arguments: [
            ("", nil, "f.csv: is empty; the first line of a CSV file names its columns"),
            ("\u{FEFF}\n\r\n", nil, "f.csv: is empty; the first line of a CSV file names its columns"),
            ("\u{89}PNG\u{0}\u{0}", nil, "f.csv: is not a CSV file: its first line is not text"),
            (
                "a,b\n", nil,
                "f.csv: no shipped profile fits its columns \"a\", \"b\"; name one with --profile NAME|FILE"
            ),
            (
                "ID,Kind,When\n", ImportProfileTests.small,
                "f.csv: does not fit the profile \"p\": it lacks \"X\", \"Y\"; it has \"ID\", \"Kind\", \"When\""
            ),
            ("Kind,X,Y,When,X\n", ImportProfileTests.small, "f.csv: has more than one column \"X\"; which is meant?"),
            (
                "Kind,X,Y,When\n", ImportProfileTests.small.replacing("speeding", with: "flying"),
                "profile \"p\": category: \"flying\" is no key of the catalogue \"kmzb\""
            ),
        ])
    func refusedFiles(text: String, profile: String?, message: String) {
        #expect { try ReadRows(text, profile: profile) } throws: { "\($0)" == message }
    }

    @Test("A file whose header is no UTF-8 is not text")
    func binaryFile() {
        #expect { try ReadRows([0x89, 0x50, 0x4E, 0x47, 10]) } throws: {
            "\($0)" == "f.csv: is not a CSV file: its first line is not text"
        }
    }

    @Test("A file cut at any byte gives the rows that are ended by a line break, and never a guess at the last")
    func cutAnywhere() throws {
        let start = Array((Self.header + Self.good).utf8)
        let whole = start + Array(Self.good.utf8)
        let cut = Rejection(
            line: 3, field: "", value: "",
            reason:
                "is the last row and has no line break behind it, so it may be cut off; if it is whole, end the file "
                + "with a line break")
        for count in start.count...whole.count {
            let rows = try ReadRows(Array(whole.prefix(count)))
            #expect(rows.reports.count == (count == whole.count ? 2 : 1), "\(count) bytes")
            #expect(rows.rejections == (count == start.count || count == whole.count ? [] : [cut]), "\(count) bytes")
        }
        let quoted = try ReadRows(Self.header + Self.good + "\"7\"")
        #expect(quoted.rejections == [cut])
    }

    @Test(
        "A police unit's code is kept up to 64 characters",
        arguments: [("", 0), ("KPP Gorzów", 0), ("Ż", 63), ("ż", 64)])
    func unit(code: String, padding: Int) throws {
        let code = code + String(repeating: "🐕", count: padding)
        let rows = try ReadRows(
            Self.header.replacing("text", with: "unit") + Self.good.replacing("Zażółć 🐕", with: code))
        let isTooLong = padding == 64
        #expect(rows.reports.map(\.unit) == (isTooLong ? [] : [code.isEmpty ? nil : code]))
        #expect(
            rows.rejections.map(\.reason) == (isTooLong ? ["is no unit's code; one has " + UnitCode.writtenForm] : []))
        #expect(rows.rejections.map(\.field) == (isTooLong ? ["unit"] : []))
    }

    @Test("Batches hold the rows in order, and the last may be short")
    func batches() throws {
        let text = Self.header + (0..<10).map { Self.good.replacing("7,", with: "\($0),", maxReplacements: 1) }.joined()
        var reader = try ReportReader(
            ByteArraySource(Array(text.utf8)), file: "f", profile: nil, catalogue: shippedCatalogue)
        var ids: [[String?]] = []
        while case let batch = try reader.nextBatch(atMost: 4), !batch.isEmpty {
            ids.append(batch.map { if case .report(let report) = $0 { report.externalID } else { nil } })
        }
        #expect(ids == [["0", "1", "2", "3"], ["4", "5", "6", "7"], ["8", "9"]])
    }

    @Test("Mutated files give reports and rejections and never trap", arguments: 0..<10)
    func mutations(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let file = Array((Self.header + String(repeating: Self.good, count: 4)).utf8)
        for _ in 0..<30 {
            do {
                let rows = try ReadRows(mutated(file, &random))
                for rejection in rows.rejections { #expect(rejection.line > 1 && !rejection.reason.isEmpty) }
            } catch let error as ProfileError {
                #expect("\(error)".hasPrefix("f.csv: "))
            }
        }
    }
}
