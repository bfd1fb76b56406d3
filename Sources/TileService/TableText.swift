import JSONText

/// Writes a table as RFC 4180 has it: UTF-8, a header, commas, and a line break behind every row.
///
/// Spreadsheets take a field that begins with `=`, `+`, `-` or `@` for a formula, also a quoted one, and run it. Names of
/// areas come from anywhere, so such a field gets an apostrophe in front (OWASP, "CSV Injection"), unless it is a number.
struct TableText {
    /// The text so far.
    private(set) var bytes: [UInt8] = []

    /// Starts a table.
    init(_ header: [String]) {
        add(header)
    }

    /// Adds a row.
    mutating func add(_ fields: [String]) {
        for (number, field) in fields.enumerated() {
            if number > 0 { bytes.append(UInt8(ascii: ",")) }
            append(field)
        }
        bytes += [0x0D, 0x0A]
    }

    /// A number as it stands in a field.
    static func number(_ value: Double, decimals: Int) -> String {
        var json = JSONWriter()
        json.number(value, decimals: decimals)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private mutating func append(_ field: String) {
        if Self.isFormula(field) { return quote("'" + field) }
        quote(field)
    }

    /// Whether a spreadsheet might run a text. Those of East Asia know the wide signs too.
    private static func isFormula(_ field: String) -> Bool {
        guard let first = field.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) else {
            return false
        }
        let digits = field.utf8.dropFirst(first == "+" || first == "-" ? 1 : 0)
        let isNumber = !digits.isEmpty && digits.allSatisfy { (48...57).contains($0) || $0 == 0x2E }
        return !isNumber
    }

    private mutating func quote(_ field: String) {
        let special = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard special else {
            bytes.append(contentsOf: field.utf8)
            return
        }
        bytes.append(0x22)
        for byte in field.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}
