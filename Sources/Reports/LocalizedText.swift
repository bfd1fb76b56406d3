/// The languages that the public interface speaks.
public enum Language: String, Sendable, CaseIterable {
    /// Polish.
    case polish = "pl"
    /// English.
    case english = "en"
}

/// A name in Polish and in English.
public struct LocalizedText: Sendable, Hashable {
    /// The Polish text.
    public var pl: String

    /// The English text.
    public var en: String

    /// Creates a text.
    public init(pl: String, en: String) {
        self.pl = pl
        self.en = en
    }

    /// The text in a language.
    public subscript(language: Language) -> String {
        switch language {
        case .polish: pl
        case .english: en
        }
    }
}
