import Digest
import Synchronization

/// Remembers since when each text has been as it is, so that a change of the data leaves the bytes of those answers alone
/// that it does not touch, their time included.
final class ContentTimes: Sendable {
    private let times = Mutex<[[UInt8]: Int64]>([:])

    /// The most texts that are remembered; beyond it all are taken for new.
    private static let capacity = 65_536

    /// The time at which a text was first made: `now` where it is new.
    func time(of text: [UInt8], now: Int64) -> Int64 {
        let digest = Array(SHA256.digest(text).prefix(16))
        return times.withLock { times in
            if let time = times[digest] { return time }
            if times.count >= Self.capacity { times.removeAll() }
            times[digest] = now
            return now
        }
    }
}
