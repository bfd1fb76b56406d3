import WebMercator

extension PreparedPlaces {
    /// What a cell has lost since its place was prepared.
    struct Removal {
        let level: Level
        let address: UInt64
        private(set) var weight: Int64 = 0
        private var x: Int128 = 0
        private var y: Int128 = 0

        init(level: Level, address: UInt64) {
            self.level = level
            self.address = address
        }

        /// Adds a report that the cell has no more.
        mutating func add(_ place: WorldCoordinate, _ weight: Int64) {
            x += Int128(place.x) * Int128(weight)
            y += Int128(place.y) * Int128(weight)
            self.weight += weight
        }

        /// The centroid of what remains of a prepared place, inside the cell.
        ///
        /// The prepared place is rounded to whole units, so this one is exact to as many units as more was there than
        /// remains: nothing beside the cell, unless all but one of many thousands are gone.
        func remainder(of place: WorldCoordinate, _ total: Int64) -> WorldCoordinate {
            let rest = Int128(total - weight)
            let cell = Cell(level: level, address: address)?.codes ?? MortonCode(place)...MortonCode(place)
            let (first, last) = (cell.lowerBound.place, cell.upperBound.place)
            return WorldCoordinate(
                x: min(max(UInt32(clamping: (Int128(place.x) * Int128(total) - x) / rest), first.x), last.x),
                y: min(max(UInt32(clamping: (Int128(place.y) * Int128(total) - y) / rest), first.y), last.y))
        }
    }

    /// Takes from the places of a window what a cell has lost.
    func remove(_ removal: Removal, _ window: WorldWindow, from places: inout WeightedPlaces) {
        guard removal.weight > 0, let cell = Cell(level: removal.level, address: removal.address),
            window.intersects(cell), let entry = entry(of: cell)
        else { return }
        places.append(entry.place, -entry.weight)
        guard entry.weight > removal.weight else { return }
        places.append(removal.remainder(of: entry.place, entry.weight), entry.weight - removal.weight)
    }

    private func entry(of cell: Cell) -> (place: WorldCoordinate, weight: Int64)? {
        let layer = layers[cell.level.number - Self.levels.lowerBound]
        guard let row = layer.rows(of: cell, in: 0..<layer.addresses.count, level: cell.level).first else { return nil }
        return (WorldCoordinate(x: layer.places.x[row], y: layer.places.y[row]), layer.places.weights[row])
    }
}
