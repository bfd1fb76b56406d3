import HTTPMessage

/// Writes a query back as text, for links that repeat it.
enum QueryText {
    /// The query, percent-encoded, without its question mark.
    static func encode(_ query: [QueryParameter]) -> String {
        query.map { parameter in
            guard let value = parameter.value else { return escape(parameter.name) }
            return escape(parameter.name) + "=" + escape(value)
        }.joined(separator: "&")
    }

    /// A text as it stands in a query. Letters, digits and `-._~` stand for themselves (RFC 3986, section 2.3), and so, in a query, do `,` and `:`.
    static func escape(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 0x2D, 0x2E, 0x5F, 0x7E, 0x2C, 0x3A:
                escaped.unicodeScalars.append(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                escaped += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return escaped
    }
}
