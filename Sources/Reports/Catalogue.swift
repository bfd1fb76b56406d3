/// What a dataset's reports can be: its sources, categories in groups, statuses, time zone and privacy rule.
///
/// Categories are split, merged and renamed over the years, and every country has its own: that is data, never code.
/// Elsewhere a category, source or status is its ordinal, its place in these lists.
public struct Catalogue: Sendable, Equatable {
    /// Where reports come from.
    public struct Source: Sendable, Equatable {
        /// The key in files and URLs.
        public var key: String
        /// The name.
        public var name: LocalizedText
        /// Whether its reports are public pins; else they are protected (design, section 4: Privacy).
        public var publicPoints: Bool
    }

    /// A group of categories.
    public struct Group: Sendable, Equatable {
        /// The key in files and URLs.
        public var key: String
        /// The name.
        public var name: LocalizedText
    }

    /// A kind of threat.
    public struct Category: Sendable, Equatable {
        /// The key in files and URLs.
        public var key: String
        /// The name.
        public var name: LocalizedText
        /// The group, as its place in the list of groups.
        public var group: Int
        /// The category under which its reports count today, as its place in the list; itself where nothing replaced it.
        public var successor: Int
        /// The key of the category that replaced it directly.
        public var replacedBy: String?
        /// The first day on which it was in use.
        public var validFrom: CivilDate?
        /// The day from which it was no longer in use.
        public var validTo: CivilDate?
    }

    /// A state of the life cycle.
    public struct Status: Sendable, Equatable {
        /// The key in files and URLs.
        public var key: String
        /// The name.
        public var name: LocalizedText
        /// Whether no other status follows it.
        public var isFinal: Bool
        /// Whether the public sees reports in it.
        public var isPublic: Bool
        /// What verification found, where this status says so.
        public var outcome: Outcome?
    }

    /// What a verification found.
    public enum Outcome: String, Sendable, CaseIterable {
        /// The threat was there.
        case confirmed
        /// It was not.
        case unconfirmed
    }

    /// The keys of a store's reports in the order of their ordinals, which a later version of a catalogue must keep.
    public struct KeyOrder: Sendable, Equatable {
        /// The categories' keys.
        public var categories: [String]
        /// The sources' keys.
        public var sources: [String]
        /// The statuses' keys.
        public var statuses: [String]

        /// Creates an order.
        public init(categories: [String], sources: [String], statuses: [String]) {
            self.categories = categories
            self.sources = sources
            self.statuses = statuses
        }
    }

    /// The catalogue's name, such as `kmzb`.
    public var name: String

    /// Local time where the reports come from.
    public var clock: LocalClock

    /// The level to whose cells the public's places are snapped, or `nil` where the data is already anonymised.
    public var publicLevel: Int?

    /// The least number of protected reports that the public sees together.
    public var minCount: Int

    /// The level to whose cells old reports are counted together when a store retains them no longer.
    public var retainLevel: Int

    /// The sources.
    public var sources: [Source]

    /// The groups of categories.
    public var groups: [Group]

    /// The categories.
    public var categories: [Category]

    /// The statuses.
    public var statuses: [Status]

    /// Which status may follow which, and how long a report may wait.
    public var lifeCycle: LifeCycle

    /// The file from which all this was read, for those who want the rest of it.
    public var json: [UInt8]

    /// The ordinals by key.
    let ordinals: Ordinals

    struct Ordinals: Sendable, Equatable {
        var categories: [String: Int]
        var groups: [String: Int]
        var sources: [String: Int]
        var statuses: [String: Int]
    }

    /// Two catalogues are equal if their files are.
    public static func == (left: Catalogue, right: Catalogue) -> Bool { left.json == right.json }

    /// The ordinal of a category, or `nil` where the catalogue has none of that key.
    public func category(_ key: String) -> UInt16? { ordinals.categories[key].map(UInt16.init(truncatingIfNeeded:)) }

    /// The ordinal of a source, or `nil` where the catalogue has none of that key.
    public func source(_ key: String) -> UInt8? { ordinals.sources[key].map(UInt8.init(truncatingIfNeeded:)) }

    /// The ordinal of a status, or `nil` where the catalogue has none of that key.
    public func status(_ key: String) -> UInt8? { ordinals.statuses[key].map(UInt8.init(truncatingIfNeeded:)) }

    /// The keys in the order of their ordinals.
    public var keyOrder: KeyOrder {
        KeyOrder(
            categories: categories.map(\.key), sources: sources.map(\.key), statuses: statuses.map(\.key))
    }

    /// The ordinal of a group, or `nil` where the catalogue has none of that key.
    public func group(_ key: String) -> Int? { ordinals.groups[key] }
}
