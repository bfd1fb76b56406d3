import Testing

@testable import SampleReports

@Suite struct SampleGeneratorTests {
    @Test func sameSeedGivesTheSameBytesInPortionsOfAnySize() {
        let whole = Sample.text(region: "lubuskie", seed: 7, reports: 500)
        #expect(whole == Sample.text(region: "lubuskie", seed: 7, reports: 500, chunk: 1))
        #expect(whole == Sample.text(region: "lubuskie", seed: 7, reports: 500, chunk: 499))
    }

    @Test func firstRowsOfALongerSampleAreTheShorterSample() {
        let short = Sample.text(region: "poland", seed: 3, reports: 50)
        #expect(Sample.text(region: "poland", seed: 3, reports: 80).hasPrefix(short))
    }

    @Test func anotherSeedGivesOtherReports() {
        #expect(
            Sample.text(region: "poland", seed: 1, reports: 20) != Sample.text(region: "poland", seed: 2, reports: 20))
    }

    @Test func unknownRegionIsRefused() {
        #expect(SampleGenerator(region: "atlantis", seed: 1, reports: 1) == nil)
        #expect(SampleGenerator(region: "Lubuskie", seed: 1, reports: 1) == nil)
    }

    @Test func thereAreSeventeenRegionsAndPolandIsTheFirst() {
        #expect(SampleGenerator.regions.count == 17)
        #expect(SampleGenerator.regions.first == "poland")
        #expect(Set(SampleGenerator.regions).count == 17)
    }

    @Test(arguments: SampleGenerator.regions) func everyRegionHasReports(region: String) {
        #expect(Sample.text(region: region, seed: 1, reports: 30).split(separator: "\n").count == 30)
    }

    @Test(arguments: [0, -1, Int.min]) func noReportsMeansNoRows(reports: Int) {
        #expect(Sample.text(region: "lubuskie", seed: 1, reports: reports) == "")
    }

    @Test func limitBelowOneAppendsNothing() {
        var generator = SampleGenerator(region: "lubuskie", seed: 1, reports: 5)
        var buffer: [UInt8] = []
        #expect(generator?.append(next: 0, to: &buffer) == 0)
        #expect(generator?.append(next: -3, to: &buffer) == 0)
        #expect(generator?.append(next: 99, to: &buffer) == 5)
        #expect(generator?.append(next: 99, to: &buffer) == 0)
    }

    /// The bytes must not change by accident: benchmarks and pictures are made of them.
    @Test func knownFirstRow() {
        let row = "PL-0000000001,parking,consultation,confirmed,15.470466,51.932033,2017-03-21,2017-04-04T11:12:39Z,\n"
        #expect(Sample.text(region: "lubuskie", seed: 1, reports: 1) == row)
    }

    @Test func rowsHaveTheHeadersFieldsAndIdsAreUnique() {
        #expect(SampleGenerator.header.split(separator: ",").count == 9)
        #expect(Sample.rows.count == 12_000)
        #expect(Sample.rows.first?.id == "PL-0000000001")
        #expect(Set(Sample.rows.map(\.id)).count == 12_000)
    }

    @Test func textsAreQuotedWhereTheyMustBe() {
        let texts = Sample.rows.map(\.text).filter { !$0.isEmpty }
        #expect(texts.contains { $0.hasPrefix("\"") && $0.contains("\"\"") })
        for text in texts {
            let quoted = text.hasPrefix("\"") && text.hasSuffix("\"")
            #expect(quoted || !(text.contains(",") || text.contains("\"")), "\(text)")
        }
        let ofPublic = Sample.rows.count { $0.source == "public" }
        #expect(abs(Double(texts.count) / Double(ofPublic) - 0.12) < 0.015)
        #expect(Sample.rows.allSatisfy { $0.text.isEmpty || $0.source == "public" })
    }
}
