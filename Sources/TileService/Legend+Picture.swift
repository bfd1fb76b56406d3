import Density
import PrintSheet
import Rendering
import Reports
import WebMercator

extension Legend {
    /// The legend as a picture, with what the JSON says, in one language.
    public func picture(_ language: Language) -> LegendPicture {
        let reports = counts
        let isPolish = language == .polish
        return LegendPicture(
            title: isPolish ? style.titlePL : style.titleEN, unit: unitWords(language),
            entries: classes(reports).map { entry($0, language) }, isSmooth: isGradual,
            emptyText: isPolish ? "Żadne zgłoszenie nie pasuje do filtru." : "No report matches the filter.",
            notes: notes(reports, language),
            footer: isPolish
                ? "Powiększenie \(zoom.number) · skala \(version)" : "Zoom \(zoom.number) · scale \(version)")
    }

    /// Whether one colour passes into the next over the whole scale. A difference has classes that stand apart, each with
    /// its own shades: the strongest fall has no lower limit at which a label could stand.
    private var isGradual: Bool { style.shading == .smooth && style.kind == .heat }

    private func entry(_ index: Int, _ language: Language) -> LegendPicture.Entry {
        // Where colours change gradually a label belongs to a limit; the last one says that nothing ends it.
        let isLimit = isGradual && index + 1 < scale.limits.count
        let label = isLimit ? Self.written(Self.label(scale.limits[index]), language) : rangeLabel(index, language)
        return LegendPicture.Entry(
            colors: palette.shades(ofClass: index).map(InkColor.init), label: label)
    }

    private func notes(_ reports: Counts, _ language: Language) -> [LegendPicture.Note] {
        let catalogue = renderer.dataset.catalogue
        let isPolish = language == .polish
        let notes = [
            (isPolish ? "Zgłoszenia" : "Reports", countWords(reports, language)),
            (isPolish ? "Okresy" : "Periods", lengthWords(language)),
            (isPolish ? "Filtr" : "Filter", filter.words(language, catalogue, against: compared)),
            (isPolish ? "Liczenie" : "Counting", Self.weightWords(style, catalogue, language)),
            (isPolish ? "Wygładzanie" : "Smoothing", kernelWords(language)),
        ]
        return notes.compactMap { heading, text in text.map { LegendPicture.Note(heading: heading, text: $0) } }
    }

    /// A number with its thousands apart: `1,234,567`, and in Polish `1 234 567` with spaces that do not break.
    static func grouped(_ number: Int, _ language: Language) -> String {
        let digits = Array(String(number))
        let separator = language == .polish ? "\u{A0}" : ","
        return digits.indices.reduce(into: "") { text, index in
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += separator }
            text.append(digits[index])
        }
    }
}

extension InkColor {
    /// A style's colour.
    init(_ color: Color) {
        self.init(
            red: Double(color.red) / 255, green: Double(color.green) / 255, blue: Double(color.blue) / 255,
            alpha: Double(color.alpha) / 255)
    }
}
