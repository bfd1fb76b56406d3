@testable import SampleReports

/// A generated row, taken apart for the tests.
struct SampleRow {
    var id: String
    var category: String
    var source: String
    var status: String
    var longitude: Double
    var latitude: Double
    var occurred: String
    var reported: String
    var text: String

    init?(line: Substring) {
        let fields = line.split(separator: ",", maxSplits: 8, omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 9, let longitude = Double(fields[4]), let latitude = Double(fields[5]) else { return nil }
        (id, category, source, status) = (fields[0], fields[1], fields[2], fields[3])
        (occurred, reported, text) = (fields[6], fields[7], fields[8])
        self.longitude = longitude
        self.latitude = latitude
    }

    /// The parts of an ISO 8601 text that are there: year, month, day, hour, minute, second.
    static func numbers(_ time: String) -> [Int] {
        time.split { !$0.isNumber }.compactMap { Int($0) }
    }

    /// UTC seconds of the first instant that the text can mean.
    static func earliest(_ time: String) -> Int {
        let parts = numbers(time)
        let day = CivilDay(year: parts[0], month: parts[1], day: parts.count > 2 ? parts[2] : 1).daysSince1970
        guard parts.count > 3 else { return PolishTime().utc(day: day, second: 0) }
        return day * 86_400 + parts[3] * 3_600 + parts[4] * 60 + (parts.count > 5 ? parts[5] : 0)
    }
}

/// A sample generated once and shared, for debug builds are slow.
enum Sample {
    static let rows = text(region: "poland", seed: 1, reports: 12_000).split(separator: "\n")
        .compactMap { SampleRow(line: $0) }

    static func text(region: String, seed: UInt64, reports: Int, chunk: Int = 1_000) -> String {
        var buffer: [UInt8] = []
        guard var generator = SampleGenerator(region: region, seed: seed, reports: reports) else { return "" }
        while generator.append(next: chunk, to: &buffer) > 0 {}
        return String(decoding: buffer, as: UTF8.self)
    }

    static func share(_ condition: (SampleRow) -> Bool) -> Double {
        Double(rows.count(where: condition)) / Double(rows.count)
    }
}
