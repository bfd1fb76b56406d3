import CellIndex
import JSONText
import Reports
import WebMercator

/// Writes what a cell holds as the properties of a feature.
struct CellProperties {
    private let categories: [String]
    private let statuses: [String]
    /// The category under which each counts today.
    private let successors: [Int]
    private let protection: Protection
    private let total: Int

    /// - Parameter total: The reports of all cells that are written, of which `share` is a share. It is not the whole
    ///   dataset's: a report far away would then change every tile.
    init(_ catalogue: Catalogue, _ protection: Protection, total: Int) {
        categories = catalogue.categories.map(\.key)
        statuses = catalogue.statuses.map(\.key)
        successors = catalogue.categories.map(\.successor)
        self.protection = protection
        self.total = total
    }

    func write(_ cell: CellCount, to json: inout JSONWriter) {
        let byCategory = breakdown(cell, categories.count) { successors[Int($0.category)] }
        let byStatus = breakdown(cell, statuses.count) { Int($0.status) }
        json.member("count", cell.count)
        json.key("density")
        json.number(Double(cell.count) / cell.cell.groundArea, decimals: 6)
        json.key("share")
        json.number(total > 0 ? Double(cell.count) / Double(total) : 0, decimals: 6)
        json.member("quadkey", cell.cell.quadkey)
        json.member("level", cell.cell.level.number)
        json.member("topCategory") { json in
            if let top = Self.top(byCategory) { json.string(categories[top]) } else { json.null() }
        }
        Self.write("byCategory", byCategory, categories, &json)
        Self.write("byStatus", byStatus, statuses, &json)
        let withheld = [("byCategory", byCategory), ("byStatus", byStatus)].map { name, counts in
            (name: name, count: cell.count - counts.reduce(0, +))
        }
        guard withheld.contains(where: { $0.count > 0 }) else { return }
        json.member("withheld") { json in
            json.object { json in
                for (name, count) in withheld where count > 0 { json.member(name, count) }
            }
        }
    }

    /// Counts by an attribute. Of a value that fewer protected reports have than may be shown together, only the others are
    /// counted; `withheld` says how many are missing in the sum.
    private func breakdown(_ cell: CellCount, _ count: Int, _ place: (ReportKind) -> Int) -> [Int] {
        var open = [Int](repeating: 0, count: count)
        var protected = open
        for (kind, number) in cell.byKind {
            if protection.sources.contains(Int(kind.source)) {
                protected[place(kind)] += number
            } else {
                open[place(kind)] += number
            }
        }
        return open.indices.map { protection.told(open: open[$0], protected: protected[$0]) }
    }

    /// The place of the greatest count, the first of several; `nil` without any.
    private static func top(_ counts: [Int]) -> Int? {
        guard let most = counts.max(), most > 0 else { return nil }
        return counts.firstIndex(of: most)
    }

    private static func write(_ name: String, _ counts: [Int], _ keys: [String], _ json: inout JSONWriter) {
        json.member(name) { json in
            json.object { json in
                for (key, count) in zip(keys, counts) where count > 0 { json.member(key, count) }
            }
        }
    }
}
