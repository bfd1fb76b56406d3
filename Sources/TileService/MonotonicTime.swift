import Dispatch

/// A clock that nobody sets: for measuring how long things take.
enum MonotonicTime {
    /// Nanoseconds since some moment in the past.
    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// The seconds that have passed since a reading; 0 where it lies in the future.
    static func seconds(since start: UInt64, now: UInt64 = Self.now) -> Double {
        now > start ? Double(now - start) / 1e9 : 0
    }
}
