import Reports
import WebMercator

/// Makes clusters of a block's groups.
struct ClusterAssembly {
    private struct Slot {
        var sums = ClusterBlock.Sums()
        var cells: [Cell] = []
        var expansion: Int?
        /// The group of its reports at the zoom that is being looked at.
        var group: Int32 = -1
        /// The first and the last of its cells on the block's finest level.
        var first: Cell?
        var last: Cell?
        var byKind: [KindCount] = []
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
        guard let layer = block.layers.last else { return }
        for (slot, address) in zip(slotsAbove, layer.addresses) {
            let cell = Cell(level: Level(clamping: level + look), address: address)
            if slots[Int(slot)].first == nil { slots[Int(slot)].first = cell }
            slots[Int(slot)].last = cell
        }
    }

    /// Adds the kinds that the clusters' cells hold.
    mutating func count(_ found: CellKinds, _ kinds: [ReportKind]) {
        let addresses = block.layer(zoom.number + Cluster.cellsBelow).addresses
        var cell = 0
        for index in found.addresses.indices {
            while cell < addresses.count, addresses[cell] < found.addresses[index] { cell += 1 }
            guard cell < addresses.count, addresses[cell] == found.addresses[index] else { continue }
            slots[Int(slotOfCell[cell])].byKind.add(found.entries(at: index).counts(kinds))
        }
    }

    /// Whether it is still unknown if a cluster falls apart further down.
    func isOpen(_ index: Int) -> Bool {
        slots[index].expansion == nil && slots[index].sums.count > 1 && zoom.number + look < Zoom.range.upperBound
    }

    /// The smallest cell that is known to hold a cluster's reports.
    func extent(_ index: Int) -> Cell? {
        [slots[index].first, slots[index].last].compactMap { $0 }.extent
    }

    /// The clusters, in the order of their first cells.
    var selection: ClusterSelection {
        var selection = ClusterSelection()
        selection.clusters = slots.map { slot in
            Cluster(
                zoom: zoom, cells: slot.cells, place: slot.sums.place, count: Int(slot.sums.count),
                byKind: slot.byKind, expansionZoom: slot.expansion.flatMap { Zoom($0) })
        }
        return selection
    }
}

extension [Cell] {
    /// The smallest cell that holds these, which are in the order of their addresses.
    var extent: Cell? {
        guard let first = first?.codes.lowerBound.bits, let last = last?.codes.upperBound.bits else { return nil }
        let level = (first ^ last).leadingZeroBitCount / 2
        return Cell(containing: MortonCode(bits: first), level: Level(clamping: level))
    }
}
