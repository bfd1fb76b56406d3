import Testing

@testable import PrintSheet

/// Bars of round length, and the words beside them.
struct ScaleBarTests {
    @Test(arguments: [
        (25_000.0, 40.0, 1000.0, 40.0), (25_000.0, 39.9, 500.0, 20.0), (75_000.0, 44.0, 2000.0, 26.666_666_667),
        (1000.0, 40.0, 20.0, 20.0), (100.0, 45.0, 2.0, 20.0), (155_000_000.0, 40.0, 5_000_000.0, 32.258_064_516),
    ])
    func `are the longest that fit`(denominator: Double, longest: Double, metres: Double, length: Double) {
        let bar = ScaleBar(denominator: denominator, longest: longest)
        #expect(abs(bar.metres - metres) < 1e-6 * metres && abs(bar.length - length) < 1e-6)
    }

    @Test func `fill at least two fifths of their place, and say their own length`() {
        for step in 0..<2000 {
            let denominator = 100 * (1 + Double(step) * Double(step) * 7.3)
            let bar = ScaleBar(denominator: denominator, longest: 40)
            #expect(bar.length <= 40 + 1e-9 && bar.length >= 15.9)
            #expect(abs(bar.length * denominator / 1000 - bar.metres) < 1e-6 * bar.metres)
        }
    }

    @Test func `scales are said in both notations`() {
        let polish = ExampleSheet.words
        let english = SheetWords(
            scale: "Scale", north: "N", thousandsSeparator: ",", decimalSeparator: ".",
            hemispheres: ("E", "W", "N", "S"))
        func plain(_ text: String) -> String { text.replacing("\u{A0}", with: " ") }
        #expect(plain(english.scaleText(25_000)) == "Scale 1 : 25,000 · 1 cm = 250 m")
        #expect(plain(polish.scaleText(137_482)) == "Skala 1 : 137 000 · 1 cm = 1,37 km")
        #expect(plain(english.scaleText(155_000_000)) == "Scale 1 : 155,000,000 · 1 cm = 1,550 km")
        #expect(plain(english.scaleText(100)) == "Scale 1 : 100 · 1 cm = 1 m")
        #expect(polish.written(0.05) == "0,05" && polish.written(0) == "0" && polish.written(.nan) == "–")
    }
}
