import JSONText

/// Gathers features as a table: a row a feature, a column a property.
///
///     var table = FeatureTable(["quadkey", "count"])
///     table.startRow()
///     properties.write(cell, to: &table)
///     let bytes = table.csv
///
/// Counts by category and status are a column each, `category.speeding`, of those that occur in any row; 0 in the others.
struct FeatureTable: FeatureProperties {
    private struct Column {
        var name: String
        /// What rows without a value have.
        var standard: String
        var isUsed: Bool
    }

    private var columns: [Column]
    private var places: [String: Int] = [:]
    private var fields: [(column: Int32, value: String)] = []
    /// Where each row's fields begin.
    private var rows: [Int] = []

    /// Starts a table.
    ///
    /// - Parameter names: The columns that there are in any case, in their order; others come behind them.
    init(_ names: [String]) {
        columns = names.map { Column(name: $0, standard: "", isUsed: true) }
        for (place, name) in names.enumerated() { places[name] = place }
    }

    /// The number of rows.
    var count: Int { rows.count }

    /// Begins a row.
    mutating func startRow() { rows.append(fields.count) }

    mutating func property(_ name: String, _ value: String) {
        fields.append((Int32(truncatingIfNeeded: column(name)), value))
    }

    mutating func property(_ name: String, _ value: Int) { property(name, String(value)) }

    mutating func property(_ name: String, _ value: Double, decimals: Int) {
        property(name, TableText.number(value, decimals: decimals))
    }

    mutating func counts(_ name: String, prefix: String, _ counts: [Int], _ keys: PropertyNames) {
        let first = block(prefix, keys.names)
        for (place, count) in counts.enumerated() where count > 0 {
            columns[first + place].isUsed = true
            fields.append((Int32(truncatingIfNeeded: first + place), String(count)))
        }
    }

    mutating func absent(_ name: String) {}

    private mutating func column(_ name: String) -> Int {
        if let place = places[name] { return place }
        places[name] = columns.count
        columns.append(Column(name: name, standard: "", isUsed: true))
        return columns.count - 1
    }

    /// The first of the columns of some keys, which stand together in the keys' order.
    private mutating func block(_ prefix: String, _ keys: [String]) -> Int {
        if let place = places[prefix + "."] { return place }
        places[prefix + "."] = columns.count
        columns += keys.map { Column(name: "\(prefix).\($0)", standard: "0", isUsed: false) }
        return columns.count - keys.count
    }

    /// The table's text.
    var csv: [UInt8] { header + text }

    /// The line of names, of all columns that occur so far.
    var header: [UInt8] { TableText(used.map { columns[$0].name }).bytes }

    /// The rows, with all columns that occur so far.
    var text: [UInt8] {
        let used = used
        var text = TableText()
        let blank = columns.map(\.standard)
        for (row, start) in rows.enumerated() {
            var values = blank
            let end = row + 1 < rows.count ? rows[row + 1] : fields.count
            for field in fields[start..<end] { values[Int(field.column)] = field.value }
            text.add(used.map { values[$0] })
        }
        return text.bytes
    }

    /// Forgets the rows and keeps the columns, for a table that is written piece by piece: its columns are made by a row that
    /// has all of them.
    mutating func forgetRows() {
        rows.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
    }

    /// Takes the rows so far where they have become a piece worth sending; ``text`` is then the rest.
    mutating func takePiece() -> [UInt8]? {
        guard count >= Self.rowsPerPiece else { return nil }
        defer { forgetRows() }
        return text
    }

    /// The rows of a piece, of some hundred bytes each.
    private static let rowsPerPiece = 400

    private var used: [Int] { columns.indices.filter { columns[$0].isUsed } }
}
