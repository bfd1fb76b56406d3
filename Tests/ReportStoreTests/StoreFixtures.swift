import Foundation
import Reports
import SQLite
import Synchronization
import Testing
import WebMercator

@testable import ReportStore

/// A clock that tests set.
final class SetClock: Sendable {
    private let instant: Mutex<Int64>

    init(_ instant: Int64 = 1_760_000_000) {
        self.instant = Mutex(instant)
    }

    var now: Int64 {
        get { instant.withLock { $0 } }
        set { instant.withLock { $0 = newValue } }
    }

    /// The instant at which clocks in Poland show a time.
    static func warsaw(_ year: Int, _ month: Int, _ day: Int, hour: Int = 0, minute: Int = 0) throws -> Int64 {
        let clock = try #require(LocalClock(timeZone: "Europe/Warsaw"))
        let date = try #require(CivilDate(year: year, month: month, day: day))
        return clock.instant(local: Int64(date.daysSince1970) * 86_400 + Int64(hour * 3600 + minute * 60))
    }
}

extension TemporaryStore {
    /// Opens the store with a clock of the test's.
    func open(_ clock: SetClock) throws -> ReportStore {
        let store = try open()
        store.now = { [self] in withExtendedLifetime(self) { clock.now } }
        return store
    }

    /// The bytes of the store and of the log beside it.
    var allBytes: Data {
        get throws {
            let log = try? Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
            return try Data(bytes) + (log ?? Data())
        }
    }
}

/// Somebody who may file any number of reports.
let anybody = Filer(address: "192.0.2.1", perDay: nil)

/// A filing that differs from every other number's.
func filing(_ number: Int, text: String? = nil, occurred: EventTime? = nil) throws -> Filing {
    let place = try #require(GeographicCoordinate(longitude: 14 + Double(number % 900) / 100, latitude: 52.5))
    return Filing(category: UInt16(number % 27), place: place, occurred: occurred, text: text ?? "\(number)")
}

extension ReportStore {
    /// Does something as the writer's thread would, in a transaction of its own.
    @discardableResult
    func writing<Result>(_ body: (ReportStore) throws -> Result) throws -> Result {
        try connection.transaction { try body(self) }
    }
}

/// Runs `count` pieces of work on as many threads and waits for them all.
func onThreads(_ count: Int, _ work: @escaping @Sendable (Int) -> Void) {
    let group = DispatchGroup()
    for number in 0..<count {
        group.enter()
        let thread = Thread {
            work(number)
            group.leave()
        }
        thread.start()
    }
    group.wait()
}

/// The places where some bytes are found in others.
func occurrences(of needle: [UInt8], in haystack: Data) -> Int {
    var count = 0
    var start = haystack.startIndex
    while let found = haystack.range(of: Data(needle), in: start..<haystack.endIndex) {
        count += 1
        start = found.upperBound
    }
    return count
}
