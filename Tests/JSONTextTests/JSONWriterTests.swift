import Foundation
import JSONText
import TestSupport
import Testing

/// What `JSONWriter` writes, and that another parser reads the same from it.
struct JSONWriterTests {
    private func text(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        body(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private func parsed(_ text: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    }

    @Test(arguments: [
        (0.0, 6, "0"), (-0.0, 6, "0"), (1, 6, "1"), (0.5, 0, "1"), (0.4, 0, "0"), (-0.5, 1, "-0.5"), (0.05, 2, "0.05"),
        (0.99999996, 7, "1"), (0.99999994, 7, "0.9999999"), (-0.99999996, 7, "-1"), (19.99999999, 7, "20"),
        (-0.00000001, 7, "0"), (1e-10, 9, "0"), (1e-9, 9, "0.000000001"), (-1e-9, 9, "-0.000000001"),
        (14.1234567, 7, "14.1234567"), (-179.9999999, 7, "-179.9999999"), (180, 7, "180"), (100.1, 3, "100.1"),
        (1e15, 0, "1000000000000000"), (1e15, 9, "1000000000000000"), (-1e18, 2, "-1e+18"),
        (9_007_199.25, 9, "9007199.25"), (1234.5, -3, "1235"),
        (0.5, 12, "0.5"), (0.125, 12, "0.125"), (.nan, 3, "null"), (.infinity, 3, "null"), (-.infinity, 0, "null"),
    ])
    func `a number has at most the decimals asked for`(value: Double, decimals: Int, expected: String) {
        #expect(text { $0.number(value, decimals: decimals) } == expected)
    }

    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (-3, "-3"), (0.1, "0.1"), (1e-7, "1e-07"), (999_999_999_999_999, "999999999999999"),
        (1e15, "1000000000000000"), (1e17, "100000000000000000"), (1e18, "1e+18"), (.leastNonzeroMagnitude, "5e-324"),
        (.nan, "null"), (.infinity, "null"),
    ])
    func `a number without decimals asked for reads back as itself`(value: Double, expected: String) throws {
        let text = text { $0.number(value) }
        #expect(text == expected)
        if value.isFinite { #expect(Double(text) == value && (try? parsed(text)) is NSNumber) }
    }

    /// The slow version: the shortest text of so many decimals, by the C library.
    @Test(arguments: 0...9)
    func `random numbers are the nearest of so many decimals`(decimals: Int) throws {
        var random = SeededGenerator(seed: 40 + UInt64(decimals))
        let unit = pow(10, -Double(decimals))
        for _ in 0..<2000 {
            let magnitude = pow(10, Double.random(in: -9...6, using: &random))
            let value = Double.random(in: -1...1, using: &random) * magnitude
            let text = text { $0.number(value, decimals: decimals) }
            let fraction = text.split(separator: ".").dropFirst().first ?? ""
            #expect(fraction.count <= decimals && !fraction.hasSuffix("0") && !text.hasSuffix("."), "\(value): \(text)")
            #expect(!text.hasPrefix("-0") || text.hasPrefix("-0."), "\(value): \(text)")
            let back = try #require(Double(text))
            // Halves may go either way: neither value nor product is exact.
            #expect(abs(back - value) <= unit / 2 * (1 + 1e-6) + abs(value) * 1e-15, "\(value): \(text)")
            var slow = String(format: "%.\(decimals)f", value)
            if slow.contains(".") { while slow.hasSuffix("0") { slow.removeLast() } }
            if slow.hasSuffix(".") { slow.removeLast() }
            let scaled = abs(value / unit)
            if abs(scaled.truncatingRemainder(dividingBy: 1) - 0.5) > 1e-3 + scaled * 0x1p-52 {
                #expect(text == (slow == "-0" ? "0" : slow))
            }
        }
    }

    @Test(arguments: [
        ("", #""""#), ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t\u{0}\u{1F}", ##""\n\u000d\u0009\u0000\u001f""##),
        ("ą\u{7F}", "\"ą\u{7F}\""), ("👩‍🚒", "\"👩‍🚒\""), ("</script>", "\"</script>\""), ("\u{2028}", "\"\u{2028}\""),
    ])
    func `texts are escaped where RFC 8259 asks for it and nowhere else`(value: String, expected: String) throws {
        let text = text { $0.string(value) }
        #expect(text == expected)
        #expect(try parsed(text) as? String == value)
    }

    @Test func `every control character reads back`() throws {
        for scalar in (0..<0xA0).compactMap(UnicodeScalar.init) {
            let value = "x\(Character(scalar))y"
            #expect(try parsed(text { $0.string(value) }) as? String == value)
        }
    }

    @Test func `members and elements are separated by commas, in the order written`() {
        let result = text { json in
            json.object { json in
                json.member("b", 1)
                json.member("a") { $0.array([1.5, 2]) { $0.number($1) } }
                json.member("empty") { $0.object { _ in } }
                json.member("none") { $0.array([Int]()) { $0.integer($1) } }
                json.member("nested") { $0.array([[1], []]) { $0.array($1) { $0.integer($1) } } }
                json.member("yes", true)
                json.member("nothing") { $0.null() }
                json.member("raw") { $0.raw("{}") }
                json.member("żółć", "ą")
            }
        }
        #expect(
            result
                == #"{"b":1,"a":[1.5,2],"empty":{},"none":[],"nested":[[1],[]],"yes":true,"nothing":null,"raw":{},"żółć":"ą"}"#
        )
    }

    @Test func `text taken in pieces joins to the same text`() throws {
        var json = JSONWriter()
        var pieces: [UInt8] = []
        json.open(UInt8(ascii: "["))
        for number in 0..<10 {
            json.integer(number)
            pieces += json.take()
        }
        json.close(UInt8(ascii: "]"))
        pieces += json.take()
        #expect(String(decoding: pieces, as: UTF8.self) == "[0,1,2,3,4,5,6,7,8,9]")
    }

    @Test func `random values read back through another parser`() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let scalars = (0..<Int.random(in: 0...20, using: &random)).compactMap { _ in
                UnicodeScalar(UInt32.random(in: 0...0x10FFFF, using: &random))
            }
            let value = String(String.UnicodeScalarView(scalars))
            let number = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
            let text = text { json in
                json.object { json in
                    json.member("text", value)
                    json.member("number", number)
                }
            }
            let object = try #require(try parsed(text) as? [String: Any])
            #expect((object["text"] as? String)?.unicodeScalars.elementsEqual(scalars) == true)
            guard number.isNormal else { continue }
            // JSONSerialization's own reading of 17 digits is off by a few units in the last place.
            let back = try #require((object["number"] as? NSNumber)?.doubleValue)
            #expect(abs(back / number - 1) < 1e-14)
        }
    }
}
