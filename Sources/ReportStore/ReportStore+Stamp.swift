import Reports

extension ReportStore {
    /// What changes when reports went away or the catalogue was replaced: a reader then begins anew instead of following
    /// the change feed.
    ///
    /// - Throws: ``StoreError``.
    public var stamp: String {
        get throws {
            let version = try wrap { try connection.integer("SELECT max(version) FROM catalogues") }
            return "\(catalogue.name)-\(version)"
        }
    }

    /// The stamp when the catalogue was read.
    var openedStamp: String { "\(catalogue.name)-1" }
}
