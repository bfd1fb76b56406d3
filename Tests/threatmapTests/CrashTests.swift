import Foundation
import TestSupport
import Testing

@Suite struct CrashTests {
    @Test(
        "An import killed at any moment leaves whole batches, and done again the same store as ever", arguments: 0..<5)
    func killed(round: Int) throws {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(100)))
        let input = try place.write("b.csv", rows(4000, status: "confirmed"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Program.path)
        process.arguments = ["import", "--store", place.store, input]
        process.standardError = FileHandle.nullDevice
        try process.run()
        usleep(UInt32(round * 45_000 + 5_000))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(try Program.run("verify", "--store", place.store).status == 0)
        let again = try Program.run("import", "--store", place.store, "--json", input)
        #expect(try summary(again)["read"] == 4000)
        let text = try Program.run("stats", "--store", place.store).text
        #expect(text.hasPrefix("4,000 reports ") && text.contains("4,000  confirmed"), "\(text)")
        #expect(try Program.run("verify", "--store", place.store).status == 0)
    }

    @Test("A file system without room ends the import in words and leaves what was there")
    func noRoom() throws {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(100)))
        let input = try place.write("b.csv", rows(6000))
        // A limit on the size of files is the full disk that needs no disk.
        let run = try Program.shell("trap '' XFSZ; ulimit -f 300; $T import --store \(place.store) \(input)")
        #expect(run.status == 1 && !run.isKilled)
        // What was kept of the file, where anything was, and then what went wrong.
        let lines = run.errors.split(separator: "\n")
        #expect(lines.last?.hasPrefix("threatmap: \(place.store): ") == true)
        #expect(lines.count <= 2 && lines.dropLast().allSatisfy { $0.contains(" rows in ") })
        #expect(try Program.run("verify", "--store", place.store).status == 0)
        let stats = try Program.run("stats", "--store", place.store, "--json").text
        let reports = try #require(Int(stats.dropFirst("{\"reports\":".count).prefix { $0.isNumber }))
        #expect((100..<6000).contains(reports))
        _ = try Program.run("import", "--store", place.store, input)
        #expect(try Program.run("stats", "--store", place.store).text.hasPrefix("6,000 reports "))
    }

    /// Root may write everything; `setpriv` makes it nobody.
    private static let nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups "
    private static let canBeNobody = getuid() == 0 && FileManager.default.fileExists(atPath: "/usr/bin/setpriv")

    @Test(
        "A store that may not be written can be read, and an import says why it cannot go on",
        .enabled(if: canBeNobody, "this needs root and setpriv"))
    func readOnly() throws {
        let place = try Place()
        let input = try place.write("a.csv", rows(100))
        _ = try Program.run("import", "--store", place.store, input)
        // A copy for all to run: the build directory may be closed to others.
        let program = place["threatmap"]
        try FileManager.default.copyItem(atPath: try Program.path, toPath: program)
        _ = try Program.shell("chmod 755 \(place.directory) \(program); chmod 644 \(place.store) \(input)")
        let stats = try Program.shell(Self.nobody + "\(program) stats --store \(place.store)")
        #expect(stats.text.hasPrefix("100 reports "), "\(stats.errors)")
        let run = try Program.shell(Self.nobody + "\(program) import --store \(place.store) \(input)")
        #expect(run.status == 1)
        #expect(run.errors == "threatmap: \(place.store): cannot be written: attempt to write a readonly database\n")
        let fresh = try Program.shell(Self.nobody + "\(program) import --store \(place["new.sqlite"]) \(input)")
        #expect(
            fresh.errors
                == "threatmap: \(place["new.sqlite"]): cannot be opened: Permission denied\n")
    }
}
