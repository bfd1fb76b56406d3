import ReportStore

/// A store named on the command line.
enum StoreFile {
    /// Opens it, and says so where that brought it up to date.
    static func open(_ path: String, readOnly: Bool = false) throws -> ReportStore {
        let store = try ReportStore(open: path, readOnly: readOnly)
        if let upgrade = store.upgrade {
            Console.error(
                "\(path): brought from schema \(upgrade.from) to \(upgrade.to); as it was it is in \(upgrade.backup)")
        }
        return store
    }
}
