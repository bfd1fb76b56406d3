import TestSupport
import Testing

@testable import Reports

@Suite struct WordTableTests {
    @Test("A table finds the words that it has, wherever they lie in a row, and no others", arguments: 0..<10)
    func words(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let letters = Array("abż🐕 ")
        func word() -> String {
            String(
                (0..<Int.random(in: 0...5, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
        }
        var numbers: [String: Int] = [:]
        for number in 0..<Int.random(in: 0...300, using: &random) { numbers[word()] = number }
        let table = WordTable(numbers.map { ($0.key, $0.value) })
        for _ in 0..<500 {
            let (before, sought) = (word(), word())
            let row = Array((before + sought + word()).utf8)
            let start = before.utf8.count
            let found = table.number(row.span, start..<start + sought.utf8.count)
            #expect(found == numbers[sought], "seed \(seed): \(sought)")
        }
    }
}
