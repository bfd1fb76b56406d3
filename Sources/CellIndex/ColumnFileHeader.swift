/// What a column file says of itself: for what content it is, how long its columns are, and their checksums.
struct ColumnFileHeader: Equatable {
    /// What the content is of, in the caller's words.
    var stamp: String
    /// The sequence number up to which the content is complete.
    var sequence: Int64
    var rows = 0
    var firstInstant: Int64 = 0
    var largestID: UInt32 = 0
    var extent: Extent?
    var kinds: [ReportKind] = []
    /// The numbers of bit columns.
    var categories = 0
    var sources = 0
    var statuses = 0
    /// The number of places of `CoarseRuns`.
    var coarsePlaces = 0
    /// Checksums of the columns' chunks, in the file's order.
    var checksums: [UInt64] = []

    /// What makes columns of other versions of the index useless: the levels for which they were made.
    private static let levels = [
        UInt64(LevelBoundaries.levels.lowerBound), UInt64(LevelBoundaries.levels.upperBound), UInt64(CoarseRuns.level),
    ]

    /// The header as bytes.
    var encoded: [UInt8] {
        var words = Self.levels
        words += [UInt64(bitPattern: sequence), UInt64(rows), UInt64(bitPattern: firstInstant), UInt64(largestID)]
        words += extent.map { [1, UInt64($0.west), UInt64($0.east), UInt64($0.north), UInt64($0.south)] } ?? [0]
        words += [UInt64(categories), UInt64(sources), UInt64(statuses), UInt64(coarsePlaces)]
        words.append(UInt64(kinds.count))
        words += kinds.map { UInt64($0.category) << 16 | UInt64($0.source) << 8 | UInt64($0.status) }
        words.append(UInt64(checksums.count))
        words += checksums
        words.append(UInt64(stamp.utf8.count))
        return words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64($0 * 8)) } }
            + Array(stamp.utf8)
    }

    /// The header of some bytes; `nil` where they are none, or its numbers cannot be a table's.
    init?(_ bytes: [UInt8]) {
        var reader = WordReader(bytes)
        guard (0..<3).map({ _ in reader.next() }) == Self.levels, let sequence = reader.next(),
            let rows = reader.count(below: UInt64(UInt32.max)), let first = reader.next(),
            let largest = reader.next().flatMap({ UInt32(exactly: $0) }), let hasExtent = reader.next()
        else { return nil }
        self.sequence = Int64(bitPattern: sequence)
        (self.rows, firstInstant, largestID) = (rows, Int64(bitPattern: first), largest)
        if hasExtent == 1 {
            let edges = (0..<4).compactMap { _ in reader.next().flatMap { UInt32(exactly: $0) } }
            guard edges.count == 4 else { return nil }
            extent = Extent(west: edges[0], east: edges[1], north: edges[2], south: edges[3])
        } else if hasExtent != 0 || rows > 0 {
            return nil
        }
        guard let categories = reader.count(below: 65_537), let sources = reader.count(below: 257),
            let statuses = reader.count(below: 257), let coarsePlaces = reader.count(below: UInt64(rows) + 1),
            let kinds = reader.list(below: 65_537), let checksums = reader.list(below: UInt64(bytes.count)),
            let stamp = reader.text()
        else { return nil }
        (self.categories, self.sources, self.statuses, self.coarsePlaces) = (
            categories, sources, statuses, coarsePlaces
        )
        self.kinds = kinds.map { word in
            ReportKind(
                category: UInt16(truncatingIfNeeded: word >> 16), source: UInt8(truncatingIfNeeded: word >> 8),
                status: UInt8(truncatingIfNeeded: word))
        }
        (self.checksums, self.stamp) = (checksums, stamp)
    }

    /// The header of a table, still without checksums.
    init(_ table: ReportTable, stamp: String, sequence: Int64) {
        (self.stamp, self.sequence) = (stamp, sequence)
        (rows, firstInstant, largestID) = (table.count, table.firstInstant, table.largestID)
        (extent, kinds) = (table.extent, table.kinds)
        categories = table.attributes.categories.count
        sources = table.attributes.sources.count
        statuses = table.attributes.statuses.count
        coarsePlaces = table.coarseRuns.places.count
    }
}

/// Reads little-endian words from bytes that may hold anything.
private struct WordReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next word, or `nil` behind the end.
    mutating func next() -> UInt64? {
        guard bytes.count - position >= 8 else { return nil }
        defer { position += 8 }
        return (0..<8).reduce(0) { $0 | UInt64(bytes[position + $1]) << UInt64($1 * 8) }
    }

    /// A number below a limit.
    mutating func count(below limit: UInt64) -> Int? {
        next().flatMap { $0 < limit ? Int(exactly: $0) : nil }
    }

    /// A number below a limit, and so many words behind it.
    mutating func list(below limit: UInt64) -> [UInt64]? {
        guard let count = count(below: limit), count <= (bytes.count - position) / 8 else { return nil }
        return (0..<count).compactMap { _ in next() }
    }

    /// The text to the end, behind its length.
    mutating func text() -> String? {
        guard let count = count(below: UInt64(bytes.count)), count == bytes.count - position else { return nil }
        return String(validating: bytes[position...], as: UTF8.self)
    }
}
