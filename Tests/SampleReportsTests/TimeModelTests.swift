import Testing

@testable import SampleReports

@Suite struct TimeModelTests {
    @Test func nothingIsReportedBeforeItHappens() {
        for row in Sample.rows {
            #expect(SampleRow.earliest(row.reported) >= SampleRow.earliest(row.occurred), "\(row)")
            #expect(row.reported.utf8.count == 20 && row.reported.hasSuffix("Z"))
            #expect(row.reported <= "2025-12-31T22:59:59Z")
            #expect(row.occurred.prefix(7) >= "2016-10")
        }
    }

    @Test func precisionFollowsTheSource() {
        for row in Sample.rows {
            switch row.source {
            case "police": #expect([17, 20].contains(row.occurred.utf8.count))
            case "public": #expect([10, 17].contains(row.occurred.utf8.count))
            default: #expect([7, 10, 17].contains(row.occurred.utf8.count))
            }
        }
        #expect(Sample.rows.contains { $0.occurred.utf8.count == 7 })
    }

    /// Known changes of the clock, and the seconds beside them.
    @Test(arguments: [
        (2024, 3, 31, 1, 59, "2024-03-31T00:59Z"), (2024, 3, 31, 3, 0, "2024-03-31T01:00Z"),
        (2024, 10, 27, 2, 59, "2024-10-27T00:59Z"), (2024, 10, 27, 3, 0, "2024-10-27T02:00Z"),
        (2025, 3, 30, 12, 0, "2025-03-30T10:00Z"), (2025, 10, 26, 12, 0, "2025-10-26T11:00Z"),
        (2020, 2, 29, 0, 30, "2020-02-28T23:30Z"), (2021, 7, 1, 0, 0, "2021-06-30T22:00Z"),
        (2022, 10, 30, 12, 0, "2022-10-30T11:00Z"), (2023, 12, 31, 23, 59, "2023-12-31T22:59Z"),
    ])
    func polishTimeToUTC(year: Int, month: Int, day: Int, hour: Int, minute: Int, utc: String) {
        let number = CivilDay(year: year, month: month, day: day).daysSince1970
        let seconds = PolishTime().utc(day: number, second: hour * 3_600 + minute * 60)
        var buffer: [UInt8] = []
        RowWriter.append(instant: seconds, seconds: false, to: &buffer)
        #expect(String(decoding: buffer, as: UTF8.self) == utc)
    }

    @Test func daysAndDatesAreInverse() {
        #expect(CivilDay(year: 1970, month: 1, day: 1).daysSince1970 == 0)
        #expect(CivilDay.weekday(daysSince1970: CivilDay(year: 2025, month: 12, day: 31).daysSince1970) == 2)
        for number in stride(from: 0, to: 30_000, by: 17) {
            #expect(CivilDay(daysSince1970: number).daysSince1970 == number)
        }
    }

    /// Local day numbers, weekdays, hours and months drawn for one category.
    private func draws(_ category: String) -> [(month: Int, weekday: Int, hour: Int)] {
        let categories = CategoryProfile.all()
        guard let index = categories.firstIndex(where: { $0.name == category }) else { return [] }
        let model = OccurrenceModel(categories)
        return (0..<1_500).map { number in
            var random = CounterRandom(seed: 9, counter: UInt64(number))
            let drawn = model.draw(category: index, &random)
            let weekday = CivilDay.weekday(daysSince1970: drawn.day)
            return (CivilDay(daysSince1970: drawn.day).month, weekday, drawn.second / 3_600)
        }
    }

    @Test func racingIsForWeekendNights() {
        let racing = draws("street-racing")
        let nights = racing.count { ($0.hour >= 20 || $0.hour < 5) }
        let weekend = racing.count { $0.weekday >= 4 }
        #expect(Double(nights) / Double(racing.count) > 0.7)
        #expect(Double(weekend) / Double(racing.count) > 0.6)
    }

    @Test func grassBurnsInSpringAndPeopleBatheInSummer() {
        #expect(draws("grass-burning").count { $0.month == 3 || $0.month == 4 } > 900)
        #expect(draws("wild-bathing").count { (6...8).contains($0.month) } > 1_200)
        #expect(draws("homeless-in-need").count { [11, 12, 1, 2, 3].contains($0.month) } > 900)
    }

    @Test func speedingIsForTheDayAndDrinkingForTheEvening() {
        #expect(draws("speeding").count { (6...20).contains($0.hour) } > 1_150)
        #expect(draws("public-drinking").count { $0.hour >= 16 || $0.hour < 2 } > 850)
        #expect(draws("parking").count { $0.weekday >= 5 } < 375)
    }
}
