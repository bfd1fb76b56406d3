/// Draws an index by weight in constant time, whatever the number of weights.
///
/// Vose's form of Walker's alias method (M. D. Vose, IEEE Trans. Software Engineering 17, 1991): every slot holds its
/// own index up to a threshold and one other index above it.
struct AliasTable: Sendable {
    private var thresholds: [Double]
    private var aliases: [Int32]

    /// Weights that are negative count as 0; where all are 0 every index is as likely.
    init(_ weights: [Double]) {
        let total = weights.reduce(0) { $0 + max($1, 0) }
        let scale = total > 0 ? Double(weights.count) / total : 0
        thresholds = weights.map { total > 0 ? max($0, 0) * scale : 1 }
        aliases = (0..<weights.count).map { Int32($0) }
        fill()
    }

    var isEmpty: Bool { thresholds.isEmpty }

    func draw(_ random: inout CounterRandom) -> Int {
        let place = random.unit() * Double(thresholds.count)
        let slot = Int(place)
        return place - Double(slot) < thresholds[slot] ? slot : Int(aliases[slot])
    }

    private mutating func fill() {
        var small: [Int] = []
        var large: [Int] = []
        for index in thresholds.indices {
            if thresholds[index] < 1 { small.append(index) } else { large.append(index) }
        }
        while let less = small.last, let more = large.last {
            small.removeLast()
            aliases[less] = Int32(more)
            thresholds[more] -= 1 - thresholds[less]
            if thresholds[more] < 1 {
                large.removeLast()
                small.append(more)
            }
        }
        // What is left differs from 1 by rounding only.
        for index in small + large { thresholds[index] = 1 }
    }
}
