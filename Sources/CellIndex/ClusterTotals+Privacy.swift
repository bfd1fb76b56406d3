import WebMercator

/// Where protected reports stand: in the middle of a cell of the division that the rule allows.
extension ClusterTotals {
    /// Takes the protected reports to where the audience sees them.
    ///
    /// - Parameters:
    ///   - cell: The cell whose totals these are.
    ///   - division: The division of the protected reports.
    /// - Returns: The cells that stay undivided, as far as they touch the cell; the one around it alone where there is one.
    mutating func protect(in cell: Cell, _ snapshot: CellSnapshot, _ query: ClusterQuery, _ division: ProtectedDivision)
        -> [Cell]
    {
        let protects = kinds.map(query.privacy.protects)
        if let whole = division.undividedAncestor(of: cell) {
            var entries = entries.filter { !protects[Int($0.kind)] }
            if Cell(containing: whole.middle, level: cell.level) == cell {
                var hidden = query
                hidden.filter = query.protectedFilter
                let totals = ClusterTotals(snapshot, in: whole, level: whole.level, hidden)
                entries += totals.entries.map { standing($0, in: whole) }
            }
            replaceEntries(entries.sorted { $0.address < $1.address })
            return [whole]
        }
        let undivided = undivided(in: cell, query, protects)
        settle(in: undivided, query, protects)
        return undivided
    }

    /// The largest cells that cannot be divided, in a cell that lies in none.
    private func undivided(in cell: Cell, _ query: ClusterQuery, _ protects: [Bool]) -> [Cell] {
        let finest = min(level, query.finestLevel)
        // A cell below the finest level holds one place.
        guard cell.level < finest else { return [] }
        let shift = UInt64(2 * (level.number - finest.number))
        var (addresses, counts): ([UInt64], [Int]) = ([], [])
        for entry in entries where protects[Int(entry.kind)] {
            let address = entry.address >> shift
            if addresses.last != address || addresses.isEmpty {
                addresses.append(address)
                counts.append(0)
            }
            counts[counts.count - 1] += Int(entry.count)
        }
        var search = UndividedCells(inside: cell)
        search.add(query.privacy.minCount, finest, addresses, counts)
        return search.largest
    }

    /// Puts protected reports into their undivided cell; those in none are told apart down to the finest level.
    private mutating func settle(in undivided: [Cell], _ query: ClusterQuery, _ protects: [Bool]) {
        let finest = UInt8(clamping: min(level, query.finestLevel).number)
        var settled = entries
        var rest = undivided[...]
        for index in entries.indices where protects[Int(entries[index].kind)] {
            let code = MortonCode(bits: entries[index].address << level.mortonShift)
            while let first = rest.first, first.codes.upperBound < code { rest.removeFirst() }
            if let first = rest.first, first.codes.contains(code) {
                settled[index] = standing(entries[index], in: first)
            } else {
                settled[index].home = finest
                (settled[index].x, settled[index].y) = (0, 0)
            }
        }
        if !undivided.isEmpty { settled.sort { $0.address < $1.address } }
        replaceEntries(settled)
    }

    private func standing(_ entry: Entry, in cell: Cell) -> Entry {
        Entry(
            address: cell.middle.bits >> level.mortonShift, x: 0, y: 0, count: entry.count, kind: entry.kind,
            home: UInt8(clamping: cell.level.number))
    }
}
