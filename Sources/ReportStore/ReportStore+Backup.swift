import Foundation

extension ReportStore {
    /// Copies the store into a new file, as it is at this moment, while others go on reading and writing. The file appears
    /// when it is complete.
    ///
    /// - Parameter progress: Gets the pages done and the pages in all.
    /// - Throws: ``StoreError``.
    public func backUp(to file: String, _ progress: (Int, Int) -> Void = { _, _ in }) throws {
        let (own, other) = (URL(fileURLWithPath: path), URL(fileURLWithPath: file))
        guard own.resolvingSymlinksInPath() != other.resolvingSymlinksInPath() else {
            throw StoreError.cannotOpen(file, "is the store itself; a backup needs another name")
        }
        do {
            try connection.backUp(to: file, progress)
        } catch let error as SystemError {
            throw StoreError.notWritable(file, "\(error)")
        } catch let error as SQLiteError {
            throw StoreError.notWritable(file, error.message)
        }
    }
}
