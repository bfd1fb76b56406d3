import Reports
import WebMercator

extension CellSnapshot {
    /// The places of the reports in a window and their weights, in 256ths, under a filter: the reports of one cell of a level
    /// as one place, their centroid.
    ///
    /// What a cell gives is the same for every window that touches it.
    public func places(
        in window: WorldWindow, cellLevel: Level, _ filter: ReportFilter, _ weight: ReportWeight,
        _ precision: PlacePrecision
    ) -> WeightedPlaces {
        var places = WeightedPlaces()
        // Snapping may move a report by half a cell, into the window or out of it.
        let window = window.expanded(by: precision.reach)
        let key = PreparedPlaces.Key(filter: filter, weight: weight, precision: precision)
        if let prepared = prepared[key], prepared.add(window, level: cellLevel, to: &places) {
            takeAwayRemoved(prepared, window, cellLevel, key, from: &places)
        } else {
            addPlaces(of: base, window, cellLevel, filter, weight, precision, to: &places)
        }
        if recent.table.count > 0 { addPlaces(of: recent, window, cellLevel, filter, weight, precision, to: &places) }
        return places
    }

    /// Prepares a filter that will be asked for all the time: its tiles of low zooms then cost no look at the rows. Filters
    /// by time or area are not prepared.
    public mutating func prepare(_ filter: ReportFilter, _ weight: ReportWeight, _ precision: PlacePrecision) {
        let key = PreparedPlaces.Key(filter: filter, weight: weight, precision: precision)
        // What changes later can be taken away from prepared places by kind alone.
        guard prepared[key] == nil, !filter.asksForMoreThanKinds else { return }
        let whole = TablePart(table: base.table)
        prepared[key] = PreparedPlaces(TableView(whole, filter, weight, precision, rows: whole.table.count))
    }

    /// The non-empty cells of a level with their weights under a filter, in the order of their addresses, each once: all of
    /// them, or those of a window and perhaps some near it.
    public func weights(
        in window: WorldWindow? = nil, level: Level, _ filter: ReportFilter, _ weight: ReportWeight,
        _ precision: PlacePrecision
    ) -> CellWeights {
        var cells = CellWeights(level: level)
        for part in parts {
            let ranges = window.map { part.table.ranges(of: $0, level: level) } ?? [part.table.rows]
            let view = TableView(part, filter, weight, precision, rows: ranges.reduce(0) { $0 + $1.count })
            view.addCells(ranges, to: &cells)
        }
        return cells.merged()
    }

    /// The non-empty cells of a level inside a cell, with the number of their reports, in 256ths, in the order of their
    /// addresses.
    public func weights(in cell: Cell, level: Level, _ filter: ReportFilter) -> CellWeights {
        var cells = CellWeights(level: level)
        for part in parts {
            let rows = part.table.rows(of: cell, in: part.table.rows)
            TableView(part, filter, .one, rows: rows.count).addCells([rows], to: &cells)
        }
        return cells.merged()
    }

    private func addPlaces(
        of part: TablePart, _ window: WorldWindow, _ level: Level, _ filter: ReportFilter, _ weight: ReportWeight,
        _ precision: PlacePrecision, to places: inout WeightedPlaces
    ) {
        let ranges = part.table.ranges(of: window, level: level)
        let rows = ranges.reduce(0) { $0 + $1.count }
        let view = TableView(part, filter, weight, precision, rows: rows)
        // A tile's lattice has some tens of thousands of cells, and growing the lists step by step would copy them often.
        places.reserveCapacity(places.count + min(rows, 1 << 15))
        view.addPlaces(ranges, cellLevel: level, to: &places)
    }

    /// Mends what prepared places hold of reports that have been replaced since: a cell's place is taken away as a whole, and
    /// what remains of it put in where the remainder's centroid is.
    ///
    /// Taking away each report at its own place would leave the spread of all the cell's reports behind, however few remain.
    private func takeAwayRemoved(
        _ prepared: PreparedPlaces, _ window: WorldWindow, _ level: Level, _ key: PreparedPlaces.Key,
        from places: inout WeightedPlaces
    ) {
        guard let removed = base.removed else { return }
        var gone = PreparedPlaces.Removal(level: level, address: 0)
        removed.forEachRow(in: base.table.rows) { row in
            // Prepared filters ask for kinds alone, never for times.
            let kind = base.table.kinds[Int(base.table.kindNumbers[row])]
            guard key.filter.passes(kind), key.weight(kind) > 0 else { return }
            let code = key.precision.seen(base.table.codes[row])
            if code >> level.mortonShift != gone.address {
                prepared.remove(gone, window, from: &places)
                gone = PreparedPlaces.Removal(level: level, address: code >> level.mortonShift)
            }
            gone.add(MortonCode(bits: code).place, Int64(key.weight(kind)))
        }
        prepared.remove(gone, window, from: &places)
    }
}

extension CellWeights {
    /// The numbers of reports, each of which weighs one.
    var counts: [Int] { weights.map { Int($0 / UInt64(ReportWeight.unit)) } }
}

extension ReportFilter {
    /// Whether it takes more than a report's kind to decide.
    var asksForMoreThanKinds: Bool { from != nil || to != nil || needsHourOfWeek || area != nil }

    /// Whether reports of a kind pass, as far as category, source and status go.
    func passes(_ kind: ReportKind) -> Bool {
        (categories?.contains(Int(kind.category)) ?? true) && (statuses?.contains(Int(kind.status)) ?? true)
            && (sources?.contains(Int(kind.source)) ?? true)
    }
}
