import WebMercator

extension CellSnapshot {
    /// The clusters of a cell at a zoom: of one tile, or of all tiles of a larger cell.
    ///
    /// Every report that passes and that the audience sees in the cell is in one of them, or withheld.
    ///
    /// - Parameter cell: A cell not below the zoom.
    public func clusters(in cell: Cell, _ zoom: Zoom, _ query: ClusterQuery) -> ClusterSelection {
        let look = look(zoom, query)
        let finest = zoom.number + Cluster.cellsBelow + look
        let totals = ClusterTotals(self, in: cell, level: Level(clamping: finest), query)
        guard !totals.entries.isEmpty else { return ClusterSelection() }
        let block = ClusterBlock(totals, query.privacy, top: zoom.number, finest: finest)
        var assembly = ClusterAssembly(block, zoom, query.privacy)
        assembly.count(totals)
        var selection = assembly.selection
        for index in selection.clusters.indices where assembly.isOpen(index) {
            selection.clusters[index].expansionZoom = expansionZoom(
                of: selection.clusters[index], query, from: zoom.number + look + 1)
        }
        return selection
    }

    /// How many levels finer than clusters' cells a tile's totals are: at so many further zooms it is then known whether a
    /// cluster falls apart.
    private func look(_ zoom: Zoom, _ query: ClusterQuery) -> Int {
        let prepared = query.filter.asksForMoreThanKinds ? nil : totals[query.precision]?.layers.last?.level.number
        // Rather one less than to read the rows.
        return prepared == zoom.number + Cluster.cellsBelow + 1 ? 1 : 2
    }

    /// Cells that together hold the reports in a window, each a tile of a zoom or a larger cell of few reports, in the
    /// order of their addresses: what a wide box is worked through in.
    public func clusterChunks(in window: WorldWindow, _ zoom: Zoom, _ precision: PlacePrecision) -> [Cell] {
        // Below the level of snapping a cell holds one place.
        let deepest = min(zoom.number, precision.snapLevel?.number ?? zoom.number)
        var chunks: [Cell] = []
        var open = [Cell.world]
        while let cell = open.popLast() {
            let rows = parts.map { $0.table.rows(of: cell, in: $0.table.rows).count }.reduce(0, +)
            guard rows > 0, window.intersects(cell) else { continue }
            if cell.level.number >= deepest || (rows <= 20_000 && window.contains(cell)) {
                chunks.append(cell)
            } else {
                open += cell.children.reversed()
            }
        }
        return chunks
    }
}

/// Makes clusters of a block's groups.
struct ClusterAssembly {
    private struct Slot {
        var all = ClusterBlock.Sums()
        var protected = ClusterBlock.Sums()
        var cells: [Cell] = []
        var expansion: Int?
        /// The group of its reports at the zoom that is being looked at.
        var group: Int32 = -1
        var kinds: [Cluster.KindCount] = []
    }

    private let zoom: Zoom
    private let privacy: ClusterPrivacy
    private let block: ClusterBlock
    /// How many further zooms are known.
    private let look: Int
    /// By group, in the order of their first cells.
    private var slots: [Slot] = []
    /// By cell of the clusters' level, its group's place in ``slots``.
    private var slotOfCell: [Int32] = []
    private var listed: [Int] = []

