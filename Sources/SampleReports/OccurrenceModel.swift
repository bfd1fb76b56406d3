/// Draws when things happen: the day by the year's volume, the season and the weekday, then the hour.
struct OccurrenceModel: Sendable {
    /// The first and the last local day, as days since 1970-01-01.
    static let firstDay = CivilDay(year: 2016, month: 10, day: 5).daysSince1970
    static let lastDay = CivilDay(year: 2025, month: 12, day: 31).daysSince1970

    private let days: [AliasTable]
    /// By category and kind of day: one of Monday to Thursday, Friday, Saturday, Sunday.
    private let hours: [AliasTable]

    init(_ categories: [CategoryProfile]) {
        let calendar = (Self.firstDay...Self.lastDay).map { number in
            let day = CivilDay(daysSince1970: number)
            return (day: day, weekday: CivilDay.weekday(daysSince1970: number), volume: Self.volume(of: day))
        }
        days = categories.map { category in
            AliasTable(
                calendar.map {
                    $0.volume * category.activity(on: $0.day) * category.months[$0.day.month - 1]
                        * category.weekdays[$0.weekday]
                })
        }
        hours = categories.flatMap { category in
            (3...6).map { AliasTable(Self.hours(category, weekday: $0)) }
        }
    }

    /// Reports per day in the whole country, after the police's figures: half a million in the first year, 2.0 million
    /// by August 2021, 2.5 million by October 2022, then some 1,150 a day.
    private static func volume(of day: CivilDay) -> Double {
        let steps: [(until: CivilDay, volume: Double)] = [
            (CivilDay(year: 2017, month: 10, day: 5), 1_370), (CivilDay(year: 2020, month: 10, day: 1), 1_010),
            (CivilDay(year: 2021, month: 9, day: 1), 1_210), (CivilDay(year: 2022, month: 10, day: 5), 1_245),
            (CivilDay(year: 2024, month: 1, day: 1), 1_110),
        ]
        return steps.first { day < $0.until }?.volume ?? 1_150
    }

    private static func hours(_ category: CategoryProfile, weekday: Int) -> [Double] {
        category.hours.enumerated().map { hour, weight in
            // A weekend night begins on Friday evening and ends on Sunday morning.
            let late = hour >= 20 && (weekday == 4 || weekday == 5)
            let small = hour < 5 && weekday >= 5
            let commuting = weekday >= 5 && (5...8).contains(hour)
            return weight * (late || small ? category.weekendNights : 1) * (commuting ? 0.45 : 1)
        }
    }

    /// A local day and a second of it.
    func draw(category: Int, _ random: inout CounterRandom) -> (day: Int, second: Int) {
        let day = Self.firstDay + days[category].draw(&random)
        let kind = max(CivilDay.weekday(daysSince1970: day) - 3, 0)
        let hour = hours[category * 4 + kind].draw(&random)
        return (day, hour * 3_600 + random.below(3_600))
    }
}
