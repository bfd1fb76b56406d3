import Boundaries

extension ReportFilter {
    /// The filter in words, for legends and sheets: `Speeding, Illegal parking · confirmed · 2025-01-01 – 2025-07-01`.
    ///
    /// - Parameter compared: The filter of the period that this one's is compared with, which is then named too.
    public func words(_ language: Language, _ catalogue: Catalogue, against compared: ReportFilter? = nil) -> String {
        let words = parts(language, catalogue, against: compared)
        let parts = [
            words.categories, words.statuses, words.sources, words.times, words.hours, words.weekdays, words.area,
        ].compactMap(\.self)
        guard parts.isEmpty else { return parts.joined(separator: " · ") }
        return language == .polish ? "wszystkie zgłoszenia" : "all reports"
    }

    /// The filter in words, part by part.
    ///
    /// - Parameter compared: The filter of the period that this one's is compared with.
    public func parts(
        _ language: Language, _ catalogue: Catalogue, against compared: ReportFilter? = nil
    ) -> FilterWords {
        var words = FilterWords()
        words.categories = categories.map { Self.categoryWords($0, language, catalogue) }
        words.statuses = statuses.map { Self.names($0, catalogue.statuses.map { $0.name[language] }) }
        words.sources = sources.map { Self.names($0, catalogue.sources.map { $0.name[language] }) }
        words.times = timeWords(language, catalogue.clock)
        if let other = compared?.timeWords(language, catalogue.clock), let own = words.times {
            words.times = own + (language == .polish ? " w porównaniu z okresem " : " compared with ") + other
        }
        if hours != Self.allHours { words.hours = hourWords }
        if weekdays != Self.allWeekdays { words.weekdays = weekdayWords(language) }
        words.area = area?.name
        return words
    }

    /// Whole groups are named as such; categories that count under another are named by it.
    private static func categoryWords(_ chosen: Set<Int>, _ language: Language, _ catalogue: Catalogue) -> String {
        var words: [String] = []
        for (group, entry) in catalogue.groups.enumerated() {
            let members = catalogue.categories.indices.filter { catalogue.categories[$0].group == group }
            let present = members.filter(chosen.contains)
            if present.count == members.count && members.count > 1 {
                words.append(entry.name[language])
            } else {
                let shown = present.filter { ordinal in
                    let successor = catalogue.categories[ordinal].successor
                    return successor == ordinal || !chosen.contains(successor)
                }
                words += shown.map { catalogue.categories[$0].name[language] }
            }
        }
        return words.joined(separator: ", ")
    }

    private static func names(_ chosen: Set<Int>, _ names: [String]) -> String {
        chosen.sorted().filter(names.indices.contains).map { names[$0] }.joined(separator: ", ")
    }

    /// The range of time in words, or `nil` where there is none: `2025-01-01 – 2025-07-01`.
    public func timeWords(_ language: Language, _ clock: LocalClock) -> String? {
        func text(_ instant: Int64) -> String {
            let isMidnight = clock.instant(startOf: clock.date(at: instant)) == instant
            let precision: TimePrecision = isMidnight ? .day : instant % 60 == 0 ? .minute : .second
            return EventTime(instant: instant, precision: precision).iso8601(clock)
        }
        switch (from, to) {
        case (nil, nil): return nil
        case (let from?, nil): return (language == .polish ? "od " : "from ") + text(from)
        case (nil, let to?): return (language == .polish ? "przed " : "before ") + text(to)
        case (let from?, let to?): return text(from) + " – " + text(to)
        }
    }

    private var hourWords: String {
        let isIn = (0..<24).map { hours >> UInt32($0) & 1 == 1 }
        let starts = (0..<24).filter { isIn[$0] && !isIn[($0 + 23) % 24] }
        let ranges = starts.map { start in
            let length = (1...24).first { !isIn[(start + $0) % 24] } ?? 24
            return "\(padded(start, 2)):00–\(padded((start + length) % 24, 2)):00"
        }
        return ranges.joined(separator: ", ")
    }

    private func weekdayWords(_ language: Language) -> String {
        let names =
            language == .polish
            ? ["pn.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."]
            : ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return names.indices.filter { weekdays >> UInt8($0) & 1 == 1 }.map { names[$0] }.joined(separator: ", ")
    }
}

/// What a filter asks for, in words; `nil` where it leaves that open.
public struct FilterWords: Sendable, Equatable {
    /// The categories, whole groups by the group's name.
    public var categories: String?
    /// The statuses.
    public var statuses: String?
    /// The sources.
    public var sources: String?
    /// From when to when, and with which period that is compared.
    public var times: String?
    /// The hours of the day.
    public var hours: String?
    /// The days of the week.
    public var weekdays: String?
    /// The area.
    public var area: String?
}

extension LocalClock {
    /// The local day at an instant.
    public func date(at instant: Int64) -> CivilDate {
        CivilDate(daysSince1970: Int(local(at: instant).dividedFlooring(by: 86_400)))
    }
}
