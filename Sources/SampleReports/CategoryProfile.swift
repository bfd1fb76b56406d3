/// How one category is reported: how often, when, where.
struct CategoryProfile: Sendable {
    /// A kind of place that the category's reports lie at.
    enum Place: Sendable {
        case centre, street, artery, road, village
        case site(Site.Kind)
    }

    /// When the catalogue has the category. At the end of 2021 three of the water categories became one.
    enum Era: Sendable {
        case always, mergedIn2022, mergedInto, since2019
    }

    var key: [UInt8]
    var name: String
    var era: Era
    var share: Double
    /// Of the public's reports, the share that is confirmed in the end.
    var confirmed: Double
    /// Of the confirmed ones, the share that is passed on.
    var referred: Double
    var months: [Double]
    /// From Monday.
    var weekdays: [Double]
    var hours: [Double]
    var weekendNights: Double
    var places: [Place]
    var placeTable: AliasTable
    /// Tells the hot spots of one kind of nuisance from another's; kindred categories share theirs.
    var salt: UInt64

    /// The categories in the catalogue's order.
    static func all() -> [CategoryProfile] {
        CategoryTable.text.split(separator: "\n").enumerated().compactMap { index, line in
            CategoryProfile(words: line.split(separator: " "), index: index)
        }
    }

    private init?(words: [Substring], index: Int) {
        guard words.count > 7, let share = Double(words[0]), let confirmed = Double(words[1]),
            let nights = Double(words[5])
        else { return nil }
        let places = words[7...].compactMap(Self.weightedPlace)
        key = Array(words[6].utf8)
        name = String(words[6])
        era = Self.era(name)
        referred = Self.referred(name)
        self.share = share
        self.confirmed = confirmed / 100
        months = Self.digits(words[2])
        weekdays = Self.digits(words[3])
        hours = Self.digits(words[4])
        weekendNights = nights
        self.places = places.map(\.place)
        placeTable = AliasTable(places.map(\.weight))
        salt = CounterRandom.mix(0xCA7 &+ Self.family(name, index))
    }

    /// Where people drink, things are broken and drugs are sold; where they race, the road is badly laid out.
    private static func family(_ name: String, _ index: Int) -> UInt64 {
        switch name {
        case "public-drinking", "drug-use", "vandalism", "minors-at-risk", "dangerous-entertainment": 101
        case "speeding", "street-racing", "traffic-organisation": 102
        default: UInt64(index)
        }
    }

    private static func era(_ name: String) -> Era {
        switch name {
        case "dangerous-water-area", "wild-bathing", "drowning": .mergedIn2022
        case "dangerous-place-on-water": .mergedInto
        case "dangerous-entertainment": .since2019
        default: .always
        }
    }

    /// What a road manager, a forester or a town hall has to mend is passed on to them.
    private static func referred(_ name: String) -> Double {
        switch name {
        case "road-infrastructure", "traffic-organisation", "illegal-dump", "damage-to-greenery", "illegal-logging":
            0.4
        case "unguarded-footway-crossing", "unguarded-level-crossing", "stray-dogs": 0.3
        default: 0.03
        }
    }

    /// A digit of 0 is not never, only seldom.
    private static func digits(_ text: Substring) -> [Double] {
        text.utf8.map { $0 == 48 ? 0.15 : Double($0 - 48) }
    }

    private static func weightedPlace(_ word: Substring) -> (place: Place, weight: Double)? {
        let parts = word.split(separator: ":")
        guard parts.count == 2, let weight = Double(parts[1]), let place = place(named: parts[0]) else { return nil }
        return (place, weight)
    }

    private static func place(named name: Substring) -> Place? {
        switch name {
        case "centre": .centre
        case "street": .street
        case "artery": .artery
        case "road": .road
        case "village": .village
        case "forest": .site(.forest)
        case "edge": .site(.edge)
        case "shore": .site(.shore)
        case "river": .site(.river)
        case "beach": .site(.beach)
        case "crossing": .site(.crossing)
        default: nil
        }
    }

    /// How many times as often as usual it is reported on a day; 0 while the catalogue has no such category.
    func activity(on day: CivilDay) -> Double {
        switch era {
        case .always: 1
        case .mergedIn2022: day.year < 2022 ? 1 : 0
        case .mergedInto: day.year < 2022 ? 1 : 1.9
        case .since2019: day >= CivilDay(year: 2019, month: 1, day: 20) ? 1 : 0
        }
    }
}
