import Boundaries
import WebMercator

/// Which reports are meant: any combination of categories, statuses, sources, a range of time, hours and weekdays.
///
/// A filter is a normalised value: two ways of writing the same filter are equal, and so share one cache entry. Within one
/// parameter the values are alternatives; different parameters must all hold. `category` and `group` both choose
/// categories and are one parameter in this sense: a group is all its categories.
public struct ReportFilter: Sendable, Hashable {
    /// The categories' ordinals, or `nil` for all. A category's predecessors, which count under it, are in the set too.
    public internal(set) var categories: Set<Int>?

    /// The statuses' ordinals, or `nil` for all.
    public internal(set) var statuses: Set<Int>?

    /// The sources' ordinals, or `nil` for all.
    public internal(set) var sources: Set<Int>?

    /// The first instant, in seconds since 1970 UTC, or `nil` for no bound.
    public internal(set) var from: Int64?

    /// The instant before which it must have happened, or `nil` for no bound.
    public internal(set) var to: Int64?

    /// The hours of the local day as bits, bit 0 from midnight to one o'clock; ``allHours`` for all.
    public internal(set) var hours: UInt32 = Self.allHours

    /// The days of the local week as bits, bit 0 Monday; ``allWeekdays`` for all.
    public internal(set) var weekdays: UInt8 = Self.allWeekdays

    /// The area in which it must have happened, or `nil` for everywhere.
    public var area: AreaSelection?

    /// Where reports of some sources must lie in the area's place, or `nil` where all count by the area itself. Without an
    /// area it means nothing.
    public var hiddenPlaces: HiddenPlaces?

    /// All 24 hours.
    public static let allHours: UInt32 = 0xFF_FFFF

    /// All 7 days.
    public static let allWeekdays: UInt8 = 0x7F

    /// The filter that all reports pass.
    public init() {}

    /// Whether the time of day or the weekday matters, which leaves out reports whose precision is coarser.
    public var needsHourOfWeek: Bool { hours != Self.allHours || weekdays != Self.allWeekdays }

    /// The filter without what it asks of the time of day and the weekday, and so with the reports whose times are too coarse
    /// for that.
    public var withoutHours: ReportFilter {
        var filter = self
        (filter.hours, filter.weekdays) = (Self.allHours, Self.allWeekdays)
        return filter
    }

    /// The filter without what it asks of category, status and source.
    public var withoutKinds: ReportFilter {
        var filter = self
        (filter.categories, filter.statuses, filter.sources) = (nil, nil, nil)
        return filter
    }

    /// Whether a place passes: it lies in the area, if there is one.
    ///
    /// - Parameter place: The place as the audience sees it, which for the public is the middle of a cell.
    public func passes(place: WorldCoordinate) -> Bool {
        area?.cover.contains(MortonCode(place)) ?? true
    }

    /// The hours of the local week that pass, bit by bit, 0...167.
    public func passes(hourOfWeek: Int) -> Bool {
        weekdays >> UInt8(truncatingIfNeeded: hourOfWeek / 24) & 1 == 1
            && hours >> UInt32(truncatingIfNeeded: hourOfWeek % 24) & 1 == 1
    }
}
