/// Numbers the kinds of reports in the order in which they come.
struct KindNumbering: Sendable {
    /// The kinds by number.
    private(set) var kinds: [ReportKind] = []
    private var numbers: [ReportKind: UInt16] = [:]
    /// Neighbours are often of one kind, and few kinds make up most reports: a small table saves most hashing.
    private var recent: [(kind: ReportKind, number: UInt16)?] = Array(repeating: nil, count: 256)

    /// The number of a kind.
    mutating func number(of kind: ReportKind) throws(CellIndexError) -> UInt16 {
        let slot = Int(kind.category &* 21 &+ UInt16(kind.status) &* 3 &+ UInt16(kind.source)) & 255
        if let entry = recent[slot], entry.kind == kind { return entry.number }
        let number = if let known = numbers[kind] { known } else { try add(kind) }
        recent[slot] = (kind, number)
        return number
    }

    private mutating func add(_ kind: ReportKind) throws(CellIndexError) -> UInt16 {
        guard let number = UInt16(exactly: kinds.count) else { throw .tooManyKinds }
        kinds.append(kind)
        numbers[kind] = number
        return number
    }
}
