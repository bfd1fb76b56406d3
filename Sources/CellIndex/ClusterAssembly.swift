import WebMercator

/// Makes clusters of a block's groups.
struct ClusterAssembly {
    private struct Slot {
        var sums = ClusterBlock.Sums()
        var cells: [Cell] = []
        var expansion: Int?
        /// The group of its reports at the zoom that is being looked at.
        var group: Int32 = -1
        var kinds: [KindCount] = []
    }

    private let zoom: Zoom
    private let block: ClusterBlock
    /// How many further zooms are known.
    private let look: Int
    /// By group, in the order of their first cells.
    private var slots: [Slot] = []
    /// By cell of the clusters' level, its group's place in ``slots``.
    private var slotOfCell: [Int32] = []

    init(_ block: ClusterBlock, _ zoom: Zoom) {
        self.zoom = zoom
        var block = block
        let level = zoom.number + Cluster.cellsBelow
        let groups = block.groups(within: zoom.number, level: level)
        look = block.layers.count - 1 - Cluster.cellsBelow
        let deeper = (1...look).map { block.groups(within: zoom.number + $0, level: level + $0) }
        self.block = block
        collect(groups, level)
        lookDeeper(deeper, level)
    }

    private mutating func collect(_ groups: [Int32], _ level: Int) {
        let layer = block.layer(level)
        for cell in groups.indices {
            let group = Int(groups[cell])
            if group == cell {
                slotOfCell.append(Int32(truncatingIfNeeded: slots.count))
                slots.append(Slot())
            } else {
                slotOfCell.append(slotOfCell[group])
            }
            slots[Int(slotOfCell[cell])].sums.add(layer.all[cell])
            guard let place = Cell(level: Level(clamping: level), address: layer.addresses[cell]) else { continue }
            slots[Int(slotOfCell[cell])].cells.append(place)
        }
    }

    /// Notes which clusters fall apart at the next zooms.
    private mutating func lookDeeper(_ deeper: [[Int32]], _ level: Int) {
        var slotsAbove = slotOfCell
        for (index, groups) in deeper.enumerated() {
            let layer = block.layer(level + index + 1)
            for slot in slots.indices { slots[slot].group = -1 }
            let slotsHere = layer.parents.map { slotsAbove[Int($0)] }
            for cell in groups.indices {
                let slot = Int(slotsHere[cell])
                guard slots[slot].expansion == nil else { continue }
                if slots[slot].group < 0 { slots[slot].group = groups[cell] }
                if slots[slot].group != groups[cell] { slots[slot].expansion = zoom.number + index + 1 }
            }
            slotsAbove = slotsHere
        }
    }

    /// Counts the kinds of the totals from which the block was made.
    mutating func count(_ totals: ClusterTotals) {
        let below = UInt64(2 * (totals.level.number - block.top))
        var slotsHere = slotOfCell
        for layer in block.layers.suffix(look) { slotsHere = layer.parents.map { slotsHere[Int($0)] } }
        let kinds = totals.kinds.count
        var scratch: [Int] = []
        // The clusters of one tile stand side by side, so only their counts are under way at once.
        var first = 0
        var end = 0
        var tile: UInt64?
        for (index, entry) in totals.entries.enumerated() where block.cellOfEntry[index] >= 0 {
            let slot = Int(slotsHere[Int(block.cellOfEntry[index])])
            let address = entry.address >> below
            if address != tile {
                finish(first..<end, totals.kinds, &scratch)
                (tile, first, end) = (address, slot, slot)
            }
            if slot >= end {
                end = slot + 1
                let missing = (end - first) * kinds - scratch.count
                if missing > 0 { scratch.append(contentsOf: repeatElement(0, count: missing)) }
            }
            scratch[(slot - first) * kinds + Int(entry.kind)] += Int(entry.count)
        }
        finish(first..<end, totals.kinds, &scratch)
    }

    private mutating func finish(_ range: Range<Int>, _ kinds: [ReportKind], _ scratch: inout [Int]) {
        for slot in range {
            let start = (slot - range.lowerBound) * kinds.count
            for kind in kinds.indices where scratch[start + kind] != 0 {
                slots[slot].kinds.append(KindCount(kind: kinds[kind], count: scratch[start + kind]))
                scratch[start + kind] = 0
            }
        }
    }

    /// Whether it is still unknown if a cluster falls apart further down.
    func isOpen(_ index: Int) -> Bool {
        slots[index].expansion == nil && slots[index].sums.count > 1 && zoom.number + look < Zoom.range.upperBound
    }

    /// The clusters, in the order of their first cells.
    var selection: ClusterSelection {
        var selection = ClusterSelection()
        selection.clusters = slots.map { slot in
            Cluster(
                zoom: zoom, cells: slot.cells, place: slot.sums.place, count: Int(slot.sums.count),
                byKind: slot.kinds, expansionZoom: slot.expansion.flatMap { Zoom($0) })
        }
        return selection
    }
}
