/// Finds the texts in newline-delimited JSON, or in a sequence of JSON texts (RFC 7464); blank lines are passed over.
struct ObjectSequenceReader {
    /// What stands behind each text, or, where it is 0x1E, before it.
    let separator: UInt8

    /// The next text, which is then marked in the window; `nil` at the end of the file.
    ///
    /// - Throws: ``InputError/objectTooLong(_:line:)``.
    func next(_ window: inout ByteWindow, file: String) throws -> JSONPiece? {
        window.clearMark()
        while try window.peekBehindSpace() == 0x1E, separator == 0x1E { window.advance() }
        guard try window.peek() != nil else { return nil }
        let line = window.line
        window.setMark()
        let isEnded = try window.pass(to: separator, limit: InputKind.longestObject)
        guard window.marked.count <= InputKind.longestObject else {
            throw InputError.objectTooLong(file, line: line)
        }
        return .text(JSONPiece.Text(range: window.marked, line: line, isAtEnd: !isEnded))
    }
}
