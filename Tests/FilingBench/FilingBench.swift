import Foundation
import TestSupport

/// `make bench-filing`: how fast a real server files reports durably while it draws tiles, alone and beside an import.
///
///     filing-bench --program .build/release/threatmap [--reports 1000000] [--rate 1000] [--connections 50]
///                  [--seconds 10] [--tiles 100] [--directory DIR]
@main
enum FilingBench {
    static func main() {
        do {
            try run(FilingBenchSettings(Array(CommandLine.arguments.dropFirst())))
        } catch {
            FileHandle.standardError.write(Data("filing-bench: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ settings: FilingBenchSettings) throws {
        let program = try ServedProgram(settings)
        defer { program.remove() }
        try program.start()
        print(
            "\(settings.reports) reports in the store, \(settings.connections) connections, "
                + "\(settings.tilesPerSecond) tiles/s asked for")
        print(LoadResult.head)
        var filed = 0
        for (name, rate) in [("warm-up", settings.rate), ("paced", settings.rate), ("flat out", 0)] {
            let result = try Load(program, settings, rate: rate, seconds: settings.seconds).run()
            print(result.line(name))
            filed += result.acknowledged
        }
        let importing = try program.startImport()
        var round = 0
        while importing.isRunning, round < 30 {
            round += 1
            let result = try Load(program, settings, rate: settings.rate, seconds: settings.seconds) {
                !importing.isRunning
            }.run()
            print(result.line("beside import \(round)"))
            filed += result.acknowledged
        }
        importing.waitUntilExit()
        program.stop()
        let count = try program.count()
        print(
            "\(filed) filings were acknowledged; the store has \(count - 2 * settings.reports) more reports than were imported"
        )
        guard importing.terminationStatus == 0, count == 2 * settings.reports + filed else {
            throw BenchError(
                description: "the store has \(count) reports; the import ended \(importing.terminationStatus)")
        }
    }
}

/// What stops the measuring.
struct BenchError: Error, CustomStringConvertible {
    var description: String
}

/// What is asked for on the command line.
struct FilingBenchSettings {
    var program = ".build/release/threatmap"
    var reports = 1_000_000
    var rate = 1000
    var connections = 50
    var seconds = 10
    var tilesPerSecond = 100
    var directory = NSTemporaryDirectory()

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw BenchError(description: "\(name) needs a value") }
            switch name {
            case "--program": program = value
            case "--reports": reports = try Self.number(name, value)
            case "--rate": rate = try Self.number(name, value)
            case "--connections": connections = try Self.number(name, value)
            case "--seconds": seconds = try Self.number(name, value)
            case "--tiles": tilesPerSecond = try Self.number(name, value)
            case "--directory": directory = value
            default: throw BenchError(description: "there is no option \(name)")
            }
        }
    }

    private static func number(_ name: String, _ value: String) throws -> Int {
        guard let number = Int(value), (1...100_000_000).contains(number) else {
            throw BenchError(description: "\(name) is \"\(value)\"; it must be a whole number above 0")
        }
        return number
    }
}
