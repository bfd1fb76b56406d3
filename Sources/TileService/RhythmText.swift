/// Hours and weekdays as filters write them.
enum RhythmText {
    /// Runs of hours, `20-04` for 20:00 until 04:00; a run over midnight is one.
    static func hours(_ bits: UInt32) -> String {
        guard bits & 0xFF_FFFF != 0xFF_FFFF else { return "0-24" }
        var runs: [String] = []
        for start in 0..<24 where bit(bits, start) && !bit(bits, start + 23) {
            var end = start
            while bit(bits, end) { end += 1 }
            runs.append("\(two(start))-\(two(end > 24 ? end - 24 : end))")
        }
        return runs.joined(separator: ",")
    }

    /// The days' names, Monday first.
    static func weekdays(_ bits: UInt8) -> String {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        return names.indices.filter { bits >> UInt8($0) & 1 == 1 }.map { names[$0] }.joined(separator: ",")
    }

    private static func bit(_ bits: UInt32, _ hour: Int) -> Bool { bits >> UInt32(hour % 24) & 1 == 1 }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
