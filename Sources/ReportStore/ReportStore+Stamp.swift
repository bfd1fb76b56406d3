import Reports

extension ReportStore {
    /// What changes when reports went away or the catalogue was replaced: a reader then begins anew instead of following
    /// the change feed.
    ///
    /// - Throws: ``StoreError``.
    public var stamp: String {
        get throws {
            try wrap { try connection.text("SELECT name FROM catalogues ORDER BY version DESC LIMIT 1") ?? "" }
        }
    }

    /// The stamp when the catalogue was read.
    var openedStamp: String { catalogue.name }
}