    init(_ block: ClusterBlock, _ zoom: Zoom, _ privacy: ClusterPrivacy) {
        (self.zoom, self.privacy) = (zoom, privacy)
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
            slots[Int(slotOfCell[cell])].all.add(layer.all[cell])
            slots[Int(slotOfCell[cell])].protected.add(layer.protected[cell])
        }
        for cell in groups.indices {
            let slot = Int(slotOfCell[cell])
            guard shows(layer, cell, slot),
                let place = Cell(level: Level(clamping: level), address: layer.addresses[cell])
            else { continue }
            slots[slot].cells.append(place)
        }
        // The first cell of a group may be one that only withheld reports are in.
        listed = slots.indices.filter { count($0) > 0 }.sorted { id($0) < id($1) }
    }

    private func id(_ slot: Int) -> UInt64 { slots[slot].cells.first?.address ?? 0 }

    /// Whether a cluster shows its protected reports.
    private func showsProtected(_ slot: Int) -> Bool { slots[slot].protected.count >= privacy.minCount }

    /// Whether a cell holds reports that its cluster shows.
    private func shows(_ layer: ClusterBlock.Layer, _ cell: Int, _ slot: Int) -> Bool {
        showsProtected(slot) || layer.all[cell].count > layer.protected[cell].count
    }

    /// What a cluster shows.
    private func sums(_ slot: Int) -> ClusterBlock.Sums {
        var sums = slots[slot].all
        let hidden = slots[slot].protected
        if !showsProtected(slot) { sums.add(-hidden.x, -hidden.y, -hidden.count) }
        return sums
    }

    private func count(_ slot: Int) -> Int { Int(sums(slot).count) }

    /// Notes which clusters fall apart at the next zooms.
    private mutating func lookDeeper(_ deeper: [[Int32]], _ level: Int) {
        var slotsAbove = slotOfCell
        for (index, groups) in deeper.enumerated() {
            let layer = block.layer(level + index + 1)
            for slot in slots.indices { slots[slot].group = -1 }
            let slotsHere = layer.parents.map { slotsAbove[Int($0)] }
            for cell in groups.indices {
                let slot = Int(slotsHere[cell])
                guard slots[slot].expansion == nil, shows(layer, cell, slot) else { continue }
                if slots[slot].group < 0 { slots[slot].group = groups[cell] }
                if slots[slot].group != groups[cell] { slots[slot].expansion = zoom.number + index + 1 }
            }
            slotsAbove = slotsHere
        }
    }

    /// Counts the kinds of the totals from which the block was made.
    mutating func count(_ totals: ClusterTotals) {
        let finest = block.layers.count - 1
        var slotsHere = slotOfCell
        for layer in block.layers[(finest - look + 1)...] { slotsHere = layer.parents.map { slotsHere[Int($0)] } }
        let protects = totals.kinds.map(privacy.protects)
        let kinds = totals.kinds.count
        var scratch: [Int] = []
        // The clusters of one tile stand side by side, so only their counts are under way at once.
        var first = 0
        var end = 0
        var tile: UInt64?
        for (index, entry) in totals.entries.enumerated() where block.cellOfEntry[index] >= 0 {
            let slot = Int(slotsHere[Int(block.cellOfEntry[index])])
            let address = entry.address >> UInt64(2 * finest)
            if address != tile {
                finish(first..<end, totals.kinds, &scratch)
                (tile, first, end) = (address, slot, slot)
            }
            if slot >= end {
                end = slot + 1
                let missing = (end - first) * kinds - scratch.count
                if missing > 0 { scratch.append(contentsOf: repeatElement(0, count: missing)) }
            }
            let kind = Int(entry.kind)
            if protects[kind], !showsProtected(slot) { continue }
            scratch[(slot - first) * kinds + kind] += Int(entry.count)
        }
        finish(first..<end, totals.kinds, &scratch)
    }

    private mutating func finish(_ range: Range<Int>, _ kinds: [ReportKind], _ scratch: inout [Int]) {
        for slot in range {
            let start = (slot - range.lowerBound) * kinds.count
            for kind in kinds.indices where scratch[start + kind] != 0 {
                slots[slot].kinds.append(Cluster.KindCount(kind: kinds[kind], count: scratch[start + kind]))
                scratch[start + kind] = 0
            }
        }
    }

    /// Whether it is still unknown if a listed cluster falls apart further down.
    func isOpen(_ index: Int) -> Bool {
        let slot = listed[index]
        return slots[slot].expansion == nil && count(slot) > 1 && zoom.number + look < Zoom.range.upperBound
    }

    /// The clusters.
    var selection: ClusterSelection {
        var selection = ClusterSelection()
        selection.clusters = listed.map { slot in
            let sums = sums(slot)
            return Cluster(
                zoom: zoom, cells: slots[slot].cells, place: sums.place, count: Int(sums.count),
                byKind: slots[slot].kinds, expansionZoom: slots[slot].expansion.flatMap { Zoom($0) })
        }
        selection.withheld = slots.indices.reduce(0) {
            $0 + (showsProtected($1) ? 0 : Int(slots[$1].protected.count))
        }
        return selection
    }
}
