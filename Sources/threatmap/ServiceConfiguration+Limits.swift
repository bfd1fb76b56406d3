import HTTPServer
import JSONText

extension ServiceConfiguration {
    /// A limit as the file has it.
    struct Limit: Sendable {
        /// Its name in `limits`.
        let name: String
        /// Where it is kept.
        let key: any WritableKeyPath<HTTPServerLimits, Int> & Sendable
        /// The values that are allowed.
        let range: ClosedRange<Int>
    }

    /// All limits. The ranges are those in which the server takes a limit as it stands.
    static let limits = [
        Limit(name: "connections", key: \.connections, range: 1...1_000_000),
        Limit(name: "connectionsPerAddress", key: \.connectionsPerAddress, range: 0...1_000_000),
        Limit(name: "headerBytes", key: \.headerBytes, range: 512...16 << 20),
        Limit(name: "targetBytes", key: \.targetBytes, range: 64...16 << 20),
        Limit(name: "bodyBytes", key: \.waitingBodyBytes, range: 0...1 << 30),
        Limit(name: "idleSeconds", key: \.idleSeconds, range: 1...86_400),
        Limit(name: "requestSeconds", key: \.requestSeconds, range: 1...86_400),
        Limit(name: "sendBytesPerSecond", key: \.sendBytesPerSecond, range: 1...1 << 30),
        Limit(name: "workers", key: \.workers, range: 1...1024),
        Limit(name: "queuedRequests", key: \.queuedRequests, range: 1...1_000_000),
        Limit(name: "writers", key: \.waitingWorkers, range: 1...1024),
        Limit(name: "queuedWrites", key: \.queuedWaits, range: 1...1_000_000),
        Limit(name: "streams", key: \.streams, range: 1...1024),
        Limit(name: "networkThreads", key: \.networkThreads, range: 1...256),
    ]

    mutating func readLimits(_ reader: JSONReader) throws(JSONFileError) {
        guard reader.value != nil else { return }
        try reader.allowKeys(Self.limits.map(\.name))
        for limit in Self.limits where reader[limit.name].value != nil {
            limits[keyPath: limit.key] = try reader[limit.name].integer(in: limit.range)
        }
        if reader["targetBytes"].value == nil { limits.targetBytes = min(limits.targetBytes, limits.headerBytes) }
        guard limits.targetBytes <= limits.headerBytes else {
            throw reader["targetBytes"].error(
                "is \(limits.targetBytes); it must be at most limits.headerBytes, which is \(limits.headerBytes)")
        }
    }
}
