import Reports

extension Legend {
    /// How many reports there are in the period that is shown, and in the one that it is compared with.
    struct Counts {
        var own: Int
        var compared: Int?
    }

    /// The reports that are shown. Of two periods, what is not told of one is not counted in it either.
    var counts: Counts {
        guard let compared else { return Counts(own: renderer.count(style, filter)) }
        return Counts(own: renderer.count(style, filter), compared: renderer.count(style, compared))
    }

    /// The number of reports in words, of two periods with each period: `1,204 in 2025-06-01 – 2025-09-01; 951 in …`.
    func countWords(_ counts: Counts, _ language: Language) -> String {
        let own = Self.grouped(counts.own, language)
        let clock = renderer.dataset.catalogue.clock
        guard let compared, let number = counts.compared, let period = filter.timeWords(language, clock),
            let other = compared.timeWords(language, clock)
        else { return own }
        let word = language == .polish ? "w okresie" : "in"
        return "\(own) \(word) \(period); \(Self.grouped(number, language)) \(word) \(other)"
    }

    /// What there is to say of two periods of unequal length: nothing is rescaled, so the reader must know; else `nil`.
    func lengthWords(_ language: Language) -> String? {
        let clock = renderer.dataset.catalogue.clock
        guard let compared, let own = filter.lengthWords(language, clock),
            let other = compared.lengthWords(language, clock), own != other
        else { return nil }
        return switch language {
        case .polish: "Okresy mają różną długość: \(own) wobec \(other). Gęstości nie przeliczono."
        case .english: "The periods differ in length: \(own) against \(other). Densities are not rescaled."
        }
    }
}
