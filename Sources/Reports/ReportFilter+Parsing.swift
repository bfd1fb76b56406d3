extension ReportFilter {
    /// The names of the filter's parameters, in queries and, behind `--`, on the command line.
    public static let parameterNames = ["category", "group", "status", "source", "from", "to", "hours", "weekdays"]

    /// The longest value of a parameter, in bytes.
    public static let longestValue = 4096

    /// Reads a filter from its parameters' texts.
    ///
    ///     category=speeding,parking  group=traffic  status=confirmed  source=public
    ///     from=2025-01-01  to=2025-07-01  hours=20-04  weekdays=sat,sun
    ///
    /// - Parameters:
    ///   - parameters: Names and values; other names than ``parameterNames`` are an error, and so is a name given twice.
    ///   - catalogue: Gives keys and time zone their meaning.
    /// - Throws: ``FilterError``, which names the parameter.
    public init(_ parameters: [(name: String, value: String)], _ catalogue: Catalogue) throws(FilterError) {
        var values: [String: String] = [:]
        for (name, value) in parameters {
            guard Self.parameterNames.contains(name) else {
                throw FilterError(
                    parameter: name,
                    problem: "is not a known parameter; filters are \(Self.parameterNames.joined(separator: ", "))")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw FilterError(parameter: name, problem: "is given twice; separate its values by commas")
            }
            guard value.utf8.count <= Self.longestValue else {
                throw FilterError(parameter: name, problem: "is longer than \(Self.longestValue) bytes")
            }
        }
        try readCategories(values, catalogue)
        statuses = try Self.ordinals(values, "status", catalogue.statuses.map(\.key), catalogue.ordinals.statuses)
        sources = try Self.ordinals(values, "source", catalogue.sources.map(\.key), catalogue.ordinals.sources)
        try readTimes(values, catalogue.clock)
        if let text = values["hours"] { hours = try Self.hours(text) }
        if let text = values["weekdays"] { weekdays = try Self.weekdays(text) }
    }

    private mutating func readCategories(_ values: [String: String], _ catalogue: Catalogue) throws(FilterError) {
        let keys = catalogue.categories.map(\.key)
        let chosen = try Self.ordinals(values, "category", keys, catalogue.ordinals.categories)
        let groups = try Self.ordinals(values, "group", catalogue.groups.map(\.key), catalogue.ordinals.groups)
        guard values["category"] != nil || values["group"] != nil else { return }
        // Each list is nil where it names all there are; then the union is all as well.
        if values["category"] != nil && chosen == nil { return }
        if values["group"] != nil && groups == nil { return }
        var all = chosen ?? []
        for (ordinal, category) in catalogue.categories.enumerated() where groups?.contains(category.group) ?? false {
            all.insert(ordinal)
        }
        // Of a group as well: its categories chosen one by one must be the same filter.
        for (ordinal, category) in catalogue.categories.enumerated() where all.contains(category.successor) {
            all.insert(ordinal)
        }
        categories = all.count == keys.count ? nil : all
    }

    private mutating func readTimes(_ values: [String: String], _ clock: LocalClock) throws(FilterError) {
        from = try Self.instant(values, "from", clock)
        to = try Self.instant(values, "to", clock)
        if let from, let to, from >= to {
            throw FilterError(
                parameter: "from", problem: "is not before \"to\": a range holds its first instant and not its last")
        }
    }

    private static func items(_ text: String) -> [Substring] {
        text.split(separator: ",", omittingEmptySubsequences: false)
    }

    /// The ordinals of a parameter's keys, or `nil` where it is missing or names all there are.
    private static func ordinals(
        _ values: [String: String], _ parameter: String, _ all: [String], _ known: [String: Int]
    ) throws(FilterError) -> Set<Int>? {
        guard let text = values[parameter] else { return nil }
        var ordinals: Set<Int> = []
        for key in items(text) {
            guard let ordinal = known[String(key)] else {
                throw FilterError(
                    parameter: parameter, problem: "\"\(key)\" is not a known \(parameter); known are \(list(all))")
            }
            ordinals.insert(ordinal)
        }
        return ordinals.count == all.count ? nil : ordinals
    }

    private static func list(_ keys: [String]) -> String {
        keys.prefix(40).joined(separator: ", ") + (keys.count > 40 ? ", ... (\(keys.count) in all)" : "")
    }

    static func instant(
        _ values: [String: String], _ parameter: String, _ clock: LocalClock
    ) throws(FilterError) -> Int64? {
        guard let text = values[parameter] else { return nil }
        guard let time = EventTime(iso8601: text, clock) else {
            throw FilterError(
                parameter: parameter,
                problem: "\"\(text)\" is not a time; write a date such as 2025-01-31 or 2025-01-31T20:00Z")
        }
        return time.instant
    }

    /// `20-04` is from 20:00 until 04:00 the next morning; `8` is the hour from 08:00; several may follow one another.
    private static func hours(_ text: String) throws(FilterError) -> UInt32 {
        var hours: UInt32 = 0
        for item in items(text) {
            let ends = item.split(separator: "-", omittingEmptySubsequences: false).map { hour($0) }
            guard let first = ends[0], first < 24, let last = ends.count == 1 ? first + 1 : ends[1], ends.count <= 2,
                first != last
            else {
                throw FilterError(
                    parameter: "hours",
                    problem: "\"\(item)\" is not a range of hours; write 20-04 for 20:00 until 04:00, or 8 for one hour"
                )
            }
            let length = last > first ? last - first : last + 24 - first
            for offset in 0..<length { hours |= 1 << UInt32((first + offset) % 24) }
        }
        return hours
    }

    private static func hour(_ text: Substring) -> Int? {
        guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text).flatMap { $0 <= 24 ? $0 : nil }
    }

    /// The weekdays' names, from Monday.
    static let weekdayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    private static func weekdays(_ text: String) throws(FilterError) -> UInt8 {
        var days: UInt8 = 0
        for item in items(text) {
            guard let day = weekdayNames.firstIndex(of: item.lowercased()) else {
                throw FilterError(
                    parameter: "weekdays",
                    problem: "\"\(item)\" is not a weekday; write \(weekdayNames.joined(separator: ", "))")
            }
            days |= 1 << UInt8(day)
        }
        return days
    }
}
