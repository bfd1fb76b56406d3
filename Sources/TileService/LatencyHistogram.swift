/// How many answers took how long.
struct LatencyHistogram: Sendable {
    /// The buckets' upper limits, in seconds; one more bucket has none.
    static let limits = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    /// The answers of each bucket, those of the buckets below not counted in.
    private(set) var counts = [Int](repeating: 0, count: limits.count + 1)

    /// The seconds of all answers together.
    private(set) var sum = 0.0

    /// Adds an answer.
    mutating func add(_ seconds: Double) {
        counts[Self.limits.firstIndex { seconds <= $0 } ?? Self.limits.count] += 1
        sum += seconds
    }
}
