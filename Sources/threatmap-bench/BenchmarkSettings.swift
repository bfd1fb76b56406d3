/// What is asked for on the command line.
struct BenchmarkSettings {
    var reports = 1_000_000
    var seed: UInt64 = 1
    var tilesPerZoom = 200
    var json: String?
    /// Whether layers alone are timed.
    var layersOnly = false
    /// The zooms of which layers are timed.
    var zooms = 0...18

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
            case "--zooms": zooms = try Self.zooms(value)
            case "--clock" where value == "work": break  // The stopwatch sees to it.
            case "--only" where value == "layers": layersOnly = true
            default:
                throw UsageError(
                    description:
                        "there is no option \(name); there are --reports, --seed, --tiles, --json, --only layers, --zooms, --clock work"
                )
            }
        }
    }

    private static func zooms(_ value: String) throws -> ClosedRange<Int> {
        let numbers = value.split(separator: "-").compactMap { Int($0) }
        guard numbers.count == 2, numbers[0] <= numbers[1], (0...22).contains(numbers[0]), numbers[1] <= 22 else {
            throw UsageError(description: "--zooms is \"\(value)\"; it must be two zooms, as 5-8")
        }
        return numbers[0]...numbers[1]
    }

    private static func number(_ name: String, _ value: String) throws -> Int {
        guard let number = Int(value), (0...1_000_000_000).contains(number) else {
            throw UsageError(description: "\(name) is \"\(value)\"; it must be a whole number")
        }
        return number
    }
}
