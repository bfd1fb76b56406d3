/// Makes up reports of a public security threat map: deterministic, with believable places, times and outcomes.
///
///     var generator = SampleGenerator(region: "lubuskie", seed: 1, reports: 20_000)
///     var buffer: [UInt8] = []
///     while let count = generator?.append(next: 1_000, to: &buffer), count > 0 { ... }
///
/// Row i depends on the region, the seed and i alone, so the same arguments give the same bytes on every machine and
/// in portions of any size: the arithmetic is of integers and of +, -, *, / and square roots, which IEEE 754 rounds alike
/// everywhere. Towns, streets and forests are the same for every seed. Memory does not grow with the
/// number of reports. The first generator of a process spends some time on laying out the country.
public struct SampleGenerator: Sendable {
    /// The regions there are: the whole country first, then the sixteen voivodeships.
    public static let regions: [String] = ["poland"] + Voivodeship.keys

    /// The CSV header line, without a line end.
    public static let header = "id,category,source,status,longitude,latitude,occurred,reported,text"

    private let seed: UInt64
    private let reports: Int
    private var next = 0
    private let model: ReportModel

    /// Fails (`nil`) when the region is none of ``regions``. A negative number of reports counts as none.
    public init?(region: String, seed: UInt64, reports: Int) {
        guard Self.regions.contains(region) else { return nil }
        self.seed = seed
        self.reports = max(reports, 0)
        model = ReportModel(voivodeship: Voivodeship.index(of: region))
    }

    /// Appends the next reports' CSV lines, each ended by a line feed, to `buffer`.
    ///
    /// - Parameter limit: how many lines to append at most.
    /// - Returns: how many lines were appended; 0 at the end.
    public mutating func append(next limit: Int, to buffer: inout [UInt8]) -> Int {
        let count = max(min(limit, reports - next), 0)
        for index in next..<next + count {
            var random = CounterRandom(seed: seed, counter: UInt64(index))
            model.append(number: index + 1, &random, to: &buffer)
        }
        next += count
        return count
    }
}
