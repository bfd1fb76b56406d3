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

    /// Ends the writing.
    public func stop() {
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
