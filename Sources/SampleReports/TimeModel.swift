/// Draws a report's two times and how exactly the first is known.
struct TimeModel: Sendable {
    private let occurrences: OccurrenceModel
    private let clock = PolishTime()
    /// The last second of the span; nothing is reported later.
    let end: Int

    init(_ categories: [CategoryProfile]) {
        occurrences = OccurrenceModel(categories)
        end = clock.utc(day: OccurrenceModel.lastDay, second: 86_399)
    }

    func draw(category: Int, source: ReportSource, _ random: inout CounterRandom) -> ReportTimes {
        var (day, second) = occurrences.draw(category: category, &random)
        let precision = Self.precision(source, &random)
        if source == .public, random.chance(0.45) {
            // People say "half past nine", not "nine thirty-two".
            second -= second % (random.chance(0.5) ? 900 : 300)
        }
        let occurred = clock.utc(day: day, second: second)
        let delay = delay(source, from: (day, occurred), &random)
        // A minute is reported by its first second, and a report never comes before what it reports.
        let start = precision == .second ? occurred : occurred - occurred % 60
        return ReportTimes(day: day, occurred: start, precision: precision, reported: min(max(delay, occurred), end))
    }

    private static func precision(_ source: ReportSource, _ random: inout CounterRandom) -> TimePrecision {
        let draw = random.unit()
        switch source {
        case .police: return draw < 0.55 ? .second : .minute
        case .consultation: return draw < 0.3 ? .month : draw < 0.8 ? .day : .minute
        case .public: return draw < 0.12 ? .day : .minute
        }
    }

    /// When it was reported: by the police soon after, by the public at once or some waking hour later, at a
    /// consultation weeks later in office hours.
    private func delay(_ source: ReportSource, from event: (day: Int, occurred: Int), _ random: inout CounterRandom)
        -> Int
    {
        switch source {
        case .police:
            return event.occurred + 60 + random.below(5_400)
        case .consultation:
            let day = event.day + 1 + random.zipf(first: 0, last: 6)
            return clock.utc(day: day, second: 8 * 3_600 + random.below(10 * 3_600))
        case .public:
            if random.chance(0.75) { return event.occurred + 20 * random.zipf(first: 0, last: 9) + random.below(60) }
            let day = event.day + 1 + random.zipf(first: 0, last: 4)
            return clock.utc(day: day, second: 7 * 3_600 + random.below(15 * 3_600))
        }
    }
}
