/// What a `Range` field asks for of a body (RFC 9110, section 14.1).
enum ByteRange: Equatable {
    /// Some of its bytes.
    case satisfiable(Range<Int>)
    /// Bytes that it has not.
    case unsatisfiable

    /// Reads one range of bytes; `nil` where the field is to be ignored: another unit, several ranges, or no sense.
    init?(_ field: String, of count: Int) {
        // Names of units do not depend on case.
        guard field.prefix(6).lowercased() == "bytes=", !field.contains(",") else { return nil }
        let ends = field.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false).map { $0.trimmed }
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        // A number too large for an Int is beyond the end of any body.
        let numbers = ends.map { $0.isEmpty ? nil : Int($0) ?? .max }
        switch (numbers[0], numbers[1]) {
        case (let first?, let last?):
            guard first <= last else { return nil }
            self = first < count ? .satisfiable(first..<min(last, count - 1) + 1) : .unsatisfiable
        case (let first?, nil):
            self = first < count ? .satisfiable(first..<count) : .unsatisfiable
        case (nil, let length?):
            self = length > 0 && count > 0 ? .satisfiable(count - min(count, length)..<count) : .unsatisfiable
        case (nil, nil):
            return nil
        }
    }
}
