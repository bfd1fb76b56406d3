extension Canvas {
    /// No legend has room for more; a text is cut to it before anything is measured, so that the work stays bounded.
    private static let mostScalars = 2000

    /// Breaks a text at its spaces into lines that fit a width, in units of length. A word that is wider is broken where it
    /// must be; a text that needs more lines than there may be ends with an ellipsis.
    ///
    /// - Parameter limit: The most lines, at least 1.
    func lines(_ text: String, _ font: Font, width: Double, atMost limit: Int) -> [String] {
        let isTooLong = text.unicodeScalars.count > Self.mostScalars
        let text = isTooLong ? String(text.unicodeScalars.prefix(Self.mostScalars)) : text
        var lines: [String] = []
        for word in pieces(text, font, width) {
            if let last = lines.last, self.width(last + " " + word, font) <= width {
                lines[lines.count - 1] = last + " " + word
            } else if lines.count < limit {
                lines.append(word)
            } else {
                return lines.dropLast() + [shortened(lines.last ?? "", font, width)]
            }
        }
        return isTooLong ? lines.dropLast() + [shortened(lines.last ?? "", font, width)] : lines
    }

    /// The words of a text, each no wider than a line. A no-break space, as in numbers, is part of its word.
    private func pieces(_ text: String, _ font: Font, _ width: Double) -> [String] {
        text.split { $0 == " " || $0 == "\t" || $0.isNewline }.flatMap { word in
            self.width(String(word), font) <= width ? [String(word)] : broken(word, font, width)
        }
    }

    /// A word in the longest parts that fit.
    private func broken(_ word: Substring, _ font: Font, _ width: Double) -> [String] {
        var parts: [String] = []
        var part = ""
        for character in word {
            if !part.isEmpty, self.width(part + String(character), font) > width {
                parts.append(part)
                part = ""
            }
            part.append(character)
        }
        return parts + [part]
    }

    /// A line that goes on, less as much as the ellipsis needs.
    private func shortened(_ line: String, _ font: Font, _ width: Double) -> String {
        var line = line
        while !line.isEmpty, self.width(line + "…", font) > width { line.removeLast() }
        while let last = line.last, " ·,".contains(last) { line.removeLast() }
        return line + "…"
    }
}
