/// The sixteen voivodeships by key, and how eagerly each reports.
enum Voivodeship {
    static let keys = [
        "dolnoslaskie", "kujawsko-pomorskie", "lodzkie", "lubelskie", "lubuskie", "malopolskie", "mazowieckie",
        "opolskie", "podkarpackie", "podlaskie", "pomorskie", "slaskie", "swietokrzyskie", "warminsko-mazurskie",
        "wielkopolskie", "zachodniopomorskie",
    ]

    /// Reports per resident against the country's mean; Małopolska files the most of all.
    static let eagerness: [Double] = [1, 0.95, 0.9, 0.9, 1, 1.3, 1.1, 0.9, 0.85, 0.9, 1.1, 0.95, 0.85, 1, 1, 1]

    /// How densely the countryside is dotted with villages: small ones everywhere in the south-east, few in the
    /// north-west.
    static let villages: [Double] = [
        0.6, 0.75, 0.85, 0.8, 0.42, 0.95, 0.85, 0.65, 0.85, 0.6, 0.55, 0.8, 0.9, 0.45, 0.7, 0.4,
    ]

    static func index(of key: some StringProtocol) -> Int? { keys.firstIndex { $0 == key } }
}
