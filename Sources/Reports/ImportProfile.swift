import JSONText

/// How a file's columns become reports: which column is what, how times are written, which words stand for which keys.
public struct ImportProfile: Sendable, Equatable {
    /// Where a field's value comes from.
    public enum Origin: Sendable, Equatable {
        /// A column, by its name in the header; an optional one may be missing there.
        case column(String, isOptional: Bool)
        /// The same value for every row.
        case constant(String)
    }

    /// A field whose values are keys of the catalogue.
    public struct KeyField: Sendable, Equatable {
        /// Where the value comes from.
        public var origin: Origin
        /// The catalogue's key by the file's word; empty where the file uses the keys themselves.
        public var values: [String: String]
    }

    /// A field that holds a time.
    public struct TimeField: Sendable, Equatable {
        /// Where the value comes from.
        public var origin: Origin
        /// The formats, tried in order.
        public var formats: [TimeFormat]
    }

    /// The profile's name, which is also the space in which the source's ids are unique.
    public var name: String

    /// The name of the catalogue that the keys belong to.
    public var catalogue: String

    /// The source's own id.
    public var id: Origin?
    /// The category.
    public var category: KeyField
    /// The source.
    public var source: KeyField
    /// The status.
    public var status: KeyField
    /// Degrees of longitude.
    public var longitude: Origin
    /// Degrees of latitude.
    public var latitude: Origin
    /// The time of the event.
    public var occurred: TimeField
    /// The time of the report.
    public var reported: TimeField?
    /// The free text.
    public var text: Origin?
    /// The code of the responsible police unit.
    public var unit: Origin?

    /// The names of the columns that a file must have.
    public var requiredColumns: [String] {
        origins.compactMap { origin in
            guard case .column(let name, isOptional: false) = origin else { return nil }
            return name
        }
    }

    /// The names of the columns that are read, the optional ones included.
    var columns: [String] {
        origins.compactMap { origin in
            guard case .column(let name, _) = origin else { return nil }
            return name
        }
    }

    private var origins: [Origin] {
        let all = [
            id, category.origin, source.origin, status.origin, longitude, latitude, occurred.origin, reported?.origin,
            text, unit,
        ]
        return all.compactMap(\.self)
    }
}

extension ImportProfile {
    /// Reads a profile file.
    ///
    /// - Throws: `JSONFileError`, which names file, key and value.
    public init(_ bytes: [UInt8], file: String) throws(JSONFileError) {
        let root = try JSONReader(bytes, file: file)
        try root.allowKeys(["name", "catalogue", "columns"])
        let columns = root["columns"]
        try columns.allowKeys([
            "id", "category", "source", "status", "longitude", "latitude", "occurred", "reported", "text", "unit",
        ])
        name = try root["name"].string()
        catalogue = try root["catalogue"].string()
        id = columns["id"].isMissing ? nil : try Self.column(columns["id"], mayBeOptional: true)
        category = try Self.keyField(columns["category"])
        source = try Self.keyField(columns["source"])
        status = try Self.keyField(columns["status"])
        longitude = try Self.column(columns["longitude"])
        latitude = try Self.column(columns["latitude"])
        occurred = try Self.timeField(columns["occurred"])
        reported =
            columns["reported"].isMissing ? nil : try Self.timeField(columns["reported"], mayBeOptional: true)
        text = columns["text"].isMissing ? nil : try Self.column(columns["text"], mayBeOptional: true)
        unit = columns["unit"].isMissing ? nil : try Self.column(columns["unit"], mayBeOptional: true)
    }

    /// A field that differs from row to row; what no report can do without cannot be optional.
    private static func column(
        _ reader: JSONReader, mayBeOptional: Bool = false, others: [String] = []
    ) throws(JSONFileError) -> Origin {
        try reader.allowKeys(["column"] + (mayBeOptional ? ["optional"] : []) + others)
        let isOptional = reader["optional"].isMissing ? false : try reader["optional"].boolean()
        return .column(try reader["column"].string(), isOptional: isOptional)
    }

    /// A field whose words stand for keys; it may be the same for all rows.
    private static func keyField(_ reader: JSONReader) throws(JSONFileError) -> KeyField {
        if !reader["constant"].isMissing {
            try reader.allowKeys(["constant"])
            return KeyField(origin: .constant(try reader["constant"].string()), values: [:])
        }
        var values: [String: String] = [:]
        if !reader["values"].isMissing {
            for (word, key) in try reader["values"].members() { values[word] = try key.string() }
        }
        return KeyField(origin: try column(reader, others: ["values", "constant"]), values: values)
    }

    private static func timeField(
        _ reader: JSONReader, mayBeOptional: Bool = false
    ) throws(JSONFileError) -> TimeField {
        let origin = try column(reader, mayBeOptional: mayBeOptional, others: ["formats"])
        var formats: [TimeFormat] = []
        for entry in try reader["formats"].array() {
            guard let format = TimeFormat(try entry.string()) else {
                throw entry.error("is no time format; write \"iso8601\" or a pattern such as \"MM/dd/yyyy hh:mm:ss a\"")
            }
            formats.append(format)
        }
        guard !formats.isEmpty else { throw reader["formats"].error("is an empty list; it must name a time format") }
        return TimeField(origin: origin, formats: formats)
    }
}
