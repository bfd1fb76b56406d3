/// Settlements by squares of 25 km, for the question which one is nearest.
struct SettlementGrid: Sendable {
    private static let side = 25_000.0
    private static let reach = 20
    private var cells: [[Int32]]
    private var centres: [PlanePoint]

    init(_ settlements: [Settlement]) {
        centres = settlements.map(\.centre)
        cells = Array(repeating: [], count: 4 * Self.reach * Self.reach)
        for (index, centre) in centres.enumerated() {
            cells[Self.cell(Self.column(centre.x), Self.column(centre.y))].append(Int32(index))
        }
    }

    /// The settlements in the squares around a point: all that are within 25 km, and some beyond.
    func around(_ point: PlanePoint) -> [Int] {
        var found: [Int] = []
        for row in Self.column(point.y) - 1...Self.column(point.y) + 1 {
            for column in Self.column(point.x) - 1...Self.column(point.x) + 1 {
                for index in cells[Self.cell(column, row)] { found.append(Int(index)) }
            }
        }
        return found
    }

    /// The nearest settlement and its distance; the first one where none is in the neighbourhood.
    func nearest(_ point: PlanePoint) -> (index: Int, distance: Double) {
        var best = (index: 0, squared: Double.infinity)
        for index in around(point) {
            let squared = centres[index].squaredDistance(to: point)
            if squared < best.squared { best = (index, squared) }
        }
        return (best.index, best.squared.squareRoot())
    }

    private static func column(_ metres: Double) -> Int { Int((metres / side).rounded(.down)) }

    private static func cell(_ column: Int, _ row: Int) -> Int {
        let x = min(max(column + reach, 0), 2 * reach - 1)
        let y = min(max(row + reach, 0), 2 * reach - 1)
        return y * 2 * reach + x
    }
}
