import Foundation

extension SheetWords {
    /// A number of three significant digits at most, or as many as its whole part has when it is exact.
    func written(_ number: Double, digits: Int = 3) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return "–" }
        guard number != 0 else { return "0" }
        let exponent = Int(log10(abs(number)).rounded(.down))
        let unit = pow(10, Double(exponent - digits + 1))
        let rounded = (number / unit).rounded() * unit
        var text = String(format: "%.\(max(0, digits - 1 - exponent))f", rounded)
        if text.contains(".") {
            while text.last == "0" { text.removeLast() }
            if text.last == "." { text.removeLast() }
        }
        let parts = text.split(separator: ".")
        let whole = grouped(String(parts.first ?? "0"))
        return parts.count > 1 ? whole + decimalSeparator + parts[1] : whole
    }

    /// A length in metres or kilometres.
    func distance(_ metres: Double) -> String {
        metres >= 1000 ? written(metres / 1000) + "\u{A0}km" : written(metres) + "\u{A0}m"
    }

    /// `Scale 1 : 25,000 · 1 cm = 250 m`.
    func scaleText(_ denominator: Double) -> String {
        "\(scale) 1\u{A0}:\u{A0}\(written(denominator)) · 1\u{A0}cm\u{A0}=\u{A0}\(distance(denominator / 100))"
    }

    private func grouped(_ digits: String) -> String {
        let digits = Array(digits)
        return digits.indices.reduce(into: "") { text, index in
            if index > 0, (digits.count - index).isMultiple(of: 3), digits[index - 1] != "-" {
                text += thousandsSeparator
            }
            text.append(digits[index])
        }
    }
}
