import Gazetteer

/// A river as straight pieces, with its width.
struct River: Sendable {
    var width: Double
    var segments: [Segment]
    var seed: UInt64

    static func all() -> [River] {
        TableReader.polylines(WaterTable.rivers).enumerated().map { number, line in
            let width = line.title.split(separator: " ").first.flatMap { Double($0) } ?? 50
            var segments: [Segment] = []
            for index in 1..<max(line.points.count, 1) {
                let seed = CounterRandom.mix(UInt64(number * 1_000 + index) &+ 0x21)
                let bent = RoadNetwork.bent(
                    from: line.points[index - 1], to: line.points[index], seed: seed, bend: 0.08, step: 1_300)
                for piece in 1..<bent.count { segments.append(Segment(start: bent[piece - 1], end: bent[piece])) }
            }
            return River(width: width, segments: segments, seed: CounterRandom.mix(UInt64(number) &+ 0x22))
        }
    }
}
