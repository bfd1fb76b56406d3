import Foundation

/// Shows how far long work is: a bar with rate and time left on a terminal, a plain line now and then elsewhere.
struct ProgressBar {
    private let label: String
    private let unit: String
    private let started = Date()
    private var lastShown = Date()
    private var hasShown = false

    /// Begins.
    ///
    /// - Parameter unit: What is counted, in the plural.
    init(_ label: String, unit: String) {
        self.label = label
        self.unit = unit
    }

    /// Seconds since the beginning.
    var seconds: Double { Date().timeIntervalSince(started) }

    /// Says how much is done.
    ///
    /// - Parameters:
    ///   - count: What has been counted so far.
    ///   - share: The share of the whole that is done, 0...1, or `nil` where the whole is not known.
    mutating func show(_ count: Int, share: Double?) {
        let interval = Console.isTerminal ? 0.1 : 10
        guard Date().timeIntervalSince(lastShown) >= interval else { return }
        lastShown = Date()
        hasShown = true
        let line = text(count, share: share)
        if Console.isTerminal {
            Console.write(toStandardError: "\r\u{1B}[K\(line)")
        } else {
            Console.error(line)
        }
    }

    /// Takes the bar away, for the summary to follow.
    func clear() {
        if hasShown && Console.isTerminal { Console.write(toStandardError: "\r\u{1B}[K") }
    }

    private func text(_ count: Int, share: Double?) -> String {
        let rate = Double(count) / max(seconds, 0.001)
        let counted = "\(label): \(Console.grouped(count)) \(unit), \(Console.grouped(Int(rate)))/s"
        guard let share, share > 0 else { return counted }
        let filled = Int((min(share, 1) * 24).rounded())
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
        let left = seconds / share * (1 - min(share, 1))
        return "\(counted)  \(bar) \(Int(min(share, 1) * 100)) %, \(Self.duration(left)) left"
    }

    /// A time in words, no finer than people read it: 42 s, 12 min, 3 h 5 min.
    static func duration(_ seconds: Double) -> String {
        let whole = Int(min(seconds.rounded(.up), 1e9))
        let minutes = (whole + 59) / 60
        if whole < 120 { return "\(whole) s" }
        return minutes < 120 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }
}
