/// How much a report counts, by its category and status, in 256ths: 256 counts once, 0 not at all.
public struct ReportWeight: Sendable, Hashable {
    /// By the category's ordinal; categories beyond the list count once.
    public var byCategory: [UInt32]

    /// By the status's ordinal; statuses beyond the list count once.
    public var byStatus: [UInt32]

    /// Creates weights.
    public init(byCategory: [UInt32] = [], byStatus: [UInt32] = []) {
        self.byCategory = byCategory
        self.byStatus = byStatus
    }

    /// Every report counts once.
    public static let one = ReportWeight()

    /// The weight that counts once.
    public static let unit: UInt32 = 256

    /// The weight of a kind of report, the product of both factors.
    public func callAsFunction(_ kind: ReportKind) -> UInt32 {
        let category = byCategory.indices.contains(Int(kind.category)) ? byCategory[Int(kind.category)] : Self.unit
        let status = byStatus.indices.contains(Int(kind.status)) ? byStatus[Int(kind.status)] : Self.unit
        return UInt32(clamping: UInt64(category) * UInt64(status) / UInt64(Self.unit))
    }
}
