import Foundation
import TestSupport
import Testing

/// `tile` and `density` with `--compare-from` and `--compare-to`.
@Suite struct DifferenceCommandTests {
    /// Three reports of 2025 and one of 2024 at one place, and two of 2024 at another in the same tile.
    private func store() throws -> Place {
        let place = try Place()
        let rows =
            [("15.24,52.73", "2025"), ("15.24,52.73", "2025"), ("15.24,52.73", "2025"), ("15.24,52.73", "2024")]
            + [("15.3,52.73", "2024"), ("15.3,52.73", "2024")]
        let lines = rows.enumerated().map { "\($0),speeding,public,confirmed,\($1.0),\($1.1)-06-14T21:37Z\n" }
        let csv = "id,category,source,status,longitude,latitude,occurred\n" + lines.joined()
        #expect(try Program.run("import", "--store", place.store, place.write("a.csv", csv)).status == 0)
        return place
    }

    private static let periods = [
        "--from", "2025-01-01", "--to", "2026-01-01", "--compare-from", "2024-01-01", "--compare-to", "2025-01-01",
    ]

    private func run(_ place: Place, _ command: String, _ options: [String]) throws -> Program.Run {
        let line = options.map { "'\($0)'" }.joined(separator: " ")
        return try Program.shell("$T \(command) --store \(place.store) 10/555/334 \(line)")
    }

    private func grid(_ run: Program.Run) throws -> [Double] {
        try #require(run.status == 0, "\(run.errors)")
        return run.text.split(separator: "\n").dropFirst(6).flatMap {
            $0.split(separator: " ").compactMap { Double($0) }
        }
    }

    @Test("The ESRI grid of a difference has negative numbers, and is that of one period less that of the other")
    func grids() throws {
        let place = try store()
        let difference = try grid(run(place, "density", ["--style", "difference"] + Self.periods))
        let one = try grid(run(place, "density", Array(Self.periods.prefix(4))))
        let other = try grid(run(place, "density", ["--from", "2024-01-01", "--to", "2025-01-01"]))
        #expect(difference.count == 65536 && one.count == 65536 && other.count == 65536)
        #expect(difference.contains { $0 < 0 } && difference.contains { $0 > 0 })
        for index in difference.indices {
            let expected = Double(Float(one[index]) - Float(other[index]))
            if abs(difference[index] - expected) > abs(expected) * 1e-6 {
                Issue.record("\(index): \(difference[index]), not \(expected)")
                return
            }
        }
    }

    @Test("A tile of a difference is a PNG, and what is missing of the periods is named")
    func tiles() throws {
        let place = try store()
        let tile = try run(place, "tile", ["--style", "difference"] + Self.periods)
        #expect(tile.status == 0 && tile.output.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        for (options, problem) in [
            (["--style", "difference"], "--from: is missing; the period of from and to is compared with "),
            (["--style", "difference"] + Self.periods.dropLast(2), "--compare-to: is missing; "),
            (
                ["--style", "difference"] + Self.periods.dropLast(1) + ["never"],
                "--compare-to: \"never\" is not a time; "
            ),
            (
                Self.periods,
                "--compare-from: means nothing to the style \"heat\", which shows one period; "
                    + "styles that compare two: difference"
            ),
        ] {
            for command in ["tile", "density"] {
                let run = try run(place, command, options)
                #expect(run.status == 2 && run.output.isEmpty)
                #expect(run.errors.hasPrefix("threatmap: " + problem), "\(run.errors)")
            }
        }
        let misspelt = try run(place, "tile", ["--compare-form", "2024-01-01"])
        #expect(misspelt.errors.contains("did you mean --compare-from?"))
    }
}
