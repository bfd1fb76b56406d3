import Foundation
import ReportStore
import Synchronization

/// The store as the service's threads share it: one writer, and as many readers as are at work at once.
public final class StoreAccess: Sendable {
    /// A reader is used by one thread at a time, which the list sees to.
    private struct Reader: @unchecked Sendable {
        let store: ReportStore
        let stamp: String
    }

    private let path: String
    private let idle = Mutex<[Reader]>([])
    private let isStopped = StopFlag()

    /// Writes; `nil` where the file or its directory can only be read.
    public let writer: StoreWriter?

    /// Opens a store.
    ///
    /// - Throws: `StoreError` where it cannot even be read.
    public init(path: String) throws {
        self.path = path
        writer = try? StoreWriter(path: path)
        _ = try read { try $0.sequence() }
    }

    /// Reads, on a connection that no other thread has meanwhile.
    ///
    /// - Throws: `StoreError`, and what `body` throws.
    public func read<Result>(_ body: (ReportStore) throws -> Result) throws -> Result {
        let reader = try takeReader()
        let result = try body(reader.store)
        // One that failed is not used again.
        idle.withLock { if $0.count < 16 { $0.append(reader) } }
        return result
    }

    /// Deletes, now and every hour, what tells addresses of earlier days apart, until ``stop()``.
    ///
    /// - Parameter report: Gets a line where that fails.
    public func startForgetting(report: @escaping @Sendable (String) -> Void) {
        guard let writer else { return }
        let thread = Thread { [isStopped] in
            var seconds = 0
            while !isStopped.isSet {
                if seconds % 3600 == 0 {
                    do {
                        try writer.forgetFilers()
                    } catch {
                        report("\(error); the hashes of earlier days' addresses could not be deleted")
                    }
                }
                seconds += 1
                Thread.sleep(forTimeInterval: 1)
            }
        }
        thread.name = "forgetting"
        thread.start()
    }

    /// Ends the writing.
    public func stop() {
        isStopped.set()
        writer?.stop()
    }

    private func takeReader() throws -> Reader {
        while let reader = idle.withLock({ $0.popLast() }) {
            // Its catalogue may have been replaced, or a file that was taken to be at rest be in use after all.
            if (try? reader.store.dataVersion()) != nil, (try? reader.store.stamp) == reader.stamp { return reader }
        }
        let store = try ReportStore(open: path, readOnly: true)
        return Reader(store: store, stamp: try store.stamp)
    }
}

/// Tells threads that they are to end.
private final class StopFlag: Sendable {
    private let state = Mutex(false)

    var isSet: Bool { state.withLock { $0 } }

    func set() {
        state.withLock { $0 = true }
    }
}
