import TestSupport
import Testing

@testable import Reports

@Suite struct DecimalNumberTests {
    @Test(
        "What is no decimal number is refused",
        arguments: [
            "", " ", "12,5", "NaN", "nan", "inf", "-inf", "infinity", " 1", "1 ", "1e", "1e+", "1e-", "--1", "+-1", "-",
            "+",
            ".", "-.", "e5", ".e5", "1.2.3", "1e5.0", "1e5e5", "0x10", "1_000", "1.5°", "١", "1e12345", "1\u{0}", "½",
        ])
    func refusals(text: String) {
        #expect(parse(text) == nil)
    }

    @Test(
        "Known numbers are read exactly",
        arguments: [
            ("0", 0), ("-0.411683", -0.411683), ("+52.5", 52.5), (".5", 0.5), ("5.", 5), ("1e2", 100), ("1E-2", 0.01),
            ("000000000000000000015.2288", 15.2288), ("0.000000000000000000000000000001", 1e-30),
            ("15.2287999999999996702770658885128796100616455078125", 15.2288),
            ("9007199254740993", 9_007_199_254_740_992), ("999999999999999", 999_999_999_999_999),
            ("1" + String(repeating: "0", count: 100), 1e100),
            ("0." + String(repeating: "0", count: 100) + "1", 1e-101),
        ])
    func knownNumbers(text: String, number: Double) {
        #expect(parse(text) == number)
    }

    @Test("Random texts are read as the standard library reads them, or refused as it refuses them", arguments: 0..<20)
    func randomTexts(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let length = Int.random(in: 0...22, using: &random)
            let text = String(
                (0..<length).map { _ in "0123456789012345678901234567.-+e".randomElement(using: &random) ?? "0" })
            let exponent = text.firstIndex(of: "e").map { text.distance(from: $0, to: text.endIndex) } ?? 0
            guard exponent <= 5 else { continue }
            #expect(parse(text) == Double(text), "seed \(seed): \(text)")
        }
    }

    private func parse(_ text: String) -> Double? {
        DecimalNumber.parse(Array(text.utf8).span)
    }
}
