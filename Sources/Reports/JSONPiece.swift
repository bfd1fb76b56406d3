/// What a file of JSON gives next.
enum JSONPiece {
    /// A text that should be an object.
    case text(Text)
    /// Something that is none.
    case rejection(Rejection)

    /// Where a text lies.
    struct Text {
        /// The bytes in the window.
        var range: Range<Int>
        /// The number of the line on which it begins.
        var line: Int
        /// Whether the file ends here, with nothing behind the text.
        var isAtEnd = false
    }
}
