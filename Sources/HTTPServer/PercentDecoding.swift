/// Why text of a request target does not decode.
enum PercentDecodingError: Error, Equatable {
    case brokenEscape
    case encodedNUL
    case notUTF8

    /// What is wrong, for the sentence `The … ….`
    var text: String {
        switch self {
        case .brokenEscape: "has a % that two hexadecimal digits do not follow"
        case .encodedNUL: "has an encoded NUL (%00)"
        case .notUTF8: "is not UTF-8 after decoding"
        }
    }
}

extension String {
    /// Decodes percent-encoded UTF-8 (RFC 3986, section 2.1), once: `%2541` becomes `%41`. With `plusIsSpace`, `+` is a
    /// space as in a form (WHATWG URL, `application/x-www-form-urlencoded`).
    ///
    /// A broken escape is an error rather than left as it stands: two readers of one URL must not differ in what it
    /// names.
    init(percentEncoded text: some Sequence<UInt8>, plusIsSpace: Bool = false) throws(PercentDecodingError) {
        var bytes: [UInt8] = []
        var rest = text.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next()?.hexadecimalValue, let low = rest.next()?.hexadecimalValue else {
                    throw .brokenEscape
                }
                let decoded = high << 4 | low
                // A NUL would end the text wherever C reads it: a file name, an SQL text.
                guard decoded != 0 else { throw .encodedNUL }
                bytes.append(decoded)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        guard let string = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        self = string
    }
}

extension UInt8 {
    fileprivate var hexadecimalValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
