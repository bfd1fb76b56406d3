/// The objects of a PDF of cairo's, found by its cross-reference table, and what an update needs to follow it.
struct PDFObjects {
    /// Where the table begins.
    let start: Int
    /// The number of objects, the free one included.
    let count: Int
    /// The trailer's references to the catalogue and the information, as they are written.
    let root: String
    let information: String?
    /// Where each object begins, by its number.
    private let offsets: [Int: Int]
    private let bytes: [UInt8]

    /// Reads a file; `nil` where it has no plain table.
    init?(_ bytes: [UInt8]) {
        guard let mark = Self.last("startxref", in: bytes),
            let start = Self.number(bytes, after: mark + 9), bytes.indices.contains(start),
            let trailer = Self.last("trailer", in: bytes), trailer > start
        else { return nil }
        let tail = String(decoding: bytes[trailer..<mark], as: UTF8.self)
        guard let root = Self.reference("/Root", in: tail), let count = Self.integer("/Size", in: tail),
            let offsets = Self.table(bytes[start..<trailer])
        else { return nil }
        (self.start, self.count, self.root, self.offsets, self.bytes) = (start, count, root, offsets, bytes)
        information = Self.reference("/Info", in: tail)
    }

    /// The number of the picture that is so wide and high; `nil` where there is none, or several.
    func image(width: Int, height: Int) -> Int? {
        let found = offsets.filter { _, offset in
            let end = min(offset + 400, bytes.count)
            guard offset < end else { return false }
            let text = String(decoding: bytes[offset..<end], as: UTF8.self)
            // An object without a stream ends before the next one begins.
            guard let object = text.split(separator: "endobj", maxSplits: 1).first,
                let head = object.split(separator: "stream", maxSplits: 1).first.map(String.init)
            else { return false }
            return head.contains("/Subtype /Image") && Self.integer("/Width", in: head) == width
                && Self.integer("/Height", in: head) == height
        }
        return found.count == 1 ? found.first?.key : nil
    }

    private static func table(_ bytes: ArraySlice<UInt8>) -> [Int: Int]? {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard lines.first == "xref" else { return nil }
        var offsets: [Int: Int] = [:]
        var next = 0
        for line in lines.dropFirst() {
            let fields = line.split(separator: " ")
            if fields.count == 2, let first = Int(fields[0]) {
                next = first
            } else if fields.count == 3, let offset = Int(fields[0]) {
                if fields[2] == "n" { offsets[next] = offset }
                next += 1
            }
        }
        return offsets
    }

    private static func last(_ word: String, in bytes: [UInt8]) -> Int? {
        let word = Array(word.utf8)
        var position = bytes.count - word.count
        while position >= 0 {
            if bytes[position...].starts(with: word) { return position }
            position -= 1
        }
        return nil
    }

    private static func number(_ bytes: [UInt8], after position: Int) -> Int? {
        let text = String(decoding: bytes[min(position, bytes.count)...].prefix(30), as: UTF8.self)
        return text.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
    }

    private static func words(_ key: String, in text: String) -> [Substring]? {
        let words = text.split { $0.isWhitespace }
        guard let index = words.firstIndex(of: Substring(key)) else { return nil }
        return Array(words[(index + 1)...])
    }

    private static func integer(_ key: String, in text: String) -> Int? {
        words(key, in: text)?.first.flatMap { Int($0) }
    }

    private static func reference(_ key: String, in text: String) -> String? {
        guard let words = words(key, in: text), words.count >= 3, words[2] == "R" else { return nil }
        return words.prefix(3).joined(separator: " ")
    }
}
