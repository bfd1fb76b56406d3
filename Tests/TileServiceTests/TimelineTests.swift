import CellIndex
import Foundation
import HTTPMessage
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// Timelines against the system's calendar.
@Suite struct TimelineTests {
    private static let components: [TimelineInterval: Calendar.Component] = [
        .hour: .hour, .day: .day, .week: .weekOfYear, .month: .month, .year: .year,
    ]

    private func calendar() throws -> Calendar {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = try #require(TimeZone(identifier: "Europe/Warsaw"))
        return calendar
    }

    private func reports(_ random: inout SeededGenerator, _ count: Int, days: Int64) throws -> [IndexedReport] {
        try (0..<count).map { number in
            Fixture.report(
                UInt32(number + 1),
                at: try Fixture.place(
                    Double.random(in: 14.9...15.6, using: &random), Double.random(in: 52.5...52.9, using: &random)),
                category: UInt16.random(in: 0..<27, using: &random), source: UInt8.random(in: 0...2, using: &random),
                instant: Fixture.noon + Int64.random(in: -days * 86_400...0, using: &random),
                hour: number % 5 == 0 ? IndexedReport.noHour : 12)
        }
    }

    @Test(
        "Every bin holds what the system's calendar puts there, over changes of the clock",
        arguments: TimelineInterval.allCases)
    func againstCalendar(interval: TimelineInterval) throws {
        var random = SeededGenerator(seed: 31)
        let calendar = try calendar()
        let catalogue = try Fixture.kmzb()
        let reports = try reports(&random, 900, days: interval == .hour ? 90 : 800)
        let renderer = MapRenderer(try Fixture.dataset(reports, catalogue), audience: .operators)
        let component = try #require(Self.components[interval])
        let box = try #require(BoundingBox("15,52.6,15.4,52.8"))
        for query in ["", "group=traffic", "from=2025-03-20&to=2025-04-10"] {
            let filter = try Fixture.filter(query, catalogue)
            for box in [nil, box] {
                let timeline = try #require(Timeline(renderer, filter, box, interval))
                var expected: [Int64: Int] = [:]
                for report in reports where CellLayerTests.passes(report, filter) {
                    if interval == .hour && report.hourOfWeek == IndexedReport.noHour { continue }
                    if let box, !box.contains(report.code.place.geographic) { continue }
                    let date = Date(timeIntervalSince1970: Double(report.instant))
                    let start = try #require(calendar.dateInterval(of: component, for: date)?.start)
                    expected[Int64(start.timeIntervalSince1970), default: 0] += 1
                }
                let found = Dictionary(uniqueKeysWithValues: timeline.bins.map { ($0.start, $0.count) })
                #expect(found.filter { $0.value > 0 } == expected, "\(query)")
                #expect(timeline.withheld == 0)
                #expect(zip(timeline.bins, timeline.bins.dropFirst()).allSatisfy { $0.start < $1.start })
                #expect(timeline.bins.allSatisfy { $0.byCategory.reduce(0, +) == $0.count })
            }
        }
    }

    @Test("The public is told of no bin's one or two protected reports, and of how many that are in all")
    func withheld() throws {
        var random = SeededGenerator(seed: 32)
        let catalogue = try Fixture.kmzb()
        let reports = try reports(&random, 400, days: 300)
        let renderer = MapRenderer(try Fixture.dataset(reports, catalogue), audience: .public)
        let timeline = try #require(Timeline(renderer, ReportFilter(), nil, .day))
        let clock = catalogue.clock
        for (day, group) in Dictionary(grouping: reports, by: { clock.startOfDay(at: $0.instant) }) {
            let protected = group.count { $0.kind.source != 2 }
            let open = group.count - protected
            let count = timeline.bins.first { $0.start == day }?.count ?? 0
            // All of a day or none of it: which days depends on the others of its month.
            #expect(count == open || count == group.count && protected > 2)
        }
        let told = timeline.bins.reduce(0) { $0 + $1.count }
        #expect(timeline.withheld == (reports.count - told) / 3 * 3 && timeline.withheld > 0)
    }

    @Test("The routes give JSON and CSV of the same numbers, and say what is wrong with a question")
    func routes() throws {
        var random = SeededGenerator(seed: 33)
        let service = try Fixture.service(try reports(&random, 300, days: 700), Fixture.unprotected())
        let object = try service.object("/timeline.json?interval=month")
        let bins = try #require(object["bins"] as? [[String: Any]])
        #expect(bins.compactMap { $0["count"] as? Int }.reduce(0, +) == 300 && object["count"] as? Int == 300)
        let csv = String(decoding: service.get("/timeline.csv?interval=month").body, as: UTF8.self)
        let rows = csv.components(separatedBy: "\r\n").dropFirst().dropLast()
        #expect(rows.count == bins.count)
        #expect(rows.compactMap { Int($0.split(separator: ",")[2]) }.reduce(0, +) == 300)
        for query in ["interval=decade", "interval=hour", "bbox=1,2,3", "zoom=3", "interval="] {
            #expect(service.get("/timeline.json?\(query)").status == 400, "\(query)")
        }
        #expect(try service.object("/timeline.json?bbox=0,0,1,1")["count"] as? Int == 0)
    }

    @Test("Without reports there is no bin")
    func empty() throws {
        let service = try Fixture.service([], Fixture.kmzb())
        #expect((try service.object("/timeline.json")["bins"] as? [Any])?.isEmpty == true)
    }
}
