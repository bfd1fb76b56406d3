/// Reads the objects of a file of JSON as rows.
struct JSONRecordReader {
    private var window: ByteWindow
    private let file: String
    private let sequence: ObjectSequenceReader?
    private var collection = FeatureCollectionReader()
    private var fields: JSONFields
    private var piece = JSONPiece.Text(range: 0..<0, line: 1)

    /// Starts at the beginning of an input.
    init(_ window: ByteWindow, _ kind: InputKind, file: String) throws {
        self.window = window
        self.file = file
        if case .objects(let separator) = kind {
            sequence = ObjectSequenceReader(separator: separator)
        } else {
            sequence = nil
        }
        fields = JSONFields(isCollection: kind == .featureCollection)
        try self.window.passByteOrderMark()
    }

    /// Says which fields the rows have, and in what order.
    mutating func setColumns(_ columns: [String], _ profile: ImportProfile) {
        fields.setColumns(columns, profile)
    }

    /// Reads the next object and leaves it at hand; false at the end of the file.
    ///
    /// - Parameter defect: What is wrong, where it is no object.
    /// - Throws: ``InputError``.
    mutating func nextObject(_ defect: inout Rejection?) throws -> Bool {
        defect = nil
        guard let next = try nextPiece() else { return false }
        switch next {
        case .rejection(let rejection): defect = rejection
        case .text(let text):
            piece = text
            do {
                try fields.read(text, window.bytes)
            } catch {
                defect = error
            }
        }
        return true
    }

    private mutating func nextPiece() throws -> JSONPiece? {
        guard let sequence else { return try collection.next(&window, file: file) }
        return try sequence.next(&window, file: file)
    }

    /// The names of the fields of the object at hand, as a profile sees them.
    func names(_ profile: ImportProfile?) -> [String] { fields.names(piece, window.bytes, profile) }

    /// Puts the fields of the object at hand into a record.
    mutating func fill(_ record: inout FieldRecord) {
        record.clear(line: piece.line)
        do {
            try fields.fill(&record, piece, window.bytes)
        } catch {
            record.defect = error
        }
    }

    /// Reads the next row; false at the end of the file.
    ///
    /// - Throws: ``InputError``.
    mutating func next(_ record: inout FieldRecord) throws -> Bool {
        var defect: Rejection?
        guard try nextObject(&defect) else { return false }
        if defect == nil {
            fill(&record)
        } else {
            record.clear(line: piece.line)
            record.defect = defect
        }
        return true
    }
}
