import TestSupport
import Testing

@Suite struct UsageTests {
    @Test(
        "Every command has help on standard output",
        arguments: ["sample", "import", "serve", "tile", "layer", "density", "stats", "verify"])
    func help(command: String) throws {
        let overview = try Program.run("--help")
        #expect(overview.text.contains("  " + command))
        for flag in ["--help", "-h"] {
            let run = try Program.run(command, flag)
            #expect(run.status == 0 && run.errors.isEmpty)
            #expect(run.text.contains("Usage: threatmap \(command) [OPTION...]"))
        }
    }

    @Test("The version is told")
    func version() throws {
        #expect(try Program.run("--version").text == "threatmap 0.1.0\n")
    }

    @Test(
        "A command line that makes no sense is refused with exit code 2, in words that help",
        arguments: [
            ([], "which command? See threatmap --help"),
            (["imprt"], "there is no command \"imprt\"; did you mean import? See threatmap --help"),
            (["frobnicate"], "there is no command \"frobnicate\". See threatmap --help"),
            (["tile", "--stor", "x"], "there is no option --stor; did you mean --store? See threatmap tile --help"),
            (["stats", "--jsn"], "there is no option --jsn; did you mean --json? See threatmap stats --help"),
            (["stats", "--frobnicate"], "there is no option --frobnicate. See threatmap stats --help"),
            (["stats"], "--store is missing. See threatmap stats --help"),
            (["stats", "--store"], "--store needs a value"), (["stats", "--store="], "--store needs a value"),
            (["stats", "--store", "--json"], "--store needs a value"),
            (["stats", "--store", "x", "--store", "y"], "--store is given twice"),
            (["stats", "--store", "x", "--json=yes"], "--json takes no value"),
            (["stats", "--store", "x", "y"], "what is \"y\"? threatmap stats takes no such argument"),
            (["import", "--store", "x"], "a file to import is missing. See threatmap import --help"),
            (
                ["import", "--store", "x", "--profile", "nowhere", "y"],
                "--profile is \"nowhere\"; it must be one of threatmap, police-uk, chicago, or a file that can be read"
            ),
            (["sample"], "--reports is missing. See threatmap sample --help"),
            (["sample", "--reports", "-1"], "--reports is \"-1\"; it must be a whole number from 0 to 1000000000"),
            (["sample", "--reports", "1e3"], "--reports is \"1e3\"; it must be a whole number from 0 to 1000000000"),
            (["tile", "--store", "x"], "the tile is missing. See threatmap tile --help"),
            (
                ["tile", "--store", "x", "1/2/3"],
                "the tile is \"1/2/3\"; it must be Z/X/Y with Z from 0 to 22 and X and Y from 0 to 2^Z - 1"
            ),
            (
                ["tile", "--store", "x", "0/0/0", "--style", "hot"],
                "--style is \"hot\"; it must be one of heat, density"
            ),
            (
                ["layer", "--store", "x", "--layer", "roads", "--zoom", "3"],
                "--layer is \"roads\"; it must be cells, clusters, points or areas"
            ),
            (
                ["layer", "--store", "x", "--layer", "cells", "--zoom", "23"],
                "--zoom is \"23\"; it must be a whole number from 0 to 22"
            ),
            (
                ["layer", "--store", "x", "--layer", "cells", "--zoom", "3", "--bbox", "1,2,nan,4"],
                "--bbox is \"1,2,nan,4\"; it must be west,south,east,north in degrees, such as 14.1,49.0,24.2,54.9"
            ),
        ])
    func refusals(arguments: [String], message: String) throws {
        let line = arguments.map { "'" + $0 + "'" }.joined(separator: " ")
        let run = try Program.shell("$T " + line)
        #expect(run.errors == "threatmap: " + message + "\n")
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
    }

    @Test("Odd arguments end in words and an exit code, never in a trap", arguments: 0..<6)
    func oddArguments(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let words = [
            "--", "-", "-5", "--=", "-o", "--store", "import", "tile", "0/0/0", "", "ż", "--zoom=3", "\u{1F}", "=",
            "--reports",
            "999999999999999999999", "--hours", "--bbox=,,,", "--help", "%n%s", "--seed=-1", "--rejects", "/",
        ]
        for _ in 0..<10 {
            let commands = ["import", "tile", "layer", "density", "stats", "verify", "sample", "serve", "nothing"]
            var line = [commands.randomElement(using: &random) ?? "tile"]
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                line.append(words.randomElement(using: &random) ?? "")
            }
            let quoted = line.map { "'" + $0 + "'" }.joined(separator: " ")
            let run = try Program.shell("cd /dev/shm && $T \(quoted) < /dev/null")
            #expect([0, 1, 2].contains(run.status) && !run.isKilled, "seed \(seed): \(line)")
            #expect(run.errors.split(separator: "\n").count <= 1, "seed \(seed): \(line)")
        }
    }
}
