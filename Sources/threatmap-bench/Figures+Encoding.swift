import Foundation
import Rendering

extension Figures {
    /// What PNG settings cost, for the tiles of each shipped style.
    struct Encoding {
        var settings: PNGSettings
        var names: [String]
        var styles: [EncodingBenchmark.Cost]
    }

    /// The table of PNG settings, in Markdown: it stands in the README of `Rendering`.
    var encodingTable: [String] {
        let names = encodings.first?.names ?? []
        let header = names.map { " \($0), p50 ms | \($0), mean bytes |" }.joined()
        let rule = names.map { _ in " ---: | ---: |" }.joined()
        let rows = encodings.map { encoding in
            let settings = encoding.settings
            let costs = encoding.styles.map { String(format: " %.2f | %.0f |", $0.milliseconds.p50, $0.bytes.mean) }
            return "| \(settings.level) | \(settings.filter) | \(settings.strategy) |" + costs.joined()
        }
        return ["\nPNG settings", "| level | filter | strategy |" + header, "| --- | --- | --- |" + rule] + rows
    }
}
