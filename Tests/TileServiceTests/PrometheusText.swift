import Testing

/// A strict reader of the text format of Prometheus, version 0.0.4: it takes nothing that a scraper could misread.
struct PrometheusText {
    struct Sample {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    struct Malformed: Error {
        var line: Int
        var problem: String
    }

    /// The kinds by name, in the text's order the samples.
    private(set) var kinds: [String: String] = [:]
    private(set) var samples: [Sample] = []

    init(_ text: String) throws {
        guard text.hasSuffix("\n") else { throw Malformed(line: 0, problem: "the last line does not end") }
        var helped: Set<String> = []
        var family = ""
        var seen: Set<String> = []
        for (index, line) in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            func fail(_ problem: String) -> Malformed { Malformed(line: index + 1, problem: "\(problem): \(line)") }
            if line.hasPrefix("# HELP ") {
                let words = line.split(separator: " ", maxSplits: 3)
                guard words.count == 4, helped.insert(String(words[2])).inserted else { throw fail("HELP") }
                family = String(words[2])
            } else if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ").map(String.init)
                guard words.count == 4, words[2] == family, kinds[family] == nil,
                    ["counter", "gauge", "histogram"].contains(words[3])
                else { throw fail("TYPE") }
                kinds[family] = words[3]
            } else {
                guard let match = line.wholeMatch(of: /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)/) else {
                    throw fail("sample")
                }
                let name = String(match.1)
                let suffixes = kinds[family] == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
                guard kinds[family] != nil, suffixes.contains(where: { name == family + $0 }) else {
                    throw fail("family")
                }
                guard seen.insert("\(name){\(match.2 ?? "")}").inserted else { throw fail("twice") }
                guard let value = Double(match.3 == "+Inf" ? "inf" : String(match.3)) else { throw fail("value") }
                samples.append(Sample(name: name, labels: try Self.labels(match.2 ?? "", fail), value: value))
            }
        }
        try checkHistograms()
    }

    private static func labels(_ text: Substring, _ fail: (String) -> Malformed) throws -> [String: String] {
        var labels: [String: String] = [:]
        var rest = text
        while !rest.isEmpty {
            guard let match = rest.prefixMatch(of: /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"(,|$)/),
                labels.updateValue(String(match.2), forKey: String(match.1)) == nil
            else { throw fail("labels") }
            rest = rest[match.range.upperBound...]
        }
        return labels
    }

    /// Buckets rise, end with +Inf, and agree with the count.
    private func checkHistograms() throws {
        for family in kinds.keys where kinds[family] == "histogram" {
            let groups = Dictionary(grouping: samples.filter { $0.name == family + "_bucket" }) { sample in
                sample.labels.filter { $0.key != "le" }
            }
            for (labels, buckets) in groups {
                let limits = buckets.compactMap {
                    $0.labels["le"] == "+Inf" ? .infinity : Double($0.labels["le"] ?? "")
                }
                let counts = buckets.map(\.value)
                let count = samples.first { $0.name == family + "_count" && $0.labels == labels }?.value
                guard limits.count == buckets.count, limits == limits.sorted(), limits.last == .infinity,
                    counts == counts.sorted(), count == counts.last,
                    samples.contains(where: { $0.name == family + "_sum" && $0.labels == labels })
                else { throw Malformed(line: 0, problem: "histogram \(family) \(labels)") }
            }
        }
    }

    /// The value of a sample with these labels among its own, added up; `nil` where there is none.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        let found = samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
        return found.isEmpty ? nil : found.map(\.value).reduce(0, +)
    }
}
