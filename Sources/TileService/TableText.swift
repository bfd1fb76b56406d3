import JSONText

/// Writes a table as RFC 4180 has it: UTF-8, a header, commas, and a line break behind every row.
///
/// Spreadsheets take a field that begins with `=`, `+`, `-` or `@` for a formula, also a quoted one, and run it. Names of
/// areas come from anywhere, so such a field gets an apostrophe in front (OWASP, "CSV Injection"), unless it is a number.
struct TableText {
    /// Numbers stand in a table as in JSON, with commas between them.
    private var writer = JSONWriter()

    /// The text so far, less the pieces that were taken.
    var bytes: [UInt8] { writer.bytes }

    /// Starts a table whose header is elsewhere.
    init() {}

    /// Starts a table.
    init(_ header: [String]) {
        add(header)
    }

    /// Adds a row.
    mutating func add(_ fields: [String]) {
        for field in fields { writer.raw(Self.field(field)) }
        writer.endLine()
    }

    /// Adds a row.
    ///
    /// - Parameter fields: Writes each field: a number, or a text as ``field(_:)`` has it.
    mutating func add(_ fields: (inout JSONWriter) -> Void) {
        fields(&writer)
        writer.endLine()
    }

    /// Takes the text written so far where it has become a piece worth sending; ``bytes`` is then the rest.
    mutating func takePiece() -> [UInt8]? { writer.takePiece() }

    /// A text as it stands in a field.
    static func field(_ text: String) -> [UInt8] {
        quoted(isFormula(text) ? "'" + text : text)
    }

    /// A number as it stands in a field.
    static func number(_ value: Double, decimals: Int) -> String {
        var json = JSONWriter()
        json.number(value, decimals: decimals)
        return String(decoding: json.bytes, as: UTF8.self)
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

    private static func quoted(_ field: String) -> [UInt8] {
        let special = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard special else { return Array(field.utf8) }
        var bytes: [UInt8] = [0x22]
        for byte in field.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
        return bytes
    }
}
