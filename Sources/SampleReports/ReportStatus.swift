/// The states of a report's life.
enum ReportStatus: Sendable {
    case new, verification, confirmed, unconfirmed, eliminated, joke, referred

    var key: StaticString {
        switch self {
        case .new: "new"
        case .verification: "verification"
        case .confirmed: "confirmed"
        case .unconfirmed: "unconfirmed"
        case .eliminated: "eliminated"
        case .joke: "joke"
        case .referred: "referred"
        }
    }
}
