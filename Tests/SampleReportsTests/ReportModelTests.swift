import Testing

@testable import SampleReports

@Suite struct ReportModelTests {
    @Test(arguments: [("speeding", 0.30), ("parking", 0.24), ("road-infrastructure", 0.06), ("public-drinking", 0.09)])
    func categoriesHaveTheirShares(category: String, share: Double) {
        #expect(abs(Sample.share { $0.category == category } - share) < 0.02)
    }

    @Test(arguments: [("police", 0.14), ("consultation", 0.06), ("public", 0.80)])
    func sourcesHaveTheirShares(source: String, share: Double) {
        #expect(abs(Sample.share { $0.source == source } - share) < 0.015)
    }

    @Test func aboutHalfIsConfirmedAndFewAreJokes() {
        let confirmed = Sample.share { ["confirmed", "eliminated", "referred"].contains($0.status) }
        #expect(abs(confirmed - 0.5) < 0.04)
        #expect(abs(Sample.share { $0.status == "joke" } - 0.04) < 0.012)
    }

    @Test func policeReportsAreNearlyAllConfirmed() {
        let police = Sample.rows.filter { $0.source == "police" }
        let confirmed = police.count { ["confirmed", "eliminated", "new", "verification"].contains($0.status) }
        #expect(Double(confirmed) / Double(police.count) > 0.94)
    }

    @Test func openCasesAreFromTheLastWeeks() {
        for row in Sample.rows where ["new", "verification"].contains(row.status) {
            #expect(row.reported >= "2025-12-10")
        }
    }

    @Test func statusesAndCategoriesAreOnlyThoseInUseAtTheTime() {
        for row in Sample.rows {
            if row.status == "referred" { #expect(row.reported >= "2019-12-19") }
            if ["dangerous-water-area", "wild-bathing", "drowning"].contains(row.category) {
                #expect(row.occurred < "2022-01-01")
            }
            if row.category == "dangerous-entertainment" { #expect(row.occurred.prefix(7) >= "2019-01") }
        }
        #expect(Set(Sample.rows.map(\.category)).count == 27)
    }

    @Test func theTableHas27CategoriesWithPlacesAndSentences() {
        let categories = CategoryProfile.all()
        #expect(categories.count == 27)
        #expect(categories.first?.name == "parking")
        #expect(categories.last?.name == "stray-dogs")
        #expect(categories.allSatisfy { $0.months.count == 12 && $0.weekdays.count == 7 && $0.hours.count == 24 })
        #expect(categories.allSatisfy { !$0.places.isEmpty })
        let sentences = Sentences(categories)
        var random = CounterRandom(seed: 1, counter: 1)
        #expect(categories.indices.allSatisfy { sentences.draw(category: $0, &random) != nil })
    }
}
