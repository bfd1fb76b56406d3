/// An option of a command.
struct Option {
    /// Its name, with its hyphens.
    var name: String

    /// What its value is called in the help, or `nil` for an option without one.
    var value: String?

    /// What it does, in a line.
    var help: String

    /// Whether it can be given more than once.
    var isRepeatable = false

    /// The store's file.
    static let store = Option(name: "--store", value: "FILE", help: "the SQLite file that holds the reports")

    /// The style's name.
    static let style = Option(
        name: "--style", value: "NAME", help: "heat (the default), density, difference, or one of --styles")

    /// More styles.
    static let styles = Option(
        name: "--styles", value: "DIR", help: "a directory of style files, beside the shipped ones")

    /// The output file.
    static func output(_ what: String) -> Option {
        Option(name: "-o", value: "FILE", help: "where to write \(what); standard output without it")
    }

    /// A box.
    static let box = Option(name: "--bbox", value: "W,S,E,N", help: "a box in degrees")

    /// A zoom.
    static let zoom = Option(name: "--zoom", value: "Z", help: "the zoom, 0 to 22")

    /// The second period of a style that compares two.
    static let comparison = [
        Option(
            name: "--compare-from", value: "TIME", help: "with --style difference: compare with the period from here"),
        Option(name: "--compare-to", value: "TIME", help: "and before this date or time"),
    ]

    /// The filters, which all reading commands take.
    static let filters = [
        Option(name: "--category", value: "KEYS", help: "only these categories, separated by commas"),
        Option(name: "--group", value: "KEYS", help: "only the categories of these groups"),
        Option(name: "--status", value: "KEYS", help: "only these statuses"),
        Option(name: "--source", value: "KEYS", help: "only these sources"),
        Option(name: "--from", value: "TIME", help: "from this date or time on, such as 2025-01-01"),
        Option(name: "--to", value: "TIME", help: "before this date or time"),
        Option(name: "--hours", value: "HOURS", help: "only these local hours: 20-04 is 20:00 until 04:00"),
        Option(name: "--weekdays", value: "DAYS", help: "only these days: mon, tue, wed, thu, fri, sat, sun"),
        Option(name: "--area", value: "LAYER/ID", help: "only in this area (threatmap boundaries)"),
    ]
}
