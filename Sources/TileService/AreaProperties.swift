import JSONText
import Reports

/// Writes what an area holds as the properties of a feature.
struct AreaProperties {
    private let categories: PropertyNames
    private let statuses: PropertyNames

    init(_ catalogue: Catalogue) {
        categories = PropertyNames(catalogue.categories.map(\.key), prefix: "category")
        statuses = PropertyNames(catalogue.statuses.map(\.key), prefix: "status")
    }

    /// - Parameters:
    ///   - groundArea: The area on the ground, in km².
    ///   - population: How many people live there, where that is known.
    func write(_ tally: KindTally, groundArea: Double, population: Int?, to properties: inout some FeatureProperties) {
        properties.property("count", tally.count)
        properties.property("density", Self.density(tally.count, groundArea), decimals: 6)
        if let population {
            properties.property("population", population)
            if let rate = Self.rate(tally.count, population) {
                properties.property("ratePer1000", rate, decimals: 6)
            } else {
                properties.absent("ratePer1000")
            }
        }
        if let top = tally.topCategory.flatMap({ categories.names[safe: $0] }) {
            properties.property("topCategory", top)
        } else {
            properties.absent("topCategory")
        }
        properties.counts("byCategory", prefix: "category", tally.byCategory, categories)
        properties.counts("byStatus", prefix: "status", tally.byStatus, statuses)
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
