import WebMercator

/// An area as a filter: the reports inside it.
///
/// Two selections are equal where they are of the same cover, in memory, and see places alike.
public struct AreaSelection: Sendable, Hashable {
    /// The area's cells.
    public let cover: AreaCover

    /// What the area is called, for people.
    public let name: String

    /// The level to whose cells places are snapped before they are looked at, or `nil` for exact places. A cell on the
    /// border then counts as a whole, to where its middle lies: what is in an area tells nothing that the map does not.
    public var snapLevel: Level?

    /// Selects the reports in an area.
    public init(_ cover: AreaCover, name: String) {
        (self.cover, self.name) = (cover, name)
    }

    /// Whether two selections are the same.
    public static func == (left: AreaSelection, right: AreaSelection) -> Bool {
        left.cover === right.cover && left.snapLevel == right.snapLevel
    }

    /// Hashes the identity of the cover.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(cover))
        hasher.combine(snapLevel)
    }
}
