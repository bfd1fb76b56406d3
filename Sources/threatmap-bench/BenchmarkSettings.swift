/// What is asked for on the command line.
struct BenchmarkSettings {
    var reports = 1_000_000
    var seed: UInt64 = 1
    var tilesPerZoom = 200
    var json: String?
    /// Whether clusters alone are timed.
    var clustersOnly = false

    /// A command line that makes no sense.
    struct UsageError: Error, CustomStringConvertible {
        var description: String
    }

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw UsageError(description: "\(name) needs a value") }
            switch name {
            case "--reports": reports = try Self.number(name, value)
            case "--seed": seed = UInt64(try Self.number(name, value))
            case "--tiles": tilesPerZoom = max(1, try Self.number(name, value))
            case "--json": json = value
            case "--only" where value == "clusters": clustersOnly = true
            default:
                throw UsageError(
                    description:
                        "there is no option \(name); there are --reports, --seed, --tiles, --json, --only clusters")
            }
        }
    }

    private static func number(_ name: String, _ value: String) throws -> Int {
        guard let number = Int(value), (0...1_000_000_000).contains(number) else {
            throw UsageError(description: "\(name) is \"\(value)\"; it must be a whole number")
        }
        return number
    }
}
