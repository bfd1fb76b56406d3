/// Why a column file cannot be used or written. None of them is a reason not to serve: the index is then built anew.
public enum ColumnFileError: Error, Equatable, CustomStringConvertible {
    /// There is no file, or it cannot be opened; with the system's reason.
    case cannotOpen(String, reason: String)
    /// The file is no column file, or one of another version, machine or index.
    case otherFormat(String)
    /// The file is cut off or its content is not what was written.
    case damaged(String)
    /// The file cannot be written; with the system's reason.
    case cannotWrite(String, reason: String)

    /// One line.
    public var description: String {
        switch self {
        case .cannotOpen(let file, let reason): "\(file): cannot be opened: \(reason)"
        case .otherFormat(let file): "\(file): is no column file that this version can use"
        case .damaged(let file): "\(file): is damaged; the index is built from the store instead"
        case .cannotWrite(let file, let reason):
            "\(file): cannot be written: \(reason); the next start will take as long as this one"
        }
    }
}
