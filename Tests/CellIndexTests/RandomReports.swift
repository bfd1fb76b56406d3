import CellIndex
import Reports
import TestSupport
import WebMercator

/// Seeded reports with crowded places, ties and edge cases, and filters of every kind.
struct RandomReports {
    var random: SeededGenerator
    let catalogue: Catalogue

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        catalogue = try Catalogue(ShippedFiles.catalogues["kmzb"] ?? [], file: "kmzb")
    }

    /// The first instant of the test's ten years, 2016-01-01.
    static let start: Int64 = 1_451_606_400

    mutating func report(id: UInt32) -> IndexedReport {
        // A third lies crowded in one town, a few exactly at one place, the rest anywhere in the world.
        let code: MortonCode
        switch Int.random(in: 0..<6, using: &random) {
        case 0: code = MortonCode(WorldCoordinate(x: 0x8AD0_0000, y: 0x53B0_0000))
        case 1, 2:
            code = MortonCode(
                WorldCoordinate(
                    x: 0x8AD0_0000 + .random(in: 0..<1 << 20, using: &random),
                    y: 0x53B0_0000 + .random(in: 0..<1 << 20, using: &random)))
        case 3: code = MortonCode(bits: [0, .max, 1, .max - 1].randomElement(using: &random) ?? 0)
        default: code = MortonCode(bits: .random(in: 0 ... .max, using: &random))
        }
        return IndexedReport(
            id: id, code: code,
            kind: ReportKind(
                category: .random(in: 0..<27, using: &random), source: .random(in: 0..<3, using: &random),
                status: .random(in: 0..<7, using: &random)),
            instant: Self.start + .random(in: 0..<315_360_000, using: &random),
            hourOfWeek: Bool.random(using: &random) ? .random(in: 0..<168, using: &random) : IndexedReport.noHour)
    }

    mutating func reports(_ count: Int) -> [IndexedReport] {
        (1...count).map { report(id: UInt32($0)) }
    }

    /// A filter of a random combination of parameters, as a query would write it.
    mutating func filter() throws -> ReportFilter {
        func some(_ keys: [String]) -> String { keys.shuffled(using: &random).prefix(3).joined(separator: ",") }
        var parameters: [(name: String, value: String)] = []
        if Bool.random(using: &random) { parameters.append(("category", some(catalogue.categories.map(\.key)))) }
        if Int.random(in: 0..<4, using: &random) == 0 {
            parameters.append(("group", some(catalogue.groups.map(\.key))))
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            parameters.append(("status", some(catalogue.statuses.map(\.key))))
        }
        if Int.random(in: 0..<3, using: &random) == 0 { parameters.append(("source", "public,police")) }
        if Int.random(in: 0..<3, using: &random) == 0 {
            parameters.append(("from", "\(Int.random(in: 2015...2020, using: &random))-03-01"))
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            parameters.append(("to", "\(Int.random(in: 2021...2027, using: &random))-10-31T12:00"))
        }
        if Int.random(in: 0..<4, using: &random) == 0 { parameters.append(("hours", "20-04")) }
        if Int.random(in: 0..<4, using: &random) == 0 { parameters.append(("weekdays", "sat,sun,mon")) }
        return try ReportFilter(parameters, catalogue)
    }
}

/// The slow, obvious version of the index: a list.
struct ReportList {
    var reports: [IndexedReport]

    func passing(_ filter: ReportFilter) -> [IndexedReport] {
        reports.filter { report in
            if let categories = filter.categories, !categories.contains(Int(report.kind.category)) { return false }
            if let statuses = filter.statuses, !statuses.contains(Int(report.kind.status)) { return false }
            if let sources = filter.sources, !sources.contains(Int(report.kind.source)) { return false }
            if let from = filter.from, report.instant < from { return false }
            if let to = filter.to, report.instant >= to { return false }
            guard filter.needsHourOfWeek else { return true }
            guard report.hourOfWeek < 168 else { return false }
            let day = Int(report.hourOfWeek) / 24
            let hour = Int(report.hourOfWeek) % 24
            return filter.weekdays >> day & 1 == 1 && filter.hours >> hour & 1 == 1
        }
    }

    func count(in cell: Cell, _ filter: ReportFilter) -> Int {
        passing(filter).count { cell.codes.contains($0.code) }
    }
}
