import JSONText
import Rendering
import Reports

extension Legend {
    /// How reports of each kind count, in words: "Not counted: Not confirmed, Joke or mistake."
    static func weightWords(_ style: Style, _ catalogue: Catalogue, _ language: Language) -> String {
        var names: [Double: [String]] = [:]
        for status in catalogue.statuses {
            if let weight = style.statusWeights[status.key] { names[weight, default: []].append(status.name[language]) }
        }
        for category in catalogue.categories {
            if let weight = style.categoryWeights[category.key] {
                names[weight, default: []].append(category.name[language])
            }
        }
        names[1] = nil
        let sentences = names.keys.sorted().map { weight in
            opening(weight, language) + ": " + (names[weight] ?? []).joined(separator: ", ") + "."
        }
        guard sentences.isEmpty else { return sentences.joined(separator: " ") }
        return language == .polish ? "Każde zgłoszenie liczy się raz." : "Every report counts once."
    }

    private static func opening(_ weight: Double, _ language: Language) -> String {
        let factor = label(weight)
        switch language {
        case .polish:
            if weight == 0 { return "Nie liczą się" }
            // A fraction takes the genitive singular: 0,5 raza; whole numbers take 2 razy.
            let noun = weight == weight.rounded() ? "razy" : "raza"
            return "Liczą się \(factor.replacing(".", with: ",")) \(noun)"
        case .english:
            return weight == 0 ? "Not counted" : "Counted \(factor) times"
        }
    }

    /// A number as people write it: no trailing zeros, no exponent however small or large.
    static func label(_ number: Double) -> String {
        let text = number.description
        let parts = text.split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else {
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        let digits = parts[0].filter { $0 != "." && $0 != "-" }
        let sign = number < 0 ? "-" : ""
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + trimmedZeros(digits) }
        return sign + digits + String(repeating: "0", count: max(0, exponent + 1 - digits.count))
    }

    /// Digits behind a point, without the zeros at their end.
    private static func trimmedZeros(_ digits: some StringProtocol) -> String {
        var text = String(digits)
        while text.count > 1, text.hasSuffix("0") { text.removeLast() }
        return text
    }
}
