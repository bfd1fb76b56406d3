/// How a file writes its times.
public enum TimeFormat: Sendable, Equatable {
    /// ISO 8601, as precise as it is written: `2025-06`, `2025-06-14`, `2025-06-14T21:37Z`, `2025-06-14T21:37:05+02:00`.
    /// Without `Z` or an offset it is the clock's local time.
    case iso8601

    /// A pattern of the fields `yyyy MM dd HH hh mm ss a` and literal characters (Unicode Technical Standard 35, part 4),
    /// in local time.
    case pattern([Field])

    /// A piece of a pattern.
    public enum Field: Sendable, Equatable {
        /// Four digits of the year.
        case year
        /// Two digits of the month.
        case month
        /// Two digits of the day.
        case day
        /// Two digits of the hour, 00...23.
        case hour24
        /// Two digits of the hour, 01...12.
        case hour12
        /// Two digits of the minute.
        case minute
        /// Two digits of the second.
        case second
        /// `AM` or `PM`.
        case dayHalf
        /// One character that stands for itself.
        case literal(UInt8)
    }

    /// Reads a format's name, `iso8601`, or pattern; `nil` where a letter is no field, or the fields name no instant.
    public init?(_ text: String) {
        if text == "iso8601" {
            self = .iso8601
            return
        }
        var rest = Substring(text)
        var fields: [Field] = []
        while let first = rest.utf8.first {
            if let (name, field) = Self.names.first(where: { rest.hasPrefix($0.name) }) {
                fields.append(field)
                rest = rest.dropFirst(name.count)
            } else {
                let isLetter = (65...90).contains(first) || (97...122).contains(first)
                guard first < 128, !isLetter || first == UInt8(ascii: "T") else { return nil }
                fields.append(.literal(first))
                rest = rest.dropFirst()
            }
        }
        guard Self.nameInstant(fields) else { return nil }
        self = .pattern(fields)
    }

    /// Whether fields together say when something happened: each once, a finer one only with all coarser ones, an hour of
    /// the twelve-hour dial only with its half of the day.
    private static func nameInstant(_ fields: [Field]) -> Bool {
        func count(_ field: Field) -> Int { fields.count { $0 == field } }
        let hours = count(.hour24) + count(.hour12)
        let ladder = [count(.year), count(.month), count(.day), hours, count(.minute), count(.second)]
        guard ladder[1] == 1, hours == ladder[4], count(.hour12) == count(.dayHalf) else { return false }
        return zip(ladder, ladder.dropFirst()).allSatisfy { $0 <= 1 && $0 >= $1 }
    }

    private static let names: [(name: String, field: Field)] = [
        ("yyyy", .year), ("MM", .month), ("dd", .day), ("HH", .hour24), ("hh", .hour12), ("mm", .minute),
        ("ss", .second), ("a", .dayHalf),
    ]

    /// The time that the bytes spell in this format, or `nil`.
    func parse(_ bytes: Span<UInt8>, _ clock: LocalClock) -> EventTime? {
        var scanner = TimeScanner()
        var time: WrittenTime?
        switch self {
        case .iso8601: time = Self.iso8601(&scanner, bytes)
        case .pattern(let fields): time = Self.written(fields, &scanner, bytes)
        }
        guard scanner.isAtEnd(bytes) else { return nil }
        return time?.resolve(clock)
    }

    private static func iso8601(_ scanner: inout TimeScanner, _ bytes: Span<UInt8>) -> WrittenTime? {
        var time = WrittenTime()
        guard let year = scanner.digits(4, bytes), scanner.literal(UInt8(ascii: "-"), bytes),
            let month = scanner.digits(2, bytes)
        else {
            return nil
        }
        (time.year, time.month) = (year, month)
        guard scanner.literal(UInt8(ascii: "-"), bytes) else { return time }
        guard let day = scanner.digits(2, bytes) else { return nil }
        (time.day, time.precision) = (day, .day)
        guard scanner.literal(UInt8(ascii: "T"), or: UInt8(ascii: " "), bytes) else { return time }
        guard let hour = scanner.digits(2, bytes), scanner.literal(UInt8(ascii: ":"), bytes),
            let minute = scanner.digits(2, bytes)
        else {
            return nil
        }
        (time.hour, time.minute, time.precision) = (hour, minute, .minute)
        if scanner.literal(UInt8(ascii: ":"), bytes) {
            guard let second = scanner.digits(2, bytes) else { return nil }
            (time.second, time.precision) = (second, .second)
            if scanner.literal(UInt8(ascii: "."), bytes), !scanner.skipDigits(bytes) { return nil }
        }
        return offset(&scanner, &time, bytes) ? time : nil
    }

