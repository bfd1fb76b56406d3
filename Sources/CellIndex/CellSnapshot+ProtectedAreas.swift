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
        let places = protectedPlaces(rule, precision)
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

    /// How many protected reports are seen in a window, or everywhere: those of the smallest cells in which they may be told
    /// apart whose middles lie there.
    public func count(in window: WorldWindow?, _ rule: DivisionRule, _ precision: PlacePrecision) -> Int {
        guard let window else { return count(rule.filter) }
        return protectedPlaces(rule, precision).count { window.contains(MortonCode(bits: $0).place) }
    }

    /// The smallest cells in which protected reports may be told apart, as ranges of codes that rise: those whose middles
    /// lie in an area.
    public func protectedCells(in area: AreaCover, _ rule: DivisionRule, _ precision: PlacePrecision) -> [ClosedRange<
        UInt64
    >] {
        protectedPlaces(rule, precision).cells { area.contains(MortonCode(bits: $0)) }
    }

    private func protectedPlaces(_ rule: DivisionRule, _ precision: PlacePrecision) -> ProtectedPlaces {
        recentPlaces.value(ProtectedPlaces.Key(rule: rule, precision: precision)) {
            ProtectedPlaces(self, rule, precision)
        }
    }
}
