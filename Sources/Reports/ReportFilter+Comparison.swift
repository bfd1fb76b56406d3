extension ReportFilter {
    /// The names of the parameters of a second period, with which that of `from` and `to` is compared.
    public static let comparisonNames = ["compare-from", "compare-to"]

    /// The filter of the period with which this filter's is compared: the same in everything but its times.
    ///
    /// - Parameters:
    ///   - values: The texts of ``comparisonNames``, written as `from` and `to` are.
    ///   - catalogue: Its time zone says when days begin.
    /// - Throws: ``FilterError``, which names the parameter: the first of the two periods' four times that is missing, one
    ///   that is no time, or `compare-from` where nothing lies between the two.
    public func compared(_ values: [String: String], _ catalogue: Catalogue) throws(FilterError) -> ReportFilter {
        let isThere = [
            ("from", from != nil), ("to", to != nil), ("compare-from", values["compare-from"] != nil),
            ("compare-to", values["compare-to"] != nil),
        ]
        if let missing = isThere.first(where: { !$0.1 }) {
            throw FilterError(
                parameter: missing.0,
                problem: "is missing; the period of from and to is compared with that of compare-from and compare-to, "
                    + "so all four are needed")
        }
        for name in Self.comparisonNames where values[name]?.utf8.count ?? 0 > Self.longestValue {
            throw FilterError(parameter: name, problem: "is longer than \(Self.longestValue) bytes")
        }
        var compared = self
        compared.from = try Self.instant(values, "compare-from", catalogue.clock)
        compared.to = try Self.instant(values, "compare-to", catalogue.clock)
        if let from = compared.from, let to = compared.to, from >= to {
            throw FilterError(
                parameter: "compare-from",
                problem: "is not before \"compare-to\": a range holds its first instant and not its last")
        }
        return compared
    }

    /// How long the range of time is on the local clock, in words, or `nil` where it has no end: `92 days`, `1 day 6 h`.
    public func lengthWords(_ language: Language, _ clock: LocalClock) -> String? {
        guard let from, let to else { return nil }
        // By the clock on the wall, so that the days on which it changes are as long as others.
        let seconds = clock.local(at: to) - clock.local(at: from)
        let (days, rest) = (seconds / 86_400, seconds % 86_400)
        let isPolish = language == .polish
        var parts: [String] = []
        if days != 0 {
            parts.append("\(days) " + (isPolish ? days == 1 ? "dzień" : "dni" : days == 1 ? "day" : "days"))
        }
        for (amount, unit) in [(rest / 3600, isPolish ? "godz." : "h"), (rest / 60 % 60, "min"), (rest % 60, "s")]
        where amount != 0 { parts.append("\(amount) \(unit)") }
        return parts.isEmpty ? "0 s" : parts.joined(separator: " ")
    }
}
