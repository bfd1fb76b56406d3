import Foundation
import JSONText

/// What was measured.
struct Figures {
    var reports: Int
    var seed: UInt64
    var indexSeconds = 0.0
    var prepareSeconds = 0.0
    var bytesPerReport = 0.0
    var coldTiles: [(zoom: Int, times: Distribution)] = []
    var filteredTiles: [(filter: String, zooms: [(zoom: Int, times: Distribution)])] = []
    var encoding = (milliseconds: Distribution([]), bytes: Distribution([]))
    var encodings: [Encoding] = []
    var legend = Distribution([])
    var visible = Distribution([])

    init(reports: Int, seed: UInt64) {
        self.reports = reports
        self.seed = seed
    }

    /// The figures for people.
    var table: String {
        var lines = ["\(reports) reports, seed \(seed)"]
        lines.append(String(format: "index from loaded reports  %8.2f s", indexSeconds))
        lines.append(String(format: "styles prepared            %8.2f s", prepareSeconds))
        lines.append(String(format: "resident                   %8.1f bytes a report", bytesPerReport))
        lines.append(row("PNG encoding, ms", encoding.milliseconds))
        lines.append(row("PNG size, bytes", encoding.bytes))
        lines.append(row("legend, ms", legend))
        lines.append(row("insert to visible, ms", visible))
        let columns = [("unfiltered", coldTiles)] + filteredTiles
        lines.append("\ncold tile, ms: p50 / p99")
        lines.append(
            "zoom  " + columns.map { Self.padded($0.0.replacingOccurrences(of: " of weekends", with: ""), 22) }.joined()
        )
        for (index, entry) in coldTiles.enumerated() {
            let cells = columns.map { column in
                let times = column.1[index].times
                return Self.padded(String(format: "%.2f / %.2f", times.p50, times.p99), 22)
            }
            lines.append(Self.padded("\(entry.zoom)", 6) + cells.joined())
        }
        return (lines + encodingTable).joined(separator: "\n")
    }

    private func row(_ name: String, _ distribution: Distribution) -> String {
        Self.padded(name, 26) + String(format: " p50 %.2f, p99 %.2f", distribution.p50, distribution.p99)
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// The figures for programs.
    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("reports", reports)
            json.member("seed", Int(seed))
            json.member("index_seconds", indexSeconds)
            json.member("prepare_seconds", prepareSeconds)
            json.member("bytes_per_report", bytesPerReport)
            json.member("cold_tile_ms") { Self.write(coldTiles, &$0) }
            json.member("filtered_tile_ms") { json in
                json.object { json in
                    for (filter, zooms) in filteredTiles { json.member(filter) { Self.write(zooms, &$0) } }
                }
            }
            json.member("encode_ms") { Self.write(encoding.milliseconds, &$0) }
            json.member("encode_bytes") { Self.write(encoding.bytes, &$0) }
            json.member("legend_ms") { Self.write(legend, &$0) }
            json.member("visible_ms") { Self.write(visible, &$0) }
        }
        return json.bytes
    }

    private static func write(_ zooms: [(zoom: Int, times: Distribution)], _ json: inout JSONWriter) {
        json.object { json in
            for (zoom, times) in zooms { json.member("\(zoom)") { write(times, &$0) } }
        }
    }

    private static func write(_ distribution: Distribution, _ json: inout JSONWriter) {
        json.object { json in
            json.member("p50", distribution.p50)
            json.member("p99", distribution.p99)
        }
    }
}
