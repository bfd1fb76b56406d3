import WebMercator

/// Which cells go together.
///
/// G(a, l), the groups of level-l cells within cells of level a, is made from G(a + 1, l): groups whose parents are in one
/// group of G(a, l - 1) are merged, the nearest two first, while their centroids are closer than the radius. G(l, l) is each
/// cell by itself. The clusters of zoom z are G(z, z + 3).
///
/// So groups only ever grow with coarser a, and each lies in one group of the level above: clusters are nested.
extension ClusterBlock {
    /// The radius in sides of a cell: 40 px, where a cell is 32 px wide.
    static let radius = 1.25

    /// The groups of cells of a level within cells of another, which must be among this block's: by cell the number of the
    /// first cell of its group.
    mutating func groups(within: Int, level: Int) -> [Int32] {
        let stage = Stage(within: within, level: level)
        if let groups = known[stage] { return groups }
        var groups: [Int32]
        if within >= level {
            groups = layer(level).addresses.indices.map { Int32(truncatingIfNeeded: $0) }
        } else {
            groups = self.groups(within: within + 1, level: level)
            merge(&groups, level, parentGroups: self.groups(within: within, level: level - 1))
        }
        known[stage] = groups
        return groups
    }

    /// Merges groups of cells of a level whose parents are in one group.
    private func merge(_ groups: inout [Int32], _ level: Int, parentGroups: [Int32]) {
        let layer = layer(level)
        // Lists of the groups of each parent group, threaded through their first cells.
        var heads = [Int32](repeating: -1, count: parentGroups.count)
        var next = [Int32](repeating: -1, count: groups.count)
        var shared: [Int32] = []
        for cell in groups.indices.reversed() where groups[cell] == cell {
            let parent = Int(parentGroups[Int(layer.parents[cell])])
            next[cell] = heads[parent]
            if next[cell] >= 0, next[Int(next[cell])] < 0 { shared.append(Int32(truncatingIfNeeded: parent)) }
            heads[parent] = Int32(truncatingIfNeeded: cell)
        }
        guard !shared.isEmpty else { return }
        var sums = [Sums](repeating: Sums(), count: groups.count)
        for cell in groups.indices { sums[Int(groups[cell])].add(layer.all[cell]) }
        let side = Double(sign: .plus, exponent: 32 - level, significand: Self.radius)
        var joined = groups.indices.map { Int32(truncatingIfNeeded: $0) }
        for parent in shared {
            var list: [Member] = []
            var cell = heads[Int(parent)]
            while cell >= 0 {
                list.append(Member(cell, sums[Int(cell)]))
                cell = next[Int(cell)]
            }
            Self.mergeNearest(list, radius: side, &joined)
        }
        for cell in groups.indices { groups[cell] = joined[Int(groups[cell])] }
    }

    private struct Member {
        var first: Int32
        var sums: Sums
        var x: Double
        var y: Double
        /// Those that joined it.
        var others: [Int32] = []

        init(_ first: Int32, _ sums: Sums) {
            (self.first, self.sums) = (first, sums)
            x = Double(sums.x) / Double(sums.count)
            y = Double(sums.y) / Double(sums.count)
        }

        mutating func join(_ other: Member) {
            var joined = Member(min(first, other.first), sums)
            joined.sums.add(other.sums)
            joined = Member(joined.first, joined.sums)
            joined.others = others + other.others + [max(first, other.first)]
            self = joined
        }
    }

    /// Merges the nearest two, as long as they are closer than the radius; of equal distances the first. Notes the first
    /// cell of the group that each has joined.
    private static func mergeNearest(_ list: [Member], radius: Double, _ joined: inout [Int32]) {
        var list = list
        while list.count > 1 {
            var nearest = (distance: radius * radius, left: -1, right: -1)
            for left in list.indices.dropLast() {
                for right in left + 1..<list.count {
                    let (dx, dy) = (list[left].x - list[right].x, list[left].y - list[right].y)
                    let distance = dx * dx + dy * dy
                    if distance < nearest.distance { nearest = (distance, left, right) }
                }
            }
            guard nearest.left >= 0 else { break }
            list[nearest.left].join(list[nearest.right])
            list.remove(at: nearest.right)
        }
        for member in list {
            for other in member.others { joined[Int(other)] = member.first }
        }
    }
}
