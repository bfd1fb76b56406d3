/// Which status may follow which, and how long a report may wait (design, section 5.3: `transitions`, `deadlines`).
///
/// Statuses are ordinals of the catalogue's list.
public struct LifeCycle: Sendable, Equatable {
    /// How long a report may stay in a status before it must have moved on.
    public struct Deadline: Sendable, Equatable {
        /// The status that must have been reached by then, or one beyond it.
        public var target: UInt8
        /// Seconds after the report came into its status; for the first status that is when it was reported.
        public var seconds: Int64
    }

    /// The status of a report that was just filed.
    public let initial: UInt8

    /// The statuses that may follow, by the ordinal of the one before.
    private let following: [[UInt8]]

    /// By the ordinal of the status in which a report waits.
    private let deadlines: [Deadline?]

    /// A life cycle.
    ///
    /// - Parameters:
    ///   - following: For each status the ones that may follow it.
    ///   - limits: For some statuses, within how many seconds they must be reached from any that they may follow.
    init(initial: UInt8, following: [[UInt8]], limits: [UInt8: Int64]) {
        self.initial = initial
        self.following = following
        deadlines = following.map { targets in
            targets.compactMap { target in limits[target].map { Deadline(target: target, seconds: $0) } }
                .min { $0.seconds < $1.seconds }
        }
    }

    /// The statuses to which a report may move, in the catalogue's order; none from a final one.
    public func moves(from status: UInt8) -> [UInt8] {
        following.indices.contains(Int(status)) ? following[Int(status)] : []
    }

    /// Whether a report may move from one status to another.
    public func allows(from: UInt8, to: UInt8) -> Bool { moves(from: from).contains(to) }

    /// How long a report may stay in a status, or `nil` for ever.
    public func deadline(in status: UInt8) -> Deadline? {
        deadlines.indices.contains(Int(status)) ? deadlines[Int(status)] : nil
    }

    /// When a report that came into a status at an instant, in seconds since 1970 UTC, must have left it.
    public func due(status: UInt8, since: Int64) -> Int64? {
        deadline(in: status).map { since.addingReportingOverflow($0.seconds).partialValue }
    }
}
