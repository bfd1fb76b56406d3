/// A value for a statement's parameter.
package enum SQLiteValue {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    /// An integer, or NULL for `nil`.
    package static func integer(_ value: Int64?) -> SQLiteValue { value.map { .integer($0) } ?? .null }

    /// A text, or NULL for `nil`.
    package static func text(_ value: String?) -> SQLiteValue { value.map { .text($0) } ?? .null }
}

extension SQLiteConnection {
    /// Runs a statement that is kept for the next use, and that returns nothing of interest.
    package func run(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteError) {
        let statement = try cached(sql)
        statement.bind(values)
        try statement.run()
    }

    /// All rows of a query, each made into an element.
    package func rows<Element>(
        _ sql: String, _ values: [SQLiteValue] = [], _ read: (SQLiteStatement) -> Element
    ) throws(SQLiteError) -> [Element] {
        let statement = try cached(sql)
        defer { statement.reset() }
        statement.bind(values)
        var rows: [Element] = []
        while try statement.step() { rows.append(read(statement)) }
        return rows
    }

    /// The first row of a query, or `nil`.
    package func first<Element>(
        _ sql: String, _ values: [SQLiteValue] = [], _ read: (SQLiteStatement) -> Element
    ) throws(SQLiteError) -> Element? {
        let statement = try cached(sql)
        defer { statement.reset() }
        statement.bind(values)
        return try statement.step() ? read(statement) : nil
    }
}
