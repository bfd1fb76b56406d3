import Foundation
import SQLite
import Synchronization

/// Brings the write-ahead log of a store into its file, in a thread of its own, while others go on writing.
final class LogKeeper: Sendable {
    private let path: String
    private let wakeUps = DispatchSemaphore(value: 0)
    private let ending = DispatchGroup()
    private let isStopped = Atomic(false)
    private let isAwake = Atomic(false)

    /// From how many pages on the log is brought into the file: as many as SQLite would wait for.
    static let enough: Int32 = 1000

    /// From how many pages on writers have to wait until it begins at its start again: 64 MB. Else, while they never rest,
    /// it would grow without end.
    private static let tooMany: Int64 = 16_384

    init(path: String) {
        self.path = path
        let thread = Thread { [self] in
            work()
            ending.leave()
        }
        thread.name = "store log keeper"
        ending.enter()
        thread.start()
    }

    /// Says that the log is long enough.
    func wake() {
        if !isAwake.exchange(true, ordering: .acquiringAndReleasing) { wakeUps.signal() }
    }

    /// Ends the thread and waits for it. The log is then empty, unless somebody else is at work.
    func stop() {
        isStopped.store(true, ordering: .releasing)
        wakeUps.signal()
        ending.wait()
    }

    private func work() {
        while true {
            wakeUps.wait()
            if isStopped.load(ordering: .acquiring) {
                try? empty()
                return
            }
            isAwake.store(false, ordering: .releasing)
            // What fails here is done by the next one, or when the store is closed; nothing is lost.
            try? keep()
        }
    }

    private func keep() throws {
        let connection = try SQLiteConnection(path: path, mode: .readWrite)
        try connection.execute("PRAGMA synchronous = FULL")
        let statement = try connection.prepare("PRAGMA wal_checkpoint(PASSIVE)")
        guard try statement.step(), statement.integer(1) > Self.tooMany else { return }
        statement.reset()
        // What is left is little now. Readers of an older state are not waited for.
        connection.setPatience(milliseconds: 20)
        try connection.execute("PRAGMA wal_checkpoint(RESTART)")
    }

    /// Who has stopped the server copies the file alone, and must not leave behind what was written last.
    private func empty() throws {
        let connection = try SQLiteConnection(path: path, mode: .readWrite)
        try connection.execute("PRAGMA synchronous = FULL")
        // An import beside us or a reader is not waited for: whoever closes the store last does the same.
        connection.setPatience(milliseconds: 100)
        try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    }
}
