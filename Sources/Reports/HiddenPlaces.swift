/// Where reports of some sources must lie to count to an area, in the place of the area's own ground: cells as a whole, for
/// an audience that is not told where inside them a report is.
///
/// Equal where it is the same in memory: it belongs to one state of the data.
public final class HiddenPlaces: Sendable, Hashable {
    /// The sources' ordinals.
    public let sources: Set<Int>

    /// The cells as ranges of Morton codes, rising, none of which overlap.
    public let ranges: [ClosedRange<UInt64>]

    /// Places of reports of some sources.
    public init(_ sources: Set<Int>, _ ranges: [ClosedRange<UInt64>]) {
        (self.sources, self.ranges) = (sources, ranges)
    }

    /// Whether they are the same.
    public static func == (left: HiddenPlaces, right: HiddenPlaces) -> Bool { left === right }

    /// Hashes the identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
