/// Where reports of some sources must lie to count to an area, in the place of the area's own ground: cells as a whole, for
/// an audience that is not told where inside them a report is.
///
/// Equal where its cells are, also in another state of the data: what is remembered by a filter serves on as long as they are.
public final class HiddenPlaces: Sendable, Hashable {
    /// The sources' ordinals.
    public let sources: Set<Int>

    /// The cells as ranges of Morton codes, rising, none of which overlap.
    public let ranges: [ClosedRange<UInt64>]

    /// Places of reports of some sources.
    public init(_ sources: Set<Int>, _ ranges: [ClosedRange<UInt64>]) {
        (self.sources, self.ranges) = (sources, ranges)
    }

    /// Whether their sources and cells are the same.
    public static func == (left: HiddenPlaces, right: HiddenPlaces) -> Bool {
        left === right || left.sources == right.sources && left.ranges == right.ranges
    }

    /// Hashes what tells most of them apart, of any number of cells in the same time.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(sources)
        hasher.combine(ranges.count)
        hasher.combine(ranges.first)
        hasher.combine(ranges.last)
    }
}
