/// Draws a report's status from who reported it, what, and how long ago.
struct StatusModel: Sendable {
    /// Statuses came into use one after the other: elimination and jokes in July 2017, referral on 2019-12-20.
    private static let eliminationBegins = CivilDay(year: 2017, month: 7, day: 1).daysSince1970 * 86_400
    private static let referralBegins = CivilDay(year: 2019, month: 12, day: 20).daysSince1970 * 86_400

    /// The moment at which the sample was taken, in UTC seconds.
    let end: Int

    func draw(
        _ category: CategoryProfile, _ source: ReportSource, reported: Int, _ random: inout CounterRandom
    ) -> ReportStatus {
        if let open = open(days: Double(end - reported) / 86_400, &random) { return open }
        let status = outcome(category, source, reported, &random)
        switch status {
        case .eliminated where reported < Self.eliminationBegins: return .confirmed
        case .joke where reported < Self.eliminationBegins: return .unconfirmed
        default: return status
        }
    }

    /// The card is drawn up within three days, and the check is done within three weeks.
    private func open(days: Double, _ random: inout CounterRandom) -> ReportStatus? {
        guard days < 21 else { return nil }
        let draw = random.unit()
        if days < 3 { return draw < 0.6 ? .new : draw < 0.92 ? .verification : nil }
        return draw < 0.5 * (1 - days / 21) ? .verification : nil
    }

    private func outcome(
        _ category: CategoryProfile, _ source: ReportSource, _ reported: Int, _ random: inout CounterRandom
    ) -> ReportStatus {
        let draw = random.unit()
        let confirmed =
            switch source {
            case .police: 0.97
            case .consultation: 0.75
            case .public: category.confirmed
            }
        guard draw < confirmed else {
            return source == .public && draw > 0.949 ? .joke : .unconfirmed
        }
        if source != .police, reported >= Self.referralBegins, random.chance(category.referred) {
            return .referred
        }
        return random.chance(0.8) ? .eliminated : .confirmed
    }
}
