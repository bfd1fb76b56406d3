import Foundation
import TestSupport
import Testing

/// What all rounds begin with: a store with imported reports and an operator's key, and what a command makes of it when
/// nobody disturbs it.
final class CrashFixture: Sendable {
    /// What runs beside the server.
    enum Command: String, CaseIterable, Sendable {
        case importing, retaining, catalogue
    }

    let place: Place
    let secret: String
    /// The imported reports and counts of the store at first.
    let base: StoreContent
    private let results: [Command: StoreContent]

    init() throws {
        place = try Place()
        let sample = try Program.run("sample", "--reports", "4000", "--seed", "1", "-o", place["base.csv"])
        try #require(sample.status == 0)
        // The first 4,000 have the same ids as those and other content, so they are updates.
        let later = try Program.run("sample", "--reports", "6000", "--seed", "9", "-o", place["later.csv"])
        try #require(later.status == 0)
        try #require(try Program.run("import", "--store", place.store, place["base.csv"]).status == 0)
        let key = try Program.run("keys", "add", "--store", place.store, "--role", "operator")
        secret = key.text.trimmingCharacters(in: .whitespacesAndNewlines)
        let catalogue = try Program.run("catalogue", "--store", place.store).text
        try place.write(
            "catalogue.json", catalogue.replacingOccurrences(of: "Under verification", with: "Being verified"))
        try place.write("config.json", #"{"filing": {"perAddressPerDay": "unlimited"}}"#)
        base = try StoreContent(place.store)
        var results: [Command: StoreContent] = [:]
        for command in Command.allCases {
            let copy = place["\(command).sqlite"]
            try FileManager.default.copyItem(atPath: place.store, toPath: copy)
            let run = try Program.shell("$T " + Self.arguments(command, copy, place).joined(separator: " "))
            try #require(run.status == 0, "\(run.errors)")
            results[command] = try StoreContent(copy)
        }
        self.results = results
    }

    /// The command's line, for a store.
    func arguments(_ command: Command, _ store: String) -> [String] { Self.arguments(command, store, place) }

    private static func arguments(_ command: Command, _ store: String, _ place: Place) -> [String] {
        switch command {
        case .importing: ["import", "--store", store, place["later.csv"]]
        case .retaining: ["retain", "--store", store, "--older-than", "2y"]
        case .catalogue: ["catalogue", "--store", store, place["catalogue.json"]]
        }
    }

    /// What is wrong with the reports that citizens did not file, after a command that was cut off or has ended.
    func problems(_ content: StoreContent, after command: Command?, hasEnded: Bool) -> [String] {
        guard let command, let result = results[command] else {
            return content.imported == base.imported ? [] : ["imported reports have changed"]
        }
        var problems: [String] = []
        if hasEnded {
            if content.imported != result.imported || content.importedCount != result.importedCount {
                problems.append("\(command): the imported reports are others than undisturbed")
            }
            if content.aggregates != result.aggregates { problems.append("\(command): the counts are others") }
        } else {
            let strangers = content.imported.subtracting(base.imported).subtracting(result.imported)
            if let stranger = strangers.first { problems.append("\(command): half done: \(stranger)") }
            let sum = content.importedCount + content.aggregated
            let range = (base.importedCount...max(base.importedCount, result.importedCount))
            if !range.contains(sum) { problems.append("\(command): \(sum) reports, not \(range)") }
        }
        return problems
    }
}
