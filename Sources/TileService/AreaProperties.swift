import JSONText
import Reports

/// Writes what an area holds as the properties of a feature.
struct AreaProperties {
    private let categories: [String]
    private let statuses: [String]

    init(_ catalogue: Catalogue) {
        categories = catalogue.categories.map(\.key)
        statuses = catalogue.statuses.map(\.key)
    }

    /// - Parameters:
    ///   - groundArea: The area on the ground, in km².
    ///   - population: How many people live there, where that is known.
    func write(_ tally: KindTally, groundArea: Double, population: Int?, to json: inout JSONWriter) {
        json.member("count", tally.count)
        json.key("density")
        json.number(Self.density(tally.count, groundArea), decimals: 6)
        if let population {
            json.member("population", population)
            json.key("ratePer1000")
            if let rate = Self.rate(tally.count, population) { json.number(rate, decimals: 6) } else { json.null() }
        }
        json.member("topCategory") { json in
            if let top = tally.topCategory { json.string(categories[top]) } else { json.null() }
        }
        Self.write("byCategory", categories, tally.byCategory, &json)
        Self.write("byStatus", statuses, tally.byStatus, &json)
    }

    private static func write(_ name: String, _ keys: [String], _ counts: [Int], _ json: inout JSONWriter) {
        json.member(name) { json in
            json.object { json in
                for (key, count) in zip(keys, counts) where count > 0 { json.member(key, count) }
            }
        }
    }

    /// Reports per km²; 0 where there is no ground.
    static func density(_ count: Int, _ groundArea: Double) -> Double {
        groundArea > 0 ? Double(count) / groundArea : 0
    }

    /// Reports per 1,000 people; `nil` where nobody is known to live there.
    static func rate(_ count: Int, _ population: Int?) -> Double? {
        guard let population, population > 0 else { return nil }
        return Double(count) * 1000 / Double(population)
    }
}
