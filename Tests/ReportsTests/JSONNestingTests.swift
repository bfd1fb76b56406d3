import TestSupport
import Testing

@testable import Reports

@Suite struct JSONNestingTests {
    /// A random value, with line breaks between its parts and braces, quotes and backslashes in its strings.
    private func value(_ random: inout SeededGenerator, depth: Int = 0) -> String {
        let strings = ["\"\"", "\"}\"", "\"]\\\"[\"", "\"\\\\\"", "\"a,b: {\"", "\"ż🐕\\u005d\""]
        switch Int.random(in: 0..<(depth < 4 ? 5 : 3), using: &random) {
        case 0: return strings.randomElement(using: &random) ?? "\"\""
        case 1: return "-1.5e3"
        case 2: return "null"
        case 3:
            let elements = (0..<Int.random(in: 0...3, using: &random)).map { _ in value(&random, depth: depth + 1) }
            return "[\n\(elements.joined(separator: " , "))]"
        default:
            let members = (0..<Int.random(in: 0...3, using: &random)).map {
                "\"\($0)\":\(value(&random, depth: depth + 1))"
            }
            return "{\(members.joined(separator: ",\n"))}"
        }
    }

    @Test("A value ends where it does, wherever its pieces are cut, and its line breaks are counted", arguments: 0..<10)
    func ends(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let text = value(&random)
            let bytes = Array((text + ([",", "]", "}", " ", "\n"].randomElement(using: &random) ?? ",")).utf8)
            for cut in 0...bytes.count {
                let (first, second) = (Array(bytes[..<cut]), Array(bytes[cut...]))
                var nesting = JSONNesting()
                var end = nesting.end(in: first.span, from: 0)
                if end == nil { end = nesting.end(in: second.span, from: 0).map { $0 + cut } }
                #expect(end == text.utf8.count, "seed \(seed), cut \(cut): \(text)")
                #expect(nesting.takeLines() == text.utf8.count { $0 == 10 })
            }
        }
    }
}
