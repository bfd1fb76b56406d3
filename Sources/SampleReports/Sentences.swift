/// The sentences by category, ready to be written into a CSV field.
struct Sentences: Sendable {
    private let byCategory: [[[UInt8]]]

    init(_ categories: [CategoryProfile]) {
        var found: [String: [[UInt8]]] = [:]
        var key = ""
        for line in SentenceTable.text.split(separator: "\n") {
            if line.hasPrefix("= ") {
                key = String(line.dropFirst(2))
            } else {
                found[key, default: []].append(Self.quoted(line.utf8))
            }
        }
        byCategory = categories.map { found[$0.name] ?? [] }
    }

    /// A sentence of the category, or `nil` where there is none.
    func draw(category: Int, _ random: inout CounterRandom) -> [UInt8]? {
        let sentences = byCategory[category]
        return sentences.isEmpty ? nil : sentences[random.below(sentences.count)]
    }

    /// RFC 4180: a field with a comma or a quote stands in quotes, and a quote in it is doubled.
    static func quoted(_ field: some Sequence<UInt8>) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        let bytes = Array(field)
        guard bytes.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") }) else { return bytes }
        return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }
}
