import Boundaries
import WebMercator

/// Where protected reports stand in the whole world: each in the middle of the smallest cell in which it may be told apart.
struct ProtectedPlaces: Sendable {
    /// Which reports, and who sees them.
    struct Key: Sendable, Equatable {
        var rule: DivisionRule
        var precision: PlacePrecision
    }

    /// The middles of the cells, rising.
    private(set) var codes: [UInt64] = []
    /// How many reports stand before each, and in all.
    private(set) var before = [0]
    private var levels: [UInt8] = []

    init(_ snapshot: CellSnapshot, _ rule: DivisionRule, _ precision: PlacePrecision) {
        let level = precision.snapLevel ?? AreaCover.deepestLevel
        let weights = snapshot.weights(in: .world, level: level, rule.filter)
        let counts = weights.counts
        var search = UndividedCells(inside: .world)
        search.add(rule.minimum, level, weights.addresses, counts)
        var larger = RisingCells(search.largest)
        for (address, count) in zip(weights.addresses, counts) {
            guard let own = Cell(level: level, address: address) else { continue }
            let cell = larger.holder(of: own) ?? own
            let code = cell.middle.bits
            if codes.last != code || codes.isEmpty {
                codes.append(code)
                levels.append(UInt8(clamping: cell.level.number))
                before.append(before[before.count - 1])
            }
            before[before.count - 1] += count
        }
    }

    /// The first of them at or behind `start` whose code is not below `code`.
    func first(notBelow code: UInt64, from start: Int) -> Int {
        var (low, high) = (start, codes.count)
        while low < high {
            let middle = low + (high - low) / 2
            if codes[middle] < code { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// How many reports stand at the places that are wanted.
    func count(_ isWanted: (UInt64) -> Bool) -> Int {
        codes.indices.reduce(0) { isWanted(codes[$1]) ? $0 + before[$1 + 1] - before[$1] : $0 }
    }

    /// The cells whose middles are wanted, as ranges of codes.
    func cells(_ isWanted: (UInt64) -> Bool) -> [ClosedRange<UInt64>] {
        zip(codes, levels).compactMap { code, level in
            guard isWanted(code) else { return nil }
            let codes = Cell(containing: MortonCode(bits: code), level: Level(clamping: Int(level))).codes
            return codes.lowerBound.bits...codes.upperBound.bits
        }
    }
}
