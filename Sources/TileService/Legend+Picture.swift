import Density
import PrintSheet
import Rendering
import Reports
import WebMercator

extension Legend {
    /// The legend as a picture, with what the JSON says, in one language.
    public func picture(_ language: Language) -> LegendPicture {
        let reports = renderer.count(style, filter)
        let isPolish = language == .polish
        return LegendPicture(
            title: isPolish ? style.titlePL : style.titleEN, unit: Self.unitWords(language),
            entries: classes(reports).map { entry($0, language) }, isSmooth: style.shading == .smooth,
            emptyText: isPolish ? "Żadne zgłoszenie nie pasuje do filtru." : "No report matches the filter.",
            notes: notes(reports, language),
            footer: isPolish
                ? "Powiększenie \(zoom.number) · skala \(version)" : "Zoom \(zoom.number) · scale \(version)")
    }

    private func entry(_ index: Int, _ language: Language) -> LegendPicture.Entry {
        // Where colours change gradually a label belongs to a limit; the last one says that nothing ends it.
        let isLimit = style.shading == .smooth && index + 1 < scale.limits.count
        let label = isLimit ? Self.label(scale.limits[index]) : rangeLabel(index)
        return LegendPicture.Entry(
            colors: palette.shades(ofClass: index).map(InkColor.init), label: Self.written(label, language))
    }

    private func notes(_ reports: Int, _ language: Language) -> [LegendPicture.Note] {
        let headings =
            language == .polish
            ? ["Zgłoszenia", "Filtr", "Liczenie", "Wygładzanie"] : ["Reports", "Filter", "Counting", "Smoothing"]
        let texts = [
            Self.grouped(reports, language), filter.words(language, renderer.dataset.catalogue),
            Self.weightWords(style, renderer.dataset.catalogue, language), kernelWords(language),
        ]
        return zip(headings, texts).map(LegendPicture.Note.init)
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
