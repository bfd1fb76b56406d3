/// Writes fields of a CSV row as bytes, without a formatter: millions of rows pass here.
enum RowWriter {
    /// A number of at least `digits` digits, filled up with zeros.
    static func append(_ value: Int, digits: Int, to buffer: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<max(digits, 1) { divisor *= 10 }
        while value / divisor > 9 { divisor *= 10 }
        while divisor > 0 {
            buffer.append(UInt8(48 + value / divisor % 10))
            divisor /= 10
        }
    }

    static func append(_ text: StaticString, to buffer: inout [UInt8]) {
        text.withUTF8Buffer { buffer.append(contentsOf: $0) }
    }

    /// Degrees with six decimals, rounded to the nearest; Poland lies in the north-east, so nothing is negative.
    static func append(degrees: Double, to buffer: inout [UInt8]) {
        let millionths = Int((degrees * 1_000_000).rounded())
        append(millionths / 1_000_000, digits: 1, to: &buffer)
        buffer.append(UInt8(ascii: "."))
        append(millionths % 1_000_000, digits: 6, to: &buffer)
    }

    /// ISO 8601: an instant in UTC with `Z`, or the local day or month that is all there is to know.
    static func append(_ times: ReportTimes, to buffer: inout [UInt8]) {
        switch times.precision {
        case .month: append(day: times.day, withDay: false, to: &buffer)
        case .day: append(day: times.day, withDay: true, to: &buffer)
        case .minute: append(instant: times.occurred, seconds: false, to: &buffer)
        case .second: append(instant: times.occurred, seconds: true, to: &buffer)
        }
    }

    static func append(instant: Int, seconds: Bool, to buffer: inout [UInt8]) {
        let second = instant % 86_400
        append(day: instant / 86_400, withDay: true, to: &buffer)
        buffer.append(UInt8(ascii: "T"))
        append(second / 3_600, digits: 2, to: &buffer)
        buffer.append(UInt8(ascii: ":"))
        append(second / 60 % 60, digits: 2, to: &buffer)
        if seconds {
            buffer.append(UInt8(ascii: ":"))
            append(second % 60, digits: 2, to: &buffer)
        }
        buffer.append(UInt8(ascii: "Z"))
    }

    private static func append(day number: Int, withDay: Bool, to buffer: inout [UInt8]) {
        let day = CivilDay(daysSince1970: number)
        append(day.year, digits: 4, to: &buffer)
        buffer.append(UInt8(ascii: "-"))
        append(day.month, digits: 2, to: &buffer)
        guard withDay else { return }
        buffer.append(UInt8(ascii: "-"))
        append(day.day, digits: 2, to: &buffer)
    }
}
