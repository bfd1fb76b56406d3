import Boundaries
import Reports
import WebMercator

extension CellSnapshot {
    /// How many protected reports are seen in each of some areas: each in the area that holds the middle of the smallest cell
    /// in which it may be told apart.
    ///
    /// So the numbers of all areas, and their differences, are of such cells as a whole.
    ///
    /// - Parameters:
    ///   - rule: Which reports are protected, and how few of them are too few.
    ///   - precision: How exactly the audience sees places.
    public func counts(in areas: AreaCoverSet, _ rule: DivisionRule, _ precision: PlacePrecision) -> [Int] {
        let places = ProtectedPlaces(self, rule, precision.snapLevel ?? AreaCover.deepestLevel)
        var counts = [Int](repeating: 0, count: areas.covers.count)
        var start = 0
        for piece in areas.pieces {
            start = places.first(notBelow: piece.first, from: start)
            let end = piece.last == .max ? places.codes.count : places.first(notBelow: piece.last + 1, from: start)
            guard start < end else { continue }
            if piece.borderCell < 0 {
                counts[Int(piece.area)] += places.before[end] - places.before[start]
                continue
            }
            let cover = areas.covers[Int(piece.area)]
            for index in start..<end where cover.contains(places.codes[index], inBorderCell: Int(piece.borderCell)) {
                counts[Int(piece.area)] += places.before[index + 1] - places.before[index]
            }
        }
        return counts
    }
}

/// Where protected reports stand in the whole world.
private struct ProtectedPlaces {
    /// The places, rising.
    private(set) var codes: [UInt64] = []
    /// How many reports stand before each, and in all.
    private(set) var before = [0]

    init(_ snapshot: CellSnapshot, _ rule: DivisionRule, _ level: Level) {
        let weights = snapshot.weights(in: .world, level: level, rule.filter)
        let counts = weights.weights.map { Int($0 / UInt64(ReportWeight.unit)) }
        var search = UndividedCells(inside: .world)
        search.add(rule.minimum, level, weights.addresses, counts)
        var rest = search.largest[...]
        for (address, count) in zip(weights.addresses, counts) {
            guard var cell = Cell(level: level, address: address) else { continue }
            while let first = rest.first, first.codes.upperBound < cell.codes.lowerBound { rest.removeFirst() }
            if let first = rest.first, first.codes.contains(cell.codes.lowerBound) { cell = first }
            let code = cell.middle.bits
            if codes.last != code || codes.isEmpty {
                codes.append(code)
                before.append(before[before.count - 1])
            }
            before[before.count - 1] += count
        }
    }

    func first(notBelow code: UInt64, from start: Int) -> Int {
        var (low, high) = (start, codes.count)
        while low < high {
            let middle = low + (high - low) / 2
            if codes[middle] < code { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
