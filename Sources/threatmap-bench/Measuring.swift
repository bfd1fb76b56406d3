import Foundation

/// Time since it was made, by the monotonic clock.
struct Stopwatch {
    private let start = DispatchTime.now().uptimeNanoseconds

    var milliseconds: Double { Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6 }
    var seconds: Double { milliseconds / 1000 }
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