    /// Reads `Z`, `+02:00`, `+0200`, `+02` or nothing; false where something else follows.
    private static func offset(
        _ scanner: inout TimeScanner, _ time: inout WrittenTime, _ bytes: Span<UInt8>
    ) -> Bool {
        if scanner.literal(UInt8(ascii: "Z"), or: UInt8(ascii: "z"), bytes) {
            time.offset = 0
            return true
        }
        let isEast = scanner.literal(UInt8(ascii: "+"), bytes)
        guard isEast || scanner.literal(UInt8(ascii: "-"), bytes) else { return true }
        guard let hours = scanner.digits(2, bytes), hours <= 23 else { return false }
        let isLong = scanner.literal(UInt8(ascii: ":"), bytes) || !scanner.isAtEnd(bytes)
        guard let minutes = isLong ? scanner.digits(2, bytes) : 0, minutes <= 59 else { return false }
        time.offset = (hours * 3600 + minutes * 60) * (isEast ? 1 : -1)
        return true
    }

    private static func written(
        _ fields: [Field], _ scanner: inout TimeScanner, _ bytes: Span<UInt8>
    ) -> WrittenTime? {
        var time = WrittenTime()
        for field in fields {
            guard read(field, &scanner, &time, bytes) else { return nil }
        }
        return time
    }

    private static func read(
        _ field: Field, _ scanner: inout TimeScanner, _ time: inout WrittenTime, _ bytes: Span<UInt8>
    ) -> Bool {
        switch field {
        case .literal(let character): return scanner.literal(character, bytes)
        case .dayHalf:
            time.isAfternoon = scanner.literal(UInt8(ascii: "P"), or: UInt8(ascii: "p"), bytes)
            return (time.isAfternoon == true || scanner.literal(UInt8(ascii: "A"), or: UInt8(ascii: "a"), bytes))
                && scanner.literal(UInt8(ascii: "M"), or: UInt8(ascii: "m"), bytes)
        case .year: return assign(scanner.digits(4, bytes), to: &time.year)
        case .month: return assign(scanner.digits(2, bytes), to: &time.month)
        case .day:
            time.precision = max(time.precision, .day)
            return assign(scanner.digits(2, bytes), to: &time.day)
        case .hour24, .hour12: return assign(scanner.digits(2, bytes), to: &time.hour)
        case .minute:
            time.precision = max(time.precision, .minute)
            return assign(scanner.digits(2, bytes), to: &time.minute)
        case .second:
            time.precision = .second
            return assign(scanner.digits(2, bytes), to: &time.second)
        }
    }

    private static func assign(_ number: Int?, to field: inout Int) -> Bool {
        guard let number else { return false }
        field = number
        return true
    }
}

extension CivilDate {
    /// Reads a day as ISO 8601 writes it, `2025-06-14`.
    public init?(_ text: String) {
        guard let time = TimeFormat.iso8601.parse(text.utf8Span.span, .utc), time.precision == .day else {
            return nil
        }
        self.init(daysSince1970: Int(time.instant.dividedFlooring(by: 86_400)))
    }
}

extension EventTime {
    /// Reads a time in ISO 8601, as precise as it is written; without an offset it is the clock's local time. `nil` where
    /// the text is no time, or one before 1900.
    public init?(iso8601 text: String, _ clock: LocalClock) {
        guard let time = TimeFormat.iso8601.parse(text.utf8Span.span, clock) else { return nil }
        self = time
    }
}
