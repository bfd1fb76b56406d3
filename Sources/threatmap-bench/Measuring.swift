import Foundation

/// Time since it was made.
struct Stopwatch {
    /// Whether the processors' time that the process takes is measured, on all threads together, and not the time that
    /// passes: on a machine that has other work to do as well.
    static let measuresWork = CommandLine.arguments.contains("work")

    private let start = Self.now

    var milliseconds: Double { Double(Self.now &- start) / 1e6 }
    var seconds: Double { milliseconds / 1000 }

    private static var now: UInt64 {
        guard measuresWork else { return DispatchTime.now().uptimeNanoseconds }
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

/// Some measurements, by rank.
struct Distribution {
    private let sorted: [Double]

    init(_ values: [Double]) {
        sorted = values.sorted()
    }

    var p50: Double { rank(0.5) }
    var p99: Double { rank(0.99) }
    var mean: Double { sorted.reduce(0, +) / Double(max(sorted.count, 1)) }

    /// The smallest value that so large a share of all does not exceed.
    private func rank(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
    }
}

/// The process's memory.
enum Memory {
    /// Resident bytes.
    static var resident: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
