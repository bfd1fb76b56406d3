import Rendering
import Reports

/// Which two periods a map compares: a style that shows a difference needs both, any other knows but one.
public enum Comparison {
    /// The filter of the period with which a filter's own is compared, or `nil` where the style compares nothing.
    ///
    /// - Parameters:
    ///   - values: The texts of ``ReportFilter/comparisonNames`` that were given.
    ///   - styles: The styles that there are, of which an error names those that compare.
    /// - Throws: `FilterError`, which names the parameter that is missing, wrong, or means nothing to the style.
    public static func filter(
        _ style: Style, _ filter: ReportFilter, _ values: [String: String], _ catalogue: Catalogue, styles: [Style]
    ) throws(FilterError) -> ReportFilter? {
        switch style.kind {
        case .difference: return try filter.compared(values, catalogue)
        case .heat:
            guard let name = ReportFilter.comparisonNames.first(where: { values[$0] != nil }) else { return nil }
            let names = styles.filter { $0.kind == .difference }.map(\.name).joined(separator: ", ")
            throw FilterError(
                parameter: name,
                problem:
                    "means nothing to the style \"\(style.name)\", which shows one period; styles that compare two: "
                    + (names.isEmpty ? "none" : names))
        }
    }
}
