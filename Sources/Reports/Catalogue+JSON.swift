import JSONText

extension Catalogue {
    /// Reads a catalogue file.
    ///
    /// - Parameters:
    ///   - bytes: The file's JSON; design, section 5.3, names its members.
    ///   - file: The file's name, for errors.
    ///   - order: The keys that must keep their ordinals; others come behind them, in the file's order.
    /// - Throws: `JSONFileError`, which names file, key and value.
    public init(_ bytes: [UInt8], file: String, order: KeyOrder? = nil) throws(JSONFileError) {
        let root = try JSONReader(bytes, file: file)
        try root.allowKeys(Self.keys)
        let zone = try root["timeZone"].string()
        guard let clock = LocalClock(timeZone: zone) else {
            throw root["timeZone"].error(
                "is \"\(zone)\"; it must be a name of the tz database such as \"Europe/Warsaw\"")
        }
        let groups = try Self.list(root["groups"], atMost: 256, Self.group)
        let groupOrdinals = try Self.ordinals(groups.map(\.key), root["groups"])
        let categories = try Self.categories(root["categories"], groupOrdinals, order)
        let sources = try Self.ordered(
            Self.list(root["sources"], atMost: 16, Self.source), \.key, order?.sources, root["sources"])
        let listed = try Self.list(root["statuses"], atMost: 32, Self.status)
        let statuses = try Self.ordered(listed, \.key, order?.statuses, root["statuses"])
        name = try root["name"].string()
        self.clock = clock
        publicLevel = root["publicLevel"].isMissing ? nil : try root["publicLevel"].integer(in: 0...32)
        minCount = root["minCount"].isMissing ? 3 : try root["minCount"].integer(in: 1...1_000_000)
        retainLevel =
            root["retainLevel"].isMissing ? publicLevel ?? 17 : try root["retainLevel"].integer(in: 0...32)
        self.sources = sources
        self.groups = groups
        self.categories = categories
        self.statuses = statuses
        lifeCycle = try Self.lifeCycle(root, statuses, initial: listed.first?.key)
        json = bytes
        ordinals = Ordinals(
            categories: try Self.ordinals(categories.map(\.key), root["categories"]), groups: groupOrdinals,
            sources: try Self.ordinals(sources.map(\.key), root["sources"]),
            statuses: try Self.ordinals(statuses.map(\.key), root["statuses"]))
    }

    private static let keys = [
        "name", "timeZone", "publicLevel", "minCount", "retainLevel", "sources", "groups", "categories", "statuses",
        "transitions", "deadlines",
    ]

    private static func list<Entry>(
        _ reader: JSONReader, atMost most: Int, _ read: (JSONReader) throws(JSONFileError) -> Entry
    ) throws(JSONFileError) -> [Entry] {
        let entries = try reader.array()
        guard (1...most).contains(entries.count) else {
            throw reader.error("has \(entries.count) entries; it must have 1 to \(most)")
        }
        var list: [Entry] = []
        for entry in entries { list.append(try read(entry)) }
        return list
    }

    private static func ordinals(_ keys: [String], _ reader: JSONReader) throws(JSONFileError) -> [String: Int] {
        var ordinals: [String: Int] = [:]
        for (ordinal, key) in keys.enumerated() {
            guard ordinals.updateValue(ordinal, forKey: key) == nil else {
                throw reader.error("has the key \"\(key)\" twice; keys must be unique")
            }
        }
        return ordinals
    }

    /// A key stands in URLs and lists, so it holds only letters, digits and hyphens.
    private static func key(_ reader: JSONReader) throws(JSONFileError) -> String {
        let key = try reader.string()
        let allowed = key.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard allowed, key.utf8.count <= 64 else {
            throw reader.error("is \"\(key)\"; a key has up to 64 lower-case letters, digits and hyphens")
        }
        return key
    }

    private static func text(_ reader: JSONReader) throws(JSONFileError) -> LocalizedText {
        LocalizedText(pl: try reader["pl"].string(), en: try reader["en"].string())
    }

    private static func group(_ reader: JSONReader) throws(JSONFileError) -> Group {
        try reader.allowKeys(["key", "pl", "en"])
        return Group(key: try key(reader["key"]), name: try text(reader))
    }

    private static func source(_ reader: JSONReader) throws(JSONFileError) -> Source {
        try reader.allowKeys(["key", "pl", "en", "publicPoints"])
        return Source(
            key: try key(reader["key"]), name: try text(reader), publicPoints: try reader["publicPoints"].boolean())
    }

    private static func status(_ reader: JSONReader) throws(JSONFileError) -> Status {
        try reader.allowKeys(["key", "pl", "en", "final", "public", "outcome"])
        return Status(
            key: try key(reader["key"]), name: try text(reader), isFinal: try reader["final"].boolean(),
            isPublic: try reader["public"].boolean(), outcome: try outcome(reader["outcome"]))
    }

    private static func outcome(_ reader: JSONReader) throws(JSONFileError) -> Outcome? {
        guard !reader.isMissing else { return nil }
        let word = try reader.string()
        guard let outcome = Outcome(rawValue: word) else {
            throw reader.error(
                "is \"\(word)\"; it is one of \(Outcome.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return outcome
    }

    private static func date(_ reader: JSONReader) throws(JSONFileError) -> CivilDate? {
        guard !reader.isMissing else { return nil }
        let text = try reader.string()
        guard let date = CivilDate(text) else {
            throw reader.error("is \"\(text)\"; it must be a day such as \"2022-01-01\"")
        }
        return date
    }

    private static func categories(
        _ reader: JSONReader, _ groups: [String: Int], _ order: KeyOrder?
    ) throws(JSONFileError) -> [Category] {
        let listed = try list(reader, atMost: 4096) { entry throws(JSONFileError) in
            try entry.allowKeys(["key", "pl", "en", "group", "replacedBy", "validFrom", "validTo"])
            guard let group = groups[try entry["group"].string()] else {
                throw entry["group"].error(
                    "names no group; the groups are \(groups.keys.sorted().joined(separator: ", "))")
            }
            return Category(
                key: try key(entry["key"]), name: try text(entry), group: group, successor: 0,
                replacedBy: entry["replacedBy"].isMissing ? nil : try entry["replacedBy"].string(),
                validFrom: try date(entry["validFrom"]), validTo: try date(entry["validTo"]))
        }
        var categories = try ordered(listed, \.key, order?.categories, reader)
        let ordinals = try ordinals(categories.map(\.key), reader)
        for ordinal in categories.indices {
            categories[ordinal].successor = try successor(of: ordinal, categories, ordinals, reader)
        }
        return categories
    }

    private static func successor(
        of ordinal: Int, _ categories: [Category], _ ordinals: [String: Int], _ reader: JSONReader
    ) throws(JSONFileError) -> Int {
        var current = ordinal
        for _ in categories {
            guard let next = categories[current].replacedBy else { return current }
            guard let replacement = ordinals[next] else {
                throw reader.error("\"\(categories[current].key)\" is replaced by \"\(next)\", which is no category")
            }
            current = replacement
        }
        throw reader.error("\"\(categories[ordinal].key)\" is replaced in a circle")
    }
}
