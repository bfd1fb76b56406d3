/// Some cells of one level, each with a weight; cells that are not there weigh nothing.
public struct CellWeights: Sendable, Equatable {
    /// The level of the cells.
    public let level: Level

    /// The cells' addresses at that level.
    public private(set) var addresses: [UInt64] = []

    /// The cells' weights, in the order of ``addresses``; never 0.
    public private(set) var weights: [UInt64] = []

    /// No cells.
    public init(level: Level) {
        self.level = level
    }

    /// The number of cells.
    public var count: Int { addresses.count }

    /// Adds a cell; a weight of 0 is left out.
    @inlinable
    public mutating func append(_ address: UInt64, _ weight: UInt64) {
        guard weight > 0 else { return }
        store(address, weight)
    }

    @usableFromInline
    mutating func store(_ address: UInt64, _ weight: UInt64) {
        addresses.append(address)
        weights.append(weight)
    }

    /// The same cells in the order of their addresses, each once.
    public func merged() -> CellWeights {
        guard zip(addresses, addresses.dropFirst()).contains(where: >=) else { return self }
        var merged = CellWeights(level: level)
        var sum: UInt64 = 0
        let order = addresses.indices.sorted { addresses[$0] < addresses[$1] }
        for (position, index) in order.enumerated() {
            sum += weights[index]
            let isLast = position + 1 == order.count || addresses[order[position + 1]] != addresses[index]
            if isLast {
                merged.append(addresses[index], sum)
                sum = 0
            }
        }
        return merged
    }
}
