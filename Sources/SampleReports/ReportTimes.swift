/// When something happened and when it was reported, both in UTC seconds since 1970.
struct ReportTimes: Sendable {
    /// The local day on which it happened.
    var day: Int
    var occurred: Int
    var precision: TimePrecision
    var reported: Int
}

/// How exactly it is known when something happened.
enum TimePrecision: Sendable {
    case month, day, minute, second
}
