import Density
import Rendering
import Reports

extension Legend {
    /// The classes that are explained: without reports there is nothing to explain.
    func classes(_ reports: Counts) -> Range<Int> {
        reports.own == 0 && reports.compared ?? 0 == 0 ? 0..<0 : palette.classColors.indices
    }

    /// The limits of a class: `1 – 3`, and for the last `≥ 30`; of a difference `−3 – −1` and `no change` too.
    func rangeLabel(_ index: Int, _ language: Language) -> String {
        let limits = palette.classLimits[index]
        func text(_ limit: Double) -> String {
            Self.written(Self.label(limit).replacing("-", with: "\u{2212}"), language)
        }
        switch (limits.lower, limits.upper) {
        case (let from?, let to?) where from < 0 && to > 0: return language == .polish ? "bez zmian" : "no change"
        case (let from?, let to?): return "\(text(from)) – \(text(to))"
        case (let from?, nil): return "≥ \(text(from))"
        case (nil, let to?): return "≤ \(text(to))"
        case (nil, nil): return ""
        }
    }

    /// The unit in words.
    func unitWords(_ language: Language) -> String {
        switch (style.kind, language) {
        case (.heat, .polish): "zgłoszenia na km²"
        case (.heat, .english): "reports per km²"
        case (.difference, .polish): "zmiana liczby zgłoszeń na km²"
        case (.difference, .english): "change in reports per km²"
        }
    }

    /// What the kernel does, with its radius where most reports are.
    ///
    /// - Parameter latitude: In degrees, where else to give the radius for.
    func kernelWords(_ language: Language, latitude: Double? = nil) -> String {
        let metres = style.bandwidth.metres(latitude: latitude ?? renderer.latitude, zoom: zoom)
        let radius = Self.distance(metres, language)
        return switch language {
        case .polish: "Każde zgłoszenie rozłożono na koło o promieniu \(radius) (jądro kwartyczne)."
        case .english: "Each report is spread over a circle of radius \(radius) (quartic kernel)."
        }
    }

    /// A distance to two digits, in metres or kilometres.
    static func distance(_ metres: Double, _ language: Language) -> String {
        let isLong = metres >= 1000
        let value = isLong ? metres / 1000 : metres
        let text = label(value >= 10 ? value.rounded() : (value * 10).rounded() / 10)
        return written(text, language) + (isLong ? " km" : " m")
    }

    /// A number's text as a language writes it: Polish has a decimal comma.
    static func written(_ number: String, _ language: Language) -> String {
        language == .polish ? number.replacing(".", with: ",") : number
    }
}
