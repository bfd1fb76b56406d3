/// Some clusters.
public struct ClusterSelection: Sendable, Equatable {
    /// The clusters, in the order of their first cells.
    public internal(set) var clusters: [Cluster] = []

    /// No clusters.
    public init() {}

    /// Drops the clusters that are not wanted.
    public mutating func keep(_ isWanted: (Cluster) -> Bool) {
        clusters.removeAll { !isWanted($0) }
    }

    /// Adds others.
    public mutating func append(_ other: ClusterSelection) {
        clusters += other.clusters
    }
}
