import SQLite

/// Why a store cannot be used.
public enum StoreError: Error, Equatable, CustomStringConvertible {
    /// There is no such file.
    case missing(String)
    /// It is a directory.
    case isDirectory(String)
    /// The file is no SQLite database, or one of another program.
    case notAStore(String)
    /// An older version of this program wrote it, and it could not be brought up to date.
    case notUpgraded(String, from: Int, reason: String)
    /// A newer version of this program wrote it.
    case newerVersion(String, found: Int, supported: Int)
    /// The store holds reports of another catalogue.
    case otherCatalogue(String, holds: String, wanted: String)
    /// The stored catalogue cannot be read.
    case brokenCatalogue(String, String)
    /// Another process kept the store locked.
    case busy(String)
    /// The file cannot be opened at all.
    case cannotOpen(String, String)
    /// The file or its directory cannot be written.
    case notWritable(String, String)
    /// A report has a category, source or status that the catalogue has not.
    case foreignReport(String)
    /// SQLite failed in another way.
    case failed(String, SQLiteError)

    /// One line that names the file.
    public var description: String {
        switch self {
        case .missing(let file): "\(file): there is no such store; make one with: threatmap import --store \(file) FILE"
        case .isDirectory(let file): "\(file): is a directory, not a store"
        case .notAStore(let file): "\(file): is not a Threatmap store; nothing was changed"
        case .notUpgraded(let file, let version, let reason):
            "\(file): was written by an older Threatmap (schema \(version)) and could not be brought up to date: \(reason); "
                + "it is as it was"
        case .newerVersion(let file, let found, let supported):
            "\(file): was written by a newer Threatmap (schema \(found), this one knows \(supported)); nothing was changed"
        case .otherCatalogue(let file, let holds, let wanted):
            "\(file): holds reports of the catalogue \"\(holds)\"; these are of \"\(wanted)\". Use another store for them"
        case .brokenCatalogue(let file, let problem): "\(file): its catalogue is broken: \(problem)"
        case .busy(let file): "\(file): another process keeps it locked; try again when it has finished"
        case .cannotOpen(let file, let reason): "\(file): cannot be opened: \(reason)"
        case .notWritable(let file, let reason): "\(file): cannot be written: \(reason)"
        case .foreignReport(let file):
            "\(file): a report has a category, source or status that the store's catalogue has not; it was not stored"
        case .failed(let file, let error): "\(file): \(error)"
        }
    }
}
