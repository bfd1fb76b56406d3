import Synchronization

/// Shows how far a sheet is.
final class SheetProgress: Sendable {
    private let bar = Mutex(ProgressBar("printing", unit: "rows"))
    private let rows: Int

    /// - Parameter rows: The rows of pixels that the sheet has.
    init(rows: Int) {
        self.rows = rows
    }

    /// Says what share is done, 0...1.
    func show(_ share: Double) {
        bar.withLock { $0.show(Int(share * Double(rows)), share: share) }
    }

    /// Takes the bar away.
    func clear() {
        bar.withLock { $0.clear() }
    }
}
