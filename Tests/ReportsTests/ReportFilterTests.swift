import TestSupport
import Testing

@testable import Reports

@Suite struct ReportFilterTests {
    private func filter(_ query: String) throws -> ReportFilter {
        let parameters = query.split(separator: "&").map { part in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: String(sides[0]), value: String(sides.last ?? ""))
        }
        return try ReportFilter(parameters, kmzb())
    }

    private static let allCategories = (try? kmzb().categories.map(\.key).joined(separator: ",")) ?? ""

    @Test(
        "Two spellings of one filter are equal and hash alike",
        arguments: [
            ("category=speeding,parking", "category=parking,speeding,parking"),
            ("category=" + allCategories, ""),
            ("status=new,verification,confirmed,unconfirmed,eliminated,joke,referred", ""),
            ("source=public,police,consultation", ""), ("hours=0-24", ""), ("hours=0-12,12-24", "hours=00-24"),
            ("hours=20-04", "hours=0-4,20-24"), ("hours=8", "hours=08-09"), ("hours=22-02", "hours=22,23,0,1"),
            ("weekdays=sat,sun", "weekdays=SUN,Sat,sat"), ("weekdays=mon,tue,wed,thu,fri,sat,sun", ""),
            ("from=2025-01-01", "from=2024-12-31T23:00Z"), ("from=2025-01", "from=2025-01-01T00:00:00+01:00"),
            ("group=water", "category=dangerous-place-on-water"),
            ("group=water", "category=dangerous-place-on-water,dangerous-water-area,wild-bathing,drowning"),
            ("group=poverty&category=begging", "group=poverty"),
            ("group=traffic,greenery,water,demoralisation,substances,poverty,animals", ""),
            ("group=poverty&category=speeding", "category=speeding,begging,homeless-in-need"),
        ])
    func normalisation(one: String, other: String) throws {
        let (one, other) = (try filter(one), try filter(other))
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
    }

    @Test("Filters with the same hidden places are equal, of whatever state of the data")
    func hiddenPlaces() {
        let ranges: [ClosedRange<UInt64>] = [3...9, 20...30, 64...127]
        func filter(_ sources: Set<Int>, _ ranges: [ClosedRange<UInt64>]) -> ReportFilter {
            var filter = ReportFilter()
            filter.hiddenPlaces = HiddenPlaces(sources, ranges)
            return filter
        }
        #expect(filter([0, 1], ranges) == filter([1, 0], ranges))
        #expect(filter([0, 1], ranges).hashValue == filter([1, 0], ranges).hashValue)
        #expect(filter([0], ranges) != filter([0, 1], ranges))
        #expect(filter([0], [3...9, 20...31, 64...127]) != filter([0], ranges))
        #expect(filter([0], ranges) != ReportFilter())
    }

    @Test("A category is chosen with all that it replaced; what was replaced can be chosen alone")
    func predecessors() throws {
        let catalogue = try kmzb()
        let keys = { (filter: ReportFilter) in Set((filter.categories ?? []).map { catalogue.categories[$0].key }) }
        #expect(
            keys(try filter("category=dangerous-place-on-water"))
                == ["dangerous-place-on-water", "dangerous-water-area", "wild-bathing", "drowning"])
        #expect(keys(try filter("category=drowning")) == ["drowning"])
        #expect(keys(try filter("group=poverty")) == ["homeless-in-need", "begging"])
    }

    @Test("A group holds what its categories replaced, also where that was in another group")
    func predecessorsInOtherGroups() throws {
        let json = CatalogueTests.small
            .replacing("\"groups\": [", with: "\"groups\": [{\"key\": \"past\", \"pl\": \"P\", \"en\": \"P\"}, ")
            .replacing("\"Old\", \"group\": \"traffic\"", with: "\"Old\", \"group\": \"past\"")
        let catalogue = try Catalogue(Array(json.utf8), file: "c")
        #expect(try ReportFilter([("group", "traffic")], catalogue) == ReportFilter([("category", "new")], catalogue))
        #expect(try ReportFilter([("group", "traffic")], catalogue).categories == nil)
        #expect(try ReportFilter([("group", "past")], catalogue).categories == [0])
    }

    @Test("Hours wrap at midnight, and each hour of the week passes or not as the filter says")
    func hoursOfWeek() throws {
        let night = try filter("hours=20-04&weekdays=sat,sun")
        for hour in 0..<168 {
            let expected = (hour / 24 >= 5) && (hour % 24 >= 20 || hour % 24 < 4)
            #expect(night.passes(hourOfWeek: hour) == expected, "\(hour)")
        }
        #expect(night.needsHourOfWeek)
        #expect(try !filter("from=2025-01-01").needsHourOfWeek)
    }

    @Test(
        "A filter that means nothing is refused with its parameter, its value and what would have been right",
        arguments: [
            (
                "colour=red",
                "colour: is not a known parameter; filters are category, group, status, source, from, to, hours, "
                    + "weekdays"
            ),
            ("source=press", "source: \"press\" is not a known source; known are police, consultation, public"),
            ("source=", "source: \"\" is not a known source; known are police, consultation, public"),
            ("source=police,", "source: \"\" is not a known source; known are police, consultation, public"),
            (
                "group=Water",
                "group: \"Water\" is not a known group; known are traffic, greenery, water, demoralisation, "
                    + "substances, poverty, animals"
            ),
            ("source=police&source=public", "source: is given twice; separate its values by commas"),
            (
                "from=yesterday",
                "from: \"yesterday\" is not a time; write a date such as 2025-01-31 or 2025-01-31T20:00Z"
            ),
            ("to=2025-02-30", "to: \"2025-02-30\" is not a time; write a date such as 2025-01-31 or 2025-01-31T20:00Z"),
            (
                "from=2025-02&to=2025-02-01",
                "from: is not before \"to\": a range holds its first instant and not its last"
            ),
            ("weekdays=sob", "weekdays: \"sob\" is not a weekday; write mon, tue, wed, thu, fri, sat, sun"),
        ])
    func errors(query: String, message: String) {
        #expect { try filter(query) } throws: { "\($0)" == message }
    }

    @Test(
        "Odd hours are refused",
        arguments: ["", "24", "24-4", "20-20", "8-", "-8", "-", "8-9-10", "25", "008", "8.5", "a", "8,,9"])
    func badHours(text: String) {
        let item = text == "8,,9" ? "" : text
        #expect { try filter("hours=" + text) } throws: {
            "\($0)"
                == "hours: \"\(item)\" is not a range of hours; write 20-04 for 20:00 until 04:00, or 8 for one hour"
        }
    }

    @Test("Ten thousand categories are refused by their length")
    func longValue() {
        let value = Array(repeating: "speeding", count: 10_000).joined(separator: ",")
        #expect { try filter("category=" + value) } throws: { "\($0)" == "category: is longer than 4096 bytes" }
    }

    @Test("Random texts are filters or errors that name their parameter", arguments: 0..<10)
    func randomTexts(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let catalogue = try kmzb()
        for _ in 0..<100 {
            let name = ReportFilter.parameterNames.randomElement(using: &random) ?? ""
            let length = Int.random(in: 0...9, using: &random)
            let value = String((0..<length).map { _ in "0123456789-,T:Z+ąsatun".randomElement(using: &random) ?? "0" })
            do {
                _ = try ReportFilter([(name, value)], catalogue)
            } catch {
                #expect(error.parameter == name)
            }
        }
    }
}
