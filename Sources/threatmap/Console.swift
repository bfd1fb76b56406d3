import Foundation

/// Standard output for data, standard error for people.
enum Console {
    /// Writes text to standard output.
    static func write(_ text: String) throws {
        try Output.write(Array(text.utf8), to: nil)
    }

    /// Writes a line to standard error. Where nobody can be told, as of a closed pipe, the work goes on.
    static func error(_ line: String) {
        write(toStandardError: printable(line) + "\n")
    }

    /// Writes text as it is to standard error.
    static func write(toStandardError text: String) {
        try? Descriptor(number: STDERR_FILENO, name: "standard error").write(Array(text.utf8))
    }

    /// Files' words stand in messages: a newline there would look like another message, and an escape sequence would rule
    /// the terminal.
    static func printable(_ line: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            scalars.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }

    /// A file's word, short enough for a message.
    static func shortened(_ text: String) -> String {
        text.count <= 60 ? text : text.prefix(57) + "..."
    }

    /// Whether standard error is a terminal that people look at.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// A number with its thousands apart: 1,234,567.
    static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return (number < 0 ? "-" : "") + ([rest] + groups).joined(separator: ",")
    }
}
