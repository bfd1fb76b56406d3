import ReportStore
import Synchronization

/// Looks keys up in a store, for any number of threads. It remembers none, so that a key that another process revokes is
/// good for nothing from the next request on; a look-up takes some microseconds.
final class KeyLookup: Sendable {
    private let path: String
    private let store = Mutex<ReportStore?>(nil)

    /// Looks into a store, which is opened when the first key comes.
    init(path: String) {
        self.path = path
    }

    /// The key of a secret; `nil` for one that is unknown or revoked.
    ///
    /// - Throws: `StoreError` where the store cannot be read.
    func key(_ secret: String) throws -> AccessKey? {
        try store.withLock { store in
            if let open = store, let found = try? Self.key(secret, open) { return found.key }
            // A file that was taken to be at rest, or that failed once, is opened anew.
            let fresh = try ReportStore(open: path, readOnly: true)
            let found = try Self.key(secret, fresh)
            store = fresh
            return found.key
        }
    }

    /// Apart from an error, that there is no such key is an answer.
    private struct Answer {
        var key: AccessKey?
    }

    private static func key(_ secret: String, _ store: ReportStore) throws -> Answer {
        // This notices what a look into the table would not: that another process has begun to write.
        _ = try store.dataVersion()
        return Answer(key: try store.key(secret: secret))
    }
}
