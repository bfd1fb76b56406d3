import Foundation
import Synchronization
import TestSupport

/// Filings over many connections at a fixed rate, tiles beside them, and now and then a look at how soon a filed report is
/// counted.
///
/// A request's time runs from the moment at which it was due, not from that at which its connection was free to send it: a
/// server that stands still for a second has then kept a thousand waiting, not fifty.
struct Load: Sendable {
    private let port: UInt16
    private let secret: String
    private let connections: Int
    /// Filings a second; 0 for as many as there is time for.
    private let rate: Int
    private let tilesPerSecond: Int
    private let seconds: Double
    private let isOver: @Sendable () -> Bool
    private let result = Shared()

    private final class Shared: Sendable {
        let figures = Mutex(LoadResult())
    }

    init(
        _ program: ServedProgram, _ settings: FilingBenchSettings, rate: Int, seconds: Int,
        until isOver: @escaping @Sendable () -> Bool = { false }
    ) {
        (port, secret, connections) = (program.port, program.secret, settings.connections)
        (self.rate, tilesPerSecond, self.seconds) = (rate, settings.tilesPerSecond, Double(seconds))
        self.isOver = isOver
    }

    private static let tileConnections = 4

    func run() throws -> LoadResult {
        let group = DispatchGroup()
        let start = Self.now + 0.05
        var workers: [@Sendable () throws -> Void] = (0..<connections).map { number in
            { try file(number, from: start) }
        }
        workers += (0..<Self.tileConnections).map { number in { try draw(number, from: start) } }
        workers.append { try probe(from: start) }
        for worker in workers {
            group.enter()
            Thread.detachNewThread {
                do { try worker() } catch { result.figures.withLock { $0.failures.append("\(error)") } }
                group.leave()
            }
        }
        group.wait()
        return result.figures.withLock { $0 }
    }

    private func file(_ number: Int, from start: Double) throws {
        let client = try HTTPClient(port: port)
        var random = SeededGenerator(seed: UInt64(number))
        var times: [Double] = []
        var (acknowledged, failures, index) = (0, [String](), number)
        while Self.now < start + seconds, !isOver() {
            let due = rate > 0 ? start + Double(index) / Double(rate) : max(start, Self.now)
            guard due < start + seconds else { break }
            Self.sleep(until: due)
            let answer = try client.request("POST", "/reports", body: Self.filing(&random))
            times.append(Self.now - due)
            if answer.status == 201 { acknowledged += 1 } else { failures.append("POST: \(answer.status)") }
            index += connections
        }
        let (done, kept, wrong) = (times, acknowledged, failures)
        result.figures.withLock { figures in
            figures.filings += done
            figures.acknowledged += kept
            figures.failures += wrong
            figures.seconds = max(figures.seconds, Self.now - start)
        }
    }

    private func draw(_ number: Int, from start: Double) throws {
        let client = try HTTPClient(port: port)
        var random = SeededGenerator(seed: UInt64(1000 + number))
        var times: [Double] = []
        var (failures, index) = ([String](), number)
        while true {
            let due = start + Double(index) / Double(tilesPerSecond)
            guard due < start + seconds, !isOver() else { break }
            Self.sleep(until: due)
            // Poland is about 68/128 to 73/128 of the world from the west, and 40/128 to 44/128 from the north.
            let zoom = Int.random(in: 7...12, using: &random)
            let (x, y) = (
                Int.random(in: 68 << (zoom - 7)..<73 << (zoom - 7), using: &random),
                Int.random(in: 40 << (zoom - 7)..<44 << (zoom - 7), using: &random)
            )
            let answer = try client.request("GET", "/tiles/heat/\(zoom)/\(x)/\(y).png")
            times.append(Self.now - due)
            if answer.status != 200 { failures.append("tile: \(answer.status)") }
            index += Self.tileConnections
        }
        let (done, wrong) = (times, failures)
        result.figures.withLock { figures in
            figures.tiles += done
            figures.failures += wrong
        }
    }

    /// Files reports one after the other and looks when each is counted.
    private func probe(from start: Double) throws {
        let client = try HTTPClient(port: port)
        var random = SeededGenerator(seed: 5000)
        while Self.now < start + seconds, !isOver() {
            let answer = try client.request("POST", "/reports", body: Self.filing(&random))
            let told = Self.now
            guard answer.status == 201, let id = Self.member("id", answer) else { continue }
            result.figures.withLock { $0.acknowledged += 1 }
            while true {
                let shown = try client.request(
                    "GET", "/statistics.json", headers: [("Authorization", "Bearer \(secret)")])
                let asked = Self.now
                if let sequence = Self.member("sequence", shown), sequence >= id {
                    result.figures.withLock { $0.counted.append(asked - told) }
                    break
                }
                guard asked < told + 10 else {
                    result.figures.withLock { $0.failures.append("not counted after 10 s") }
                    break
                }
                usleep(5000)
            }
            usleep(150_000)
        }
    }

    private static func member(_ name: String, _ answer: HTTPClient.Answer) -> Int? {
        (try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])?[name] as? Int
    }

    private static func filing(_ random: inout SeededGenerator) -> String {
        let longitude = Double.random(in: 14.2..<24, using: &random)
        let latitude = Double.random(in: 49.1..<54.7, using: &random)
        return #"{"category":"speeding","longitude":\#(longitude),"latitude":\#(latitude),"#
            + #""text":"Kierowcy nie zwalniają przed szkołą."}"#
    }

    private static var now: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

    private static func sleep(until due: Double) {
        let left = due - now
        if left > 0 { usleep(UInt32(left * 1e6)) }
    }
}

/// What came of a load.
struct LoadResult: Sendable {
    /// Seconds from due to answered.
    var filings: [Double] = []
    var tiles: [Double] = []
    /// Seconds from a report's 201 to the first statistics that count it.
    var counted: [Double] = []
    var acknowledged = 0
    var failures: [String] = []
    /// Until the last filing was answered.
    var seconds = 0.0

    static let head =
        "                        filings/s  p50  p99  max ms    tiles/s  p50  p99  max ms   counted after p50  max ms"

    func line(_ name: String) -> String {
        let kinds = Dictionary(grouping: failures) { $0 }.map { "\($0.value.count) x \($0.key)" }.sorted()
        return name.padding(toLength: 22, withPad: " ", startingAt: 0)
            + Self.columns(filings, seconds) + "  " + Self.columns(tiles, seconds) + "         "
            + String(format: "%7.0f %7.0f", Self.rank(counted, 0.5), Self.rank(counted, 1))
            + (kinds.isEmpty ? "" : "   failures: " + kinds.prefix(5).joined(separator: ", "))
    }

    private static func columns(_ times: [Double], _ seconds: Double) -> String {
        String(
            format: "%8.0f %7.1f %7.1f %7.1f", Double(times.count) / max(seconds, 0.001), rank(times, 0.5),
            rank(times, 0.99), rank(times, 1))
    }

    /// The smallest time, in milliseconds, that so large a share of all does not exceed.
    private static func rank(_ times: [Double], _ share: Double) -> Double {
        guard !times.isEmpty else { return 0 }
        let sorted = times.sorted()
        return sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))] * 1000
    }
}
