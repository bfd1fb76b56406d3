import Foundation
import Testing

/// What is in a store, as SQLite's own shell reads it: nothing of ours is between the file and the test.
struct StoreContent {
    struct Report {
        var id: Int
        var category: String
        var status: String
        var longitude: Double
        var latitude: Double
        var occurred: Int
        var precision: Int
        var text: String?
        var hours: Int?
        var weekdays: Int?
        var confirmations: Int
        /// Entries of the change feed.
        var changes: Int
        /// Requests whose key is kept.
        var keys: Int
    }

    struct Change {
        var sequence: Int
        var report: Int
        /// The status before; empty for a visit.
        var from: String
        var content: String
        var note: String?
    }

    /// What SQLite says of the file's integrity.
    var integrity: [String] = []
    /// Those that citizens filed.
    var filed: [Report] = []
    var moves: [Change] = []
    var visits: [Change] = []
    /// The imported reports, each as a line, ids and sequence numbers aside.
    var imported: Set<String> = []
    var importedCount = 0
    /// The counts that retention made, in the same manner.
    var aggregates: Set<String> = []
    var aggregated = 0
    /// All reports, those in counts too.
    var total: Int { filed.count + importedCount + aggregated }
    var byStatus: [String: Int] = [:]

    init(_ path: String) throws {
        // Lists as JSON, and of the imported reports, which are many, one line each.
        let lines = try Self.query(path, Self.lists + [Self.importedReports, Self.counts])
        try #require(lines.count >= Self.lists.count, "\(lines)")
        let lists = try lines.prefix(Self.lists.count).map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [[Any]])
        }
        integrity = lists[0].compactMap { $0.first as? String }
        filed = lists[1].compactMap(Report.init)
        moves = lists[2].compactMap(Change.init)
        visits = lists[3].compactMap(Change.init)
        for row in lists[4] { byStatus[row[0] as? String ?? "?"] = row[1] as? Int }
        aggregated = lists[5].first?.first as? Int ?? 0
        try #require(filed.count == lists[1].count && moves.count == lists[2].count && visits.count == lists[3].count)
        for line in lines.dropFirst(Self.lists.count) {
            if line.hasPrefix("count") {
                aggregates.insert(line)
            } else {
                importedCount += 1
                imported.insert(line)
            }
        }
    }

    private static func query(_ path: String, _ statements: [String]) throws -> [String] {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        process.arguments = ["-batch", "-list", "-noheader", path] + statements
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "sqlite3 cannot read \(path)")
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private static func list(_ columns: String, _ rest: String) -> String {
        "SELECT json_group_array(json_array(\(columns))) FROM (SELECT * FROM \(rest))"
    }

    private static let lists = [
        list("integrity_check", "pragma_integrity_check"),
        list(
            """
            id, (SELECT key FROM categories WHERE ordinal = category), (SELECT key FROM statuses WHERE ordinal = status),
            longitude, latitude, occurred, precision, text, hours, weekdays, confirmations,
            (SELECT count(*) FROM changes WHERE changes.report = id),
            (SELECT count(*) FROM idempotency WHERE idempotency.report = id)
            """, "reports WHERE external_id IS NULL"),
        list(
            """
            sequence, report, (SELECT key FROM statuses WHERE ordinal = from_status),
            (SELECT key FROM statuses WHERE ordinal = to_status), note
            """, "events WHERE key IS NOT NULL ORDER BY report, sequence"),
        list("sequence, report, '', iif(found, 'true', 'false'), note", "visits"),
        list(
            "(SELECT key FROM statuses WHERE ordinal = status), number",
            """
            (SELECT status, sum(number) AS number FROM (SELECT status, 1 AS number FROM reports
            UNION ALL SELECT status, count FROM aggregates) GROUP BY status)
            """),
        "SELECT json_array(json_array(coalesce(sum(count), 0))) FROM aggregates",
    ]

    private static let importedReports = """
        SELECT json_array(external_id, category, source, status, longitude, latitude, occurred, precision, reported, text,
        unit) FROM reports WHERE external_id IS NOT NULL
        """

    private static let counts = """
        SELECT 'count' || json_array(longitude, latitude, category, source, status, month, sum(count)) FROM aggregates
        GROUP BY longitude, latitude, category, source, status, month
        """
}

extension StoreContent.Report {
    fileprivate init?(_ row: [Any]) {
        guard row.count == 13, let id = row[0] as? Int, let category = row[1] as? String,
            let status = row[2] as? String, let longitude = row[3] as? Double, let latitude = row[4] as? Double,
            let occurred = row[5] as? Int, let precision = row[6] as? Int, let confirmations = row[10] as? Int,
            let changes = row[11] as? Int, let keys = row[12] as? Int
        else { return nil }
        self.init(
            id: id, category: category, status: status, longitude: longitude, latitude: latitude, occurred: occurred,
            precision: precision, text: row[7] as? String, hours: row[8] as? Int, weekdays: row[9] as? Int,
            confirmations: confirmations, changes: changes, keys: keys)
    }
}

extension StoreContent.Change {
    fileprivate init?(_ row: [Any]) {
        guard row.count == 5, let sequence = row[0] as? Int, let report = row[1] as? Int,
            let from = row[2] as? String, let content = row[3] as? String
        else { return nil }
        self.init(sequence: sequence, report: report, from: from, content: content, note: row[4] as? String)
    }
}
