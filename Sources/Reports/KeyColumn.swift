/// A column whose words stand for keys of the catalogue.
struct KeyColumn {
    /// What the words are, such as `category`.
    let field: String

    /// The column's place in the header, or -1 for a constant.
    let index: Int

    /// The ordinal of every row, where it is a constant.
    let constant: Int?

    private let words: [String]
    private let ordinals: WordTable

    init(
        _ profile: ImportProfile, _ field: String, _ rule: ImportProfile.KeyField, _ header: [String],
        _ catalogue: Catalogue, _ keys: [String: Int]
    ) throws(ProfileError) {
        func ordinal(_ key: String) throws(ProfileError) -> Int {
            if let ordinal = keys[key] { return ordinal }
            throw .unknownKey(profile: profile.name, field: field, key: key, catalogue: catalogue.name)
        }
        self.field = field
        var ordinals: [(word: String, number: Int)] = []
        if rule.values.isEmpty {
            for (key, ordinal) in keys { ordinals.append((key, ordinal)) }
        } else {
            for (word, key) in rule.values { ordinals.append((word, try ordinal(key))) }
        }
        words = ordinals.map(\.word).filter { !$0.isEmpty }.sorted()
        self.ordinals = WordTable(ordinals)
        switch rule.origin {
        case .constant(let key):
            constant = try ordinal(key)
            index = -1
        case .column(let name, _):
            constant = nil
            index = header.firstIndex(of: name) ?? -1
        }
    }

    /// The ordinal that a row's word stands for, or `nil` where it is unknown.
    func ordinal(_ record: FieldRecord) -> Int? {
        guard index >= 0 else { return nil }
        return ordinals.number(record.bytes.span, record.range(index))
    }

    /// A few of the words, for an error message.
    var someWords: String {
        words.prefix(6).joined(separator: ", ") + (words.count > 6 ? ", ... (\(words.count) in all)" : "")
    }
}
