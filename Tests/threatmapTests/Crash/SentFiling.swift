import Foundation
import TestSupport

/// A report as a client of a crash round files it.
struct SentFiling: Sendable {
    /// In millionths of a degree.
    struct Place: Hashable, Sendable {
        var longitude: Int
        var latitude: Int
    }

    struct Rhythm: Sendable {
        var hours: String
        var hourBits: Int
        var weekdays: String
        var weekdayBits: Int
    }

    let key: String
    let place: Place
    let category: String
    let text: String?
    let rhythm: Rhythm?
    /// Seconds since 1970 UTC.
    let occurred: Int?

    private static let categories = ["speeding", "parking", "vandalism", "drug-use", "illegal-dump", "stray-dogs"]
    private static let rhythms = [
        Rhythm(hours: "20-04", hourBits: 0xF0_000F, weekdays: "sat,sun", weekdayBits: 0b110_0000),
        Rhythm(hours: "7-9", hourBits: 0x180, weekdays: "mon,wed", weekdayBits: 0b101),
    ]
    private static let words = [
        "Zażółć gęślą jaźń", "ĄĆĘŁŃÓŚŹŻ", "🚗💨", "\u{20BB7}", "e\u{301}", "\"w cudzysłowie\"", "\\ / ; -- '",
        "nowy\nwiersz",
        "\t", "Gorzów Wlkp.",
    ]

    init(key: String, using random: inout SeededGenerator) {
        self.key = key
        place = Place(
            longitude: Int.random(in: 14_200_000..<24_100_000, using: &random),
            latitude: Int.random(in: 49_100_000..<54_800_000, using: &random))
        category = Self.categories.randomElement(using: &random) ?? "parking"
        let count = Int.random(in: 0..<40, using: &random)
        let words = (0..<count).map { _ in Self.words.randomElement(using: &random) ?? "" }.joined(separator: " ")
        // Cut between code points, which the limit counts, and not always within what readers see as one letter.
        text = count == 0 ? nil : String(String.UnicodeScalarView(words.unicodeScalars.prefix(500)))
        rhythm = Bool.random(using: &random) ? Self.rhythms.randomElement(using: &random) : nil
        let age = Int.random(in: 60..<20 * 86_400, using: &random)
        occurred = Bool.random(using: &random) ? Int(Date().timeIntervalSince1970) - age : nil
    }

    /// The request's body.
    var body: String {
        var members = [
            "\"category\":\"\(category)\"", "\"longitude\":\(Self.degrees(place.longitude))",
            "\"latitude\":\(Self.degrees(place.latitude))",
        ]
        if let occurred {
            let time = Date(timeIntervalSince1970: Double(occurred)).ISO8601Format()
            members.append("\"occurred\":\"\(time)\"")
        }
        if let rhythm {
            members.append("\"rhythm\":{\"hours\":\"\(rhythm.hours)\",\"weekdays\":\"\(rhythm.weekdays)\"}")
        }
        if let text { members.append("\"text\":" + Self.json(text)) }
        return "{" + members.joined(separator: ",") + "}"
    }

    /// What of a stored report is not what was sent.
    func differences(from report: StoreContent.Report) -> [String] {
        let isTime = occurred.map { report.occurred == $0 && report.precision == 3 } ?? (report.precision == 1)
        let parts: [(String, Bool)] = [
            ("category", report.category == category), ("occurred", isTime),
            ("longitude", report.longitude == Double(place.longitude) / 1e6),
            ("latitude", report.latitude == Double(place.latitude) / 1e6),
            // Byte for byte: equal strings may be written differently.
            ("text", report.text.map { Array($0.utf8) } == text.map { Array($0.utf8) }),
            ("hours", report.hours == rhythm?.hourBits), ("weekdays", report.weekdays == rhythm?.weekdayBits),
        ]
        return parts.filter { !$0.1 }.map(\.0)
    }

    private static func degrees(_ millionths: Int) -> String {
        "\(millionths / 1_000_000)." + String(String(millionths % 1_000_000 + 1_000_000).dropFirst())
    }

    static func json(_ text: String) -> String {
        (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
