import Foundation
import TestSupport
import Testing

@Suite struct ImportCommandTests {
    @Test("A sample goes in, is counted, drawn, listed and verified")
    func roundTrip() throws {
        let place = try Place()
        let csv = place["sample.csv"]
        #expect(try Program.run("sample", "--reports", "400", "--region", "lubuskie", "-o", csv).status == 0)
        let run = try Program.run("import", "--store", place.store, "--json", csv)
        #expect(try summary(run) == ["read": 400, "accepted": 400, "updated": 0, "rejected": 0, "duplicates": 0])
        let again = try Program.run("import", "--store", place.store, "--json", csv)
        #expect(try summary(again) == ["read": 400, "accepted": 0, "updated": 0, "rejected": 0, "duplicates": 400])
        #expect(run.status == 0 && again.status == 0)
        let stats = try Program.run("stats", "--store", place.store, "--json")
        let counts = try JSONSerialization.jsonObject(with: Data(stats.output)) as? [String: Any]
        #expect(counts?["reports"] as? Int == 400)
        #expect(try Program.run("stats", "--store", place.store).text.hasPrefix("400 reports of the catalogue kmzb\n"))
        let tile = try Program.run("tile", "--store", place.store, "6/34/20")
        #expect(tile.output.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let grid = try Program.run("density", "--store", place.store, "6/34/20")
        #expect(grid.text.hasPrefix("ncols 256\nnrows 256\n") || grid.text.lowercased().hasPrefix("ncols"))
        let layer = try Program.run("layer", "--store", place.store, "--layer", "cells", "--zoom", "5")
        let features = try JSONSerialization.jsonObject(with: Data(layer.output)) as? [String: Any]
        let cells = try #require(features?["features"] as? [[String: Any]])
        #expect(cells.compactMap { ($0["properties"] as? [String: Any])?["count"] as? Int }.reduce(0, +) == 400)
        let verify = try Program.run("verify", "--store", place.store)
        #expect((verify.status, verify.errors) == (0, "\(place.store): sound\n"))
    }

    @Test("Standard input, gzip and a byte order mark give the same reports as a plain file")
    func inputs() throws {
        let place = try Place()
        let text = rows(50)
        try place.write("a.csv", text)
        let packed = try Program.shell("gzip -c \(place["a.csv"])").output
        let marked = Array(("\u{FEFF}" + text.replacingOccurrences(of: "\n", with: "\r\n")).utf8)
        for (number, input) in [Array(text.utf8), packed, marked].enumerated() {
            let run = try Program.run("import", "--store", place.store, "--json", "-", input: input)
            #expect(try summary(run)["accepted"] == (number == 0 ? 50 : 0))
            #expect(try summary(run)["read"] == 50)
        }
        try place.write("a.csv.gz", packed)
        let run = try Program.shell("$T import --json --store \(place.store) \(place["a.csv.gz"]) \(place["a.csv"])")
        #expect(try summary(run)["duplicates"] == 100)
    }

    @Test("A gzip file may unpack to exactly as much as a buffer holds", arguments: [1 << 18, 1 << 19])
    func fullBuffer(size: Int) throws {
        let place = try Place()
        let row = "7,speeding,public,new,15,52.7,2025-06\n"
        let text = rows(0) + String(repeating: row, count: 4000)
        let padded = text + String(repeating: "\n", count: size - text.utf8.count)
        let packed = try Program.shell("gzip -9 -c \(place.write("a.csv", padded))").output
        let run = try Program.run("import", "--store", place.store, "--json", "-", input: packed)
        #expect(try summary(run)["accepted"] == 4000)
    }

    @Test("Rejected rows go to their file, the good ones into the store, and the exit code is 3")
    func rejects() throws {
        let place = try Place()
        let input = try place.write("a.csv", rows(3) + "x,speeding,public,new,\"15,2\",52.7,2025-06\n,,\n")
        let run = try Program.run("import", "--store", place.store, "--rejects", place["bad.csv"], "--json", input)
        #expect(run.status == 3)
        #expect(try summary(run) == ["read": 5, "accepted": 3, "updated": 0, "rejected": 2, "duplicates": 0])
        #expect(run.errors.hasSuffix("3 new, 0 updated, 0 known already, 2 rejected\n"))
        let rejects = String(decoding: try place.bytes("bad.csv"), as: UTF8.self)
        #expect(
            rejects
                == "file,line,field,value,reason\n\(input),5,longitude,\"15,2\",is not a decimal number such as 15.2288\n"
                + "\(input),6,,,has 3 fields; the header has 7\n")
    }

    @Test("Without a file the first ten rejected rows are shown, each in one line without control characters")
    func rejectsOnStandardError() throws {
        let place = try Place()
        let bad = "x,\"fly\u{1B}[2J\ning\",public,new,15,52.7,2025-06\n" + String(repeating: ",,\n", count: 20)
        let run = try Program.run("import", "--store", place.store, try place.write("a.csv", rows(1) + bad))
        let lines = run.errors.split(separator: "\n")
        #expect(run.status == 3 && lines.count == 12)
        #expect(lines[0].contains("line 3: category \"fly\u{FFFD}[2J\u{FFFD}ing\" is not a known category"))
        #expect(lines[10] == "further rejected rows are not shown; name a file with --rejects")
    }

    @Test("When a later file fails, the earlier ones stay, and so do their rejected rows")
    func laterFailure() throws {
        let place = try Place()
        let input = try place.write("a.csv", rows(3) + ",,\n")
        let run = try Program.run(
            "import", "--store", place.store, "--rejects", place["bad.csv"], input, place["none.csv"])
        #expect(run.status == 1)
        #expect(run.errors.hasSuffix("threatmap: \(place["none.csv"]): there is no such file\n"))
        #expect(try place.bytes("bad.csv").filter { $0 == 10 }.count == 2)
        #expect(try Program.run("stats", "--store", place.store).text.hasPrefix("3 reports"))
    }

    @Test("A column of one id for all of 20,000 rows is no trap and no wait", .timeLimit(.minutes(1)))
    func constantID() throws {
        let place = try Place()
        let row = "7,speeding,public,new,15,52.7,2025-06\n"
        let input = try place.write("a.csv", rows(0) + String(repeating: row, count: 20_000))
        let run = try Program.run("import", "--store", place.store, "--json", input)
        #expect(try summary(run)["accepted"] == 20_000)
        let again = try Program.run("import", "--store", place.store, "--json", input)
        #expect(try summary(again)["duplicates"] == 20_000)
    }

    @Test("A store whose catalogue is another one is refused with both names")
    func otherCatalogue() throws {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(3)))
        let police = "Crime ID,Month,Longitude,Latitude,Crime type,Last outcome category\n,2025-06,-0.1,51.5,Drugs,\n"
        let run = try Program.run("import", "--store", place.store, place.write("b.csv", police))
        #expect(
            run.errors
                == "threatmap: \(place.store): holds reports of the catalogue \"kmzb\"; these are of \"police-uk\". Use "
                + "another store for them\n")
        #expect(run.status == 1)
    }
}
