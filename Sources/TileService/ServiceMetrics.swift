import Foundation
import Synchronization

/// What the service has done since its start: counters that its `/metrics` shows.
public final class ServiceMetrics: Sendable {
    /// What requests are counted by.
    struct RequestKind: Hashable {
        var route: Route
        var method: String
        var status: Int
    }

    /// The counters at one moment.
    struct Counts: Sendable {
        var requests: [RequestKind: Int] = [:]
        var latencies: [Route: LatencyHistogram] = [:]
        var acceptedFilings = 0
        var refusedFilings: [FilingRefusal: Int] = [:]
    }

    private let state = Mutex(Counts())

    /// When the service was started, in seconds since 1970 UTC.
    let started = Date().timeIntervalSince1970

    /// Counters at zero.
    init() {}

    /// Made-up methods share one counter: clients must not be able to make new ones without end.
    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    /// Counts an answer.
    func count(_ route: Route, method: String, status: Int, seconds: Double) {
        let kind = RequestKind(
            route: route, method: Self.methods.contains(method) ? method : "other", status: status)
        state.withLock { state in
            state.requests[kind, default: 0] += 1
            state.latencies[route, default: LatencyHistogram()].add(seconds)
        }
    }

    /// Counts a report that a citizen filed.
    public func filingAccepted() {
        state.withLock { $0.acceptedFilings += 1 }
    }

    /// Counts a report that was not taken.
    public func filingRefused(_ reason: FilingRefusal) {
        state.withLock { $0.refusedFilings[reason, default: 0] += 1 }
    }

    /// The counters now.
    var counts: Counts { state.withLock { $0 } }
}

/// Why a report that a citizen wanted to file was not taken.
public enum FilingRefusal: String, CaseIterable, Sendable {
    /// The operator takes none.
    case disabled
    /// What was sent is no report.
    case invalid
    /// The address has filed as many as it may today.
    case limit
    /// The idempotency key came before, with another report.
    case conflict
    /// The store could not be written.
    case store
}
