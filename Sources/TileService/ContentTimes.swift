import Digest
import Synchronization

/// Remembers since when each text has been as it is, so that a change of the data leaves the bytes of those answers alone
/// that it does not touch, their time included.
final class ContentTimes: Sendable {
    /// The audiences have times of their own: a text that operators saw before the public did would else tell the
    /// public since when.
    private struct Key: Hashable {
        var digest: [UInt8]
        var audience: Audience
    }

    private let times = Mutex<[Key: Int64]>([:])

    /// The most texts that are remembered; beyond it all are taken for new.
    private static let capacity = 65_536

    /// The time at which a text was first made for an audience: `now` where it is new.
    func time(of text: [UInt8], _ audience: Audience, now: Int64) -> Int64 {
        let key = Key(digest: Array(SHA256.digest(text).prefix(16)), audience: audience)
        return times.withLock { times in
            if let time = times[key] { return time }
            if times.count >= Self.capacity { times.removeAll() }
            times[key] = now
            return now
        }
    }
}
