import Foundation
import Reports

/// The words and numbers of an atlas in its language.
struct AtlasWording: Sendable {
    private let language: Language

    init(_ language: Language) {
        self.language = language
    }

    private func text(_ polish: String, _ english: String) -> String { language == .polish ? polish : english }

    /// The line above the table.
    var tableTitle: String { text("Zgłoszenia według obszarów", "Reports by area") }

    /// What is said of an area beside its map.
    func note(_ area: BoundaryArea, _ tally: KindTally) -> (heading: String, text: String) {
        var parts = [
            text("\(number(tally.count)) zgłoszeń", "\(number(tally.count)) reports"),
            decimal(AreaProperties.density(tally.count, area.groundArea)) + text(" na km²", " per km²"),
        ]
        if let rate = AreaProperties.rate(tally.count, area.population) {
            parts.append(decimal(rate) + text(" na 1000 mieszkańców", " per 1,000 people"))
        }
        return (text("W granicach obszaru", "Within the area"), parts.joined(separator: ", ") + ".")
    }

    // MARK: The table

    /// The heads of the columns; of people only where their number is known.
    func columns(_ areas: [BoundaryArea]) -> [String] {
        let rate = areas.contains { $0.population != nil } ? [text("na 1000 osób", "per 1,000")] : []
        return [text("Obszar", "Area"), text("Zgłoszenia", "Reports"), text("na km²", "per km²")] + rate
            + [text("Najczęściej", "Most frequent"), text("Strona", "Page")]
    }

    /// An area's row.
    func row(_ area: BoundaryArea, _ tally: KindTally, page: Int, _ catalogue: Catalogue) -> [String] {
        var row = [
            area.name ?? area.id, number(tally.count),
            decimal(AreaProperties.density(tally.count, area.groundArea)),
        ]
        if area.population != nil {
            row.append(AreaProperties.rate(tally.count, area.population).map(decimal) ?? "–")
        }
        row.append(tally.topCategory.map { catalogue.categories[$0].name[language] } ?? "–")
        return row + [String(page)]
    }

    private func number(_ number: Int) -> String { Legend.grouped(number, language) }

    /// A number to three digits.
    private func decimal(_ value: Double) -> String {
        let decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2
        let text = String(format: "%.\(decimals)f", value)
        return value >= 1000 ? number(Int(min(value, 1e15).rounded())) : Legend.written(text, language)
    }

    // MARK: Order

    /// The places of areas in the order of their names, as the language sorts letters.
    func sorted(_ areas: [BoundaryArea]) -> [Int] {
        let locale = Locale(identifier: language == .polish ? "pl_PL" : "en_GB")
        return areas.indices.sorted { left, right in
            let (first, second) = (areas[left].name ?? areas[left].id, areas[right].name ?? areas[right].id)
            let order = first.compare(second, options: [.caseInsensitive, .numeric], range: nil, locale: locale)
            return order == .orderedSame ? left < right : order == .orderedAscending
        }
    }
}
