import Foundation
import TestSupport
import Testing

@Suite struct OutputTests {
    @Test("The same seed gives the same bytes, another seed others")
    func sampleSeeds() throws {
        let runs = try ["1", "1", "2"].map {
            try Program.run("sample", "--reports", "50", "--region", "lubuskie", "--seed", $0)
        }
        #expect(runs[0].output == runs[1].output && runs[0].output != runs[2].output)
        #expect(runs[0].text.split(separator: "\n").count == 51)
    }

    @Test("A closed pipe is an error in words, not a trap")
    func closedPipe() throws {
        let run = try Program.shell("{ $T sample --reports 60000 --region lubuskie; echo $? >&2; } | head -n 1")
        #expect(run.errors == "threatmap: standard output: cannot be written: Broken pipe\n1\n")
    }

    @Test(
        "An output that cannot be written is an error in words",
        arguments: [
            ("$T --help > /dev/full", "standard output: cannot be written: No space left on device"),
            ("$T --help >&-", "standard output: cannot be written: Bad file descriptor"),
            ("$T sample --reports 1 --region lubuskie -o /", "/: cannot be written: it is a directory"),
            (
                "$T sample --reports 1 --region lubuskie -o /nowhere/x",
                "/nowhere/x: cannot be written: No such file or directory"
            ),
            (
                "$T sample --reports 1 --region lubuskie -o /dev/full",
                "/dev/full: cannot be written: No space left on device"
            ),
        ])
    func unwritable(line: String, problem: String) throws {
        let run = try Program.shell(line)
        #expect((run.status, run.errors) == (1, "threatmap: \(problem)\n"))
    }

    @Test("A closed standard error stops nothing")
    func closedErrors() throws {
        let place = try Place()
        let input = try place.write("a.csv", rows(5) + ",,\n")
        #expect(try Program.shell("$T import --store \(place.store) \(input) 2>&-").status == 3)
        #expect(try Program.shell("$T frobnicate 2>&-").status == 2)
    }

    @Test("A device or pipe is written to and not replaced, a file only when it is whole")
    func kindsOfFile() throws {
        let place = try Place()
        let run = try Program.shell(
            "mkfifo \(place["fifo"]); cat \(place["fifo"]) > \(place["got"]) & "
                + "$T sample --reports 3 --region lubuskie -o \(place["fifo"]); wait; test -p \(place["fifo"])")
        #expect(run.status == 0)
        #expect(try place.bytes("got").filter { $0 == 10 }.count == 4)
        #expect(
            try Program.shell("$T sample --reports 1 --region lubuskie -o /dev/null && test -c /dev/null").status == 0)
    }
}
