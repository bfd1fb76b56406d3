/// One of the three planes that reports come from.
enum ReportSource: Int, CaseIterable, Sendable {
    case police, consultation, `public`

    var key: StaticString {
        switch self {
        case .police: "police"
        case .consultation: "consultation"
        case .public: "public"
        }
    }

    /// Police systems 14 %, direct contact 6 %, the internet 80 %.
    static func draw(_ random: inout CounterRandom) -> ReportSource {
        switch random.unit() {
        case ..<0.14: .police
        case ..<0.20: .consultation
        default: .public
        }
    }
}
