import Reports
import WebMercator

/// Reports that stand so close together at a zoom that they are shown as one point.
///
/// The rule is in this folder's README: clusters of a zoom are made of cells three levels below it, never reach over the
/// edge of a tile, and lie in one cluster of the zoom above.
public struct Cluster: Sendable, Equatable {
    /// The zoom.
    public let zoom: Zoom

    /// The cells that hold its reports, ``cellsBelow`` levels below the zoom, rising.
    public let cells: [Cell]

    /// The centroid of its reports, where the audience sees them.
    public let place: WorldCoordinate

    /// The number of its reports.
    public let count: Int

    /// The number of its reports of each kind that occurs, less those that are protected, in the order of kinds.
    public let byKind: [KindCount]

    /// The first zoom at which its reports lie in more than one cluster; `nil` where they stay together down to the last.
    public internal(set) var expansionZoom: Zoom?

    /// How many levels below the zoom the cells lie, of which clusters are made: 32 px of a tile of 256.
    public static let cellsBelow = 3

    /// The first of its cells, by which it is found again: no other cluster has that cell.
    public var id: Cell { cells.first ?? .world }
}

/// Which reports an audience must not be able to tell apart in small numbers (design, section 4: Privacy).
///
/// The quadtree is divided only while each child holds none of them or enough. Each stands in the middle of the smallest
/// cell that this gives, so that every cluster, of whatever zoom, holds none of such a cell's or all of them.
public struct ClusterPrivacy: Sendable, Hashable {
    /// The ordinals of the sources whose reports are protected.
    public var protectedSources: Set<Int>

    /// The fewest protected reports that are shown together.
    public var minCount: Int

    /// Creates a rule.
    public init(protectedSources: Set<Int>, minCount: Int) {
        (self.protectedSources, self.minCount) = (protectedSources, minCount)
    }

    /// For those who see everything, and where nothing is protected.
    public static let none = ClusterPrivacy(protectedSources: [], minCount: 0)

    /// Whether reports of a kind are protected.
    public func protects(_ kind: ReportKind) -> Bool { protectedSources.contains(Int(kind.source)) }
}

/// What clusters are asked for.
public struct ClusterQuery: Sendable, Hashable {
    /// Which reports.
    public var filter: ReportFilter
    /// Where the audience sees them.
    public var precision: PlacePrecision
    /// Which of them it must not see alone; there must be none of them, or enough for it to see them at all.
    public var privacy: ClusterPrivacy

    /// Creates a query.
    public init(_ filter: ReportFilter, _ precision: PlacePrecision, _ privacy: ClusterPrivacy) {
        (self.filter, self.precision, self.privacy) = (filter, precision, privacy)
    }
    /// Why cells are not divided, or `nil` where nothing is protected.
    var rule: DivisionRule? {
        guard !privacy.protectedSources.isEmpty else { return nil }
        return DivisionRule(protectedFilter, minimum: privacy.minCount)
    }

    /// The filter of the others, of kinds that occur.
    func openFilter(_ kinds: [ReportKind]) -> ReportFilter {
        guard !privacy.protectedSources.isEmpty else { return filter }
        let sources = filter.sources ?? Set(kinds.map { Int($0.source) })
        return filter.restricted(toSources: sources.subtracting(privacy.protectedSources))
    }

    /// The filter of the protected reports.
    var protectedFilter: ReportFilter { filter.restricted(toSources: privacy.protectedSources) }

    /// The level of the smallest cells in which protected reports are told apart.
    var finestLevel: Level { precision.snapLevel ?? .deepest }
}
