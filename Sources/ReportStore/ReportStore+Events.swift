import Reports
import SQLite

/// A change that a key's holder asks for.
public struct MoveRequest: Sendable, Equatable {
    /// The status's ordinal to which the report is to move.
    public var to: UInt8
    /// What the holder notes; for operators only.
    public var note: String?
    /// The unit that is responsible from now on; without one, the key's, where the report has none yet.
    public var unit: String?

    /// Creates a request.
    public init(to: UInt8, note: String? = nil, unit: String? = nil) {
        self.to = to
        self.note = note
        self.unit = unit
    }
}

/// What came of a move or a visit.
public struct ChangeReceipt: Sendable, Equatable {
    /// The report.
    public var report: Int64
    /// The change's sequence number.
    public var sequence: Int64
    /// The status's ordinal before.
    public var from: UInt8
    /// The status's ordinal now.
    public var to: UInt8
    /// When, in seconds since 1970 UTC.
    public var at: Int64
}

/// One look at the place of a report.
public struct VisitRequest: Sendable, Equatable {
    /// When, in seconds since 1970 UTC, or `nil` for now.
    public var at: Int64?
    /// Whether the threat was there.
    public var found: Bool
    /// What the officer notes; for operators only.
    public var note: String?

    /// Creates a request.
    public init(at: Int64? = nil, found: Bool, note: String? = nil) {
        self.at = at
        self.found = found
        self.note = note
    }
}

/// All of these write, so they are called within ``StoreWriter/perform(_:)``.
extension ReportStore {
    /// Moves a report to another status of its life cycle.
    ///
    /// - Throws: ``Refusal``, ``StoreError``; the report is then as it was.
    public func move(_ report: Int64, _ request: MoveRequest, by key: AccessKey) throws -> ChangeReceipt {
        try wrap {
            let held = try responsibility(report, key)
            guard catalogue.lifeCycle.allows(from: held.status, to: request.to) else {
                throw Refusal.illegalMove(
                    from: held.status, to: request.to, legal: catalogue.lifeCycle.moves(from: held.status))
            }
            let change = StatusChange(
                sequence: try nextSequence(), at: now(), key: key.id,
                unit: request.unit ?? (held.unit == nil ? key.unit : nil), note: request.note)
            try move(report, from: held.status, to: request.to, change)
            return ChangeReceipt(
                report: report, sequence: change.sequence, from: held.status, to: request.to, at: change.at ?? 0)
        }
    }

    /// Enters a visit into a report's verification card.
    ///
    /// - Throws: ``Refusal``, ``StoreError``.
    public func addVisit(_ report: Int64, _ request: VisitRequest, by key: AccessKey) throws -> ChangeReceipt {
        try wrap {
            let held = try responsibility(report, key)
            let (sequence, at) = (try nextSequence(), request.at ?? now())
            try noteChange(report, sequence)
            try connection.run(
                "INSERT INTO visits (sequence, report, at, key, unit, found, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                [
                    .integer(sequence), .integer(report), .integer(at), .integer(key.id),
                    .text(key.unit ?? held.unit), .integer(request.found ? 1 : 0), .text(request.note),
                ])
            return ChangeReceipt(report: report, sequence: sequence, from: held.status, to: held.status, at: at)
        }
    }

    /// A report's status and unit, if the key's holder may work on it.
    private func responsibility(_ report: Int64, _ key: AccessKey) throws -> (status: UInt8, unit: String?) {
        let held = try connection.first("SELECT status, unit FROM reports WHERE id = ?1", [.integer(report)]) {
            (status: UInt8(truncatingIfNeeded: $0.integer(0)), unit: $0.text(1))
        }
        guard let held else { throw Refusal.noSuchReport }
        if key.role == .coordinator, let own = key.unit, let unit = held.unit, unit != own {
            throw Refusal.otherUnit(unit)
        }
        return held
    }
}
