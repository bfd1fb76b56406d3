import Foundation
import TestSupport
import Testing

/// Issue 2, "Bad input": one clear line on standard error, exit code 1, nothing changed.
@Suite struct BadInputTests {
    @Test(
        "An input that is no CSV ends the import in one line and leaves no store",
        arguments: [
            ("png", "is not a CSV file: its first line is not text"),
            ("empty", "is empty; the first line of a CSV file names its columns"),
            ("directory", "is a directory, not a file"), ("missing", "there is no such file"),
            ("truncated", "is a gzip file whose end is missing"),
            ("flipped", "is not a sound gzip file (incorrect data check)"),
            (
                "letter",
                "no shipped profile fits its columns \"Dear Sir\u{FFFD}[31m\", \" dear Madam\"; "
                    + "name one with --profile NAME|FILE"
            ),
        ])
    func badInputs(kind: String, problem: String) throws {
        let place = try Place()
        let input = try make(kind, in: place)
        let before = try place.files
        let run = try Program.run("import", "--store", place.store, input)
        #expect(run.errors == "threatmap: \(input): \(problem)\n")
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(try place.files == before)
    }

    @Test(
        "A bad input leaves a store that was there as it was",
        arguments: ["png", "empty", "missing", "truncated", "flipped"])
    func existingStore(kind: String) throws {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(20)))
        let before = try place.bytes("store.sqlite")
        let run = try Program.run("import", "--store", place.store, make(kind, in: place))
        #expect(run.status == 1)
        #expect(try place.bytes("store.sqlite") == before)
    }

    @Test(
        "A file that is no store of ours ends every command in one line and stays as it is",
        arguments: ["import", "stats", "verify", "tile", "serve"])
    func notAStore(command: String) throws {
        let place = try Place()
        try place.write("store.sqlite", Array(repeating: 0x41, count: 5000))
        let run = try Program.shell("$T \(command) --store \(place.store) \(operands(command, place))")
        #expect(run.errors == "threatmap: \(place.store): is not a Threatmap store; nothing was changed\n")
        #expect(run.status == 1)
        #expect(try place.bytes("store.sqlite") == Array(repeating: 0x41, count: 5000))
    }

    @Test("A store of a newer version is refused", arguments: ["import", "stats", "verify", "tile", "serve"])
    func newerStore(command: String) throws {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(20)))
        var bytes = try place.bytes("store.sqlite")
        // Bytes 60 to 63 of the header are `user_version` (https://www.sqlite.org/fileformat.html, section 1.3).
        bytes[63] = 9
        try place.write("store.sqlite", bytes)
        let run = try Program.shell("$T \(command) --store \(place.store) \(operands(command, place))")
        #expect(
            run.errors == "threatmap: \(place.store): was written by a newer Threatmap (schema 9, this one knows 3); "
                + "nothing was changed\n")
        #expect(run.status == 1)
        #expect(try place.bytes("store.sqlite") == bytes)
    }

    @Test("A missing store is named with the way to make one", arguments: ["stats", "verify", "tile", "serve"])
    func missingStore(command: String) throws {
        let place = try Place()
        let run = try Program.shell("$T \(command) --store \(place.store) \(operands(command, place))")
        #expect(
            run.errors == "threatmap: \(place.store): there is no such store; make one with: threatmap import --store "
                + "\(place.store) FILE\n")
        #expect(run.status == 1)
    }

    @Test("A record without end is named by file and line, and nothing is imported")
    func endlessRecord() throws {
        let place = try Place()
        let input = try place.write("a.csv", rows(3) + "\"" + String(repeating: "x", count: 1 << 21))
        let run = try Program.run("import", "--store", place.store, input)
        #expect(
            run.errors
                == "threatmap: \(input), line 5: the record that begins here is longer than 1 MiB; is a closing quote "
                + "missing?\n")
        #expect(run.status == 1)
        #expect(try place.files == ["a.csv"])
    }

    @Test("An output that would replace an input is refused")
    func overwriting() throws {
        let place = try Place()
        let input = try place.write("a.csv", rows(3))
        _ = try Program.run("import", "--store", place.store, input)
        let lines = [
            "import --store \(place.store) --rejects \(place.store) \(input)",
            "import --store \(place.store) --rejects \(place.directory)/./a.csv \(input)",
            "tile --store \(place.store) 0/0/0 -o \(place.store)",
        ]
        for line in lines {
            let run = try Program.shell("$T " + line)
            #expect(run.status == 2)
            #expect(run.errors.hasSuffix("it must be another file than what is read\n"))
        }
        #expect(try Program.run("verify", "--store", place.store).status == 0)
    }

    private func operands(_ command: String, _ place: Place) throws -> String {
        switch command {
        case "import": try place.write("b.csv", rows(3))
        case "tile": "0/0/0"
        case "serve": "--port 0"
        default: ""
        }
    }

    private func make(_ kind: String, in place: Place) throws -> String {
        switch kind {
        case "png": return try place.write("x.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0])
        case "empty": return try place.write("x.csv", "")
        case "directory": return place.directory
        case "missing": return place["x.csv"]
        case "letter": return try place.write("x.txt", "Dear Sir\u{1B}[31m, dear Madam\n")
        default:
            try place.write("y.csv", rows(2000))
            var packed = try Program.shell("gzip -c \(place["y.csv"])").output
            if kind == "truncated" { packed.removeLast(packed.count / 2) } else { packed[packed.count - 8] ^= 4 }
            return try place.write("x.csv.gz", packed)
        }
    }
}
