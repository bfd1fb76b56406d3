/// A span of time as ISO 8601 writes it, of weeks, days and hours: `P3D`, `P2W`, `PT36H`, `P1DT12H`.
///
/// Months and years are no fixed number of seconds, and no deadline of ours is that long.
struct ISODuration {
    /// The whole span.
    let seconds: Int64

    /// Reads a duration, or `nil` where the text is none, or is nothing, or is longer than 100 years.
    init?(_ text: String) {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard let date = parts.first, date.first == "P", parts.count <= 2, parts.count == 1 || !parts[1].isEmpty,
            let days = Self.sum(date.dropFirst(), [("W", 604_800), ("D", 86_400)]),
            let hours = Self.sum(parts.count == 2 ? parts[1] : "", [("H", 3600)]),
            (1...3_155_760_000).contains(days + hours)
        else { return nil }
        seconds = days + hours
    }

    /// The sum of numbers with a unit's letter behind each, the units in their order.
    private static func sum(_ text: Substring, _ units: [(letter: Character, seconds: Int64)]) -> Int64? {
        var rest = text
        var units = units[...]
        var total: Int64 = 0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard digits.count <= 6, let number = Int64(digits), let letter = rest.popFirst(),
                let place = units.firstIndex(where: { $0.letter == letter })
            else { return nil }
            total += number * units[place].seconds
            units = units[(place + 1)...]
        }
        return total
    }
}
