import JSONText
import TileService

extension ServiceConfiguration {
    /// A number of `print` as the file has it.
    struct PrintNumber: Sendable {
        /// Its name.
        let name: String
        /// Where it is kept.
        let key: any WritableKeyPath<PrintSettings, Int> & Sendable
        /// The values that are allowed.
        let range: ClosedRange<Int>
    }

    /// All numbers of `print`.
    static let printNumbers = [
        PrintNumber(name: "directPixels", key: \.directPixels, range: 0...1_000_000_000),
        PrintNumber(name: "largestPixels", key: \.largestPixels, range: 1...1_000_000_000),
        PrintNumber(name: "directAtOnce", key: \.directAtOnce, range: 0...1024),
        PrintNumber(name: "workers", key: \.workers, range: 1...64),
        PrintNumber(name: "jobs", key: \.jobs, range: 0...10_000),
        PrintNumber(name: "jobsPerClient", key: \.jobsPerClient, range: 0...10_000),
        PrintNumber(name: "keepSeconds", key: \.keepSeconds, range: 1...604_800),
        PrintNumber(name: "keptBytes", key: \.keptBytes, range: 0...1 << 40),
    ]

    mutating func readPrint(_ reader: JSONReader) throws(JSONFileError) {
        guard reader.value != nil else { return }
        try reader.allowKeys(Self.printNumbers.map(\.name) + ["directory"])
        for number in Self.printNumbers where reader[number.name].value != nil {
            printing[keyPath: number.key] = try reader[number.name].integer(in: number.range)
        }
        if reader["directory"].value != nil { printing.directory = try reader["directory"].string() }
    }
}
