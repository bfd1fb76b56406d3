import Density
import Rendering
import Reports

extension Legend {
    /// The classes that are explained: without reports there is nothing to explain.
    func classes(_ reports: Int) -> Range<Int> {
        reports == 0 ? 0..<0 : scale.limits.indices
    }

    /// The limits of a class: `1 – 3`, and for the last `≥ 30`.
    func rangeLabel(_ index: Int) -> String {
        let from = Self.label(scale.limits[index])
        return index + 1 < scale.limits.count ? "\(from) – \(Self.label(scale.limits[index + 1]))" : "≥ \(from)"
    }

    /// The unit in words.
    static func unitWords(_ language: Language) -> String {
        language == .polish ? "zgłoszenia na km²" : "reports per km²"
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
