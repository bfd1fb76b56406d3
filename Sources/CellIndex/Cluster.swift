import Reports
import WebMercator

/// Reports that stand so close together at a zoom that they are shown as one point.
///
/// The rule is in this folder's README: clusters of a zoom are made of cells three levels below it, never reach over the
/// edge of a tile, and lie in one cluster of the zoom above.
public struct Cluster: Sendable, Equatable {
    /// How many reports of one kind there are.
    public struct KindCount: Sendable, Equatable {
        /// The kind.
        public var kind: ReportKind
        /// The number of reports, at least 1.
        public var count: Int

        /// Creates a count.
        public init(kind: ReportKind, count: Int) {
            (self.kind, self.count) = (kind, count)
        }
    }

    /// The zoom.
    public let zoom: Zoom

    /// The cells that hold its reports, ``cellsBelow`` levels below the zoom, rising.
    public let cells: [Cell]

    /// The centroid of its reports, where the audience sees them.
    public let place: WorldCoordinate

    /// The number of its reports.
    public let count: Int

    /// The number of its reports of each kind that occurs.
    public let byKind: [KindCount]

    /// The first zoom at which its reports lie in more than one cluster; `nil` where they stay together down to the last.
    public internal(set) var expansionZoom: Zoom?

    /// How many levels below the zoom the cells lie, of which clusters are made: 32 px of a tile of 256.
    public static let cellsBelow = 3

    /// The first of its cells, by which it is found again: no other cluster has that cell.
    public var id: Cell { cells.first ?? .world }
}

/// Some clusters, and what is left out.
public struct ClusterSelection: Sendable, Equatable {
    /// The clusters, in the order of their first cells.
    public internal(set) var clusters: [Cluster] = []

    /// The number of protected reports that are left out, because there are too few of them in a cluster.
    public internal(set) var withheld = 0

    /// No clusters.
    public init() {}

    /// Drops the clusters that are not wanted.
    public mutating func keep(_ isWanted: (Cluster) -> Bool) {
        clusters.removeAll { !isWanted($0) }
    }

    /// Adds others.
    public mutating func append(_ other: ClusterSelection) {
        clusters += other.clusters
        withheld += other.withheld
    }
}

/// How few protected reports a cluster may show (design, section 4: Privacy).
public struct ClusterPrivacy: Sendable, Hashable {
    /// By the source's ordinal, whether its reports are protected; those of sources beyond the list are.
    public var protectedSources: [Bool]

    /// The fewest protected reports that a cluster shows; where there are less, they are left out.
    public var minCount: Int

    /// Creates a rule.
    public init(protectedSources: [Bool], minCount: Int) {
        (self.protectedSources, self.minCount) = (protectedSources, minCount)
    }

    /// For those who see everything.
    public static let none = ClusterPrivacy(protectedSources: [], minCount: 0)

    /// Whether reports of a kind are protected.
    public func protects(_ kind: ReportKind) -> Bool {
        guard minCount > 0 else { return false }
        let source = Int(kind.source)
        return protectedSources.indices.contains(source) ? protectedSources[source] : true
    }
}

/// What clusters are asked for.
public struct ClusterQuery: Sendable, Hashable {
    /// Which reports.
    public var filter: ReportFilter
    /// Where the audience sees them.
    public var precision: PlacePrecision
    /// Which of them it must not see alone.
    public var privacy: ClusterPrivacy

    /// Creates a query.
    public init(_ filter: ReportFilter, _ precision: PlacePrecision, _ privacy: ClusterPrivacy) {
        (self.filter, self.precision, self.privacy) = (filter, precision, privacy)
    }
}
