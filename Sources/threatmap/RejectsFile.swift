import Reports

/// The rows that were rejected: in a file where one is named, else the first few on standard error.
struct RejectsFile {
    private let file: OutputFile?
    private var lines: [String] = []
    private var count = 0

    private static let mostShown = 10

    /// Opens the file, where one is named.
    init(_ path: String?) throws {
        file = try path.map { try OutputFile($0) }
        try file?.write(Array(Rejection.csvHeader.utf8))
    }

    /// Adds a row.
    mutating func add(_ rejection: Rejection, file name: String) throws {
        if let file { return try file.write(Array(rejection.csvLine(file: name).utf8)) }
        count += 1
        guard count <= Self.mostShown else { return }
        let field = rejection.field.isEmpty ? "" : " \(rejection.field) \"\(Console.shortened(rejection.value))\""
        lines.append("\(name), line \(rejection.line):\(field) \(rejection.reason)")
        if count == Self.mostShown { lines.append("further rejected rows are not shown; name a file with --rejects") }
    }

    /// Shows the rows of an input that was imported.
    mutating func show() {
        for line in lines { Console.error(line) }
        lines = []
    }

    /// Forgets the rows of an input that could not be read to its end: why it failed is all there is to say.
    mutating func forget() {
        lines = []
    }

    /// Completes the file.
    func finish() throws {
        try file?.finish()
    }
}
