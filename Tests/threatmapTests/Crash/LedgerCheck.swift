/// Holds a store to the ledger: all that was acknowledged is there as it was sent, nothing is half there, and nothing is
/// there that nobody sent.
struct LedgerCheck {
    let content: StoreContent
    let book: Ledger.Book
    private(set) var problems: [String] = []

    init(_ content: StoreContent, _ book: Ledger.Book) {
        (self.content, self.book) = (content, book)
        if content.integrity != ["ok"] { problems.append("integrity: \(content.integrity.prefix(3))") }
        checkFilings()
        checkChanges("move", content.moves, book.moves)
        checkChanges("visit", content.visits, book.visits)
        checkReports()
    }

    private mutating func checkFilings() {
        var found: [SentFiling.Place: Int] = [:]
        for report in content.filed {
            let place = SentFiling.Place(
                longitude: Int((report.longitude * 1e6).rounded()), latitude: Int((report.latitude * 1e6).rounded()))
            guard let (filing, fate) = book.filings[place] else {
                problems.append("report \(report.id) was sent by nobody")
                continue
            }
            if let other = found[place] { problems.append("report \(report.id) is also there as \(other)") }
            found[place] = report.id
            let differences = filing.differences(from: report)
            if !differences.isEmpty {
                problems.append("report \(report.id) has another \(differences): \(filing.body)")
            }
            if fate == .refused { problems.append("report \(report.id) was refused and is there") }
            if report.keys != 1 { problems.append("report \(report.id) has \(report.keys) idempotency keys") }
        }
        for (place, (_, fate)) in book.filings {
            guard let id = fate.receipt, found[place] != id else { continue }
            problems.append("report \(id) was acknowledged and is \(found[place].map { "now \($0)" } ?? "lost")")
        }
    }

    private mutating func checkChanges(
        _ kind: String, _ stored: [StoreContent.Change], _ sent: [String: Ledger.Change]
    ) {
        var found: Set<String> = []
        for change in stored {
            guard let note = change.note, let original = sent[note] else {
                problems.append("\(kind) \(change.sequence) of \(change.report) was sent by nobody")
                continue
            }
            if !found.insert(note).inserted { problems.append("\(kind) \(note) is there twice") }
            if (change.report, change.content) != (original.report, original.content) {
                problems.append("\(kind) \(note) of \(original.report) is there with other content: \(change)")
            }
            switch original.fate {
            case .unknown: break
            case .refused: problems.append("\(kind) \(note) was refused and is there")
            case .acknowledged(let receipt):
                if receipt.sequence != change.sequence || (kind == "move" && receipt.from != change.from) {
                    problems.append("\(kind) \(note) was acknowledged as \(receipt) and is \(change)")
                }
            }
        }
        for (note, change) in sent where change.fate.receipt != nil && !found.contains(note) {
            problems.append("\(kind) \(note) of \(change.report) was acknowledged and is lost")
        }
    }

    /// Each report's log, from its first status to the one it has, and its counts.
    private mutating func checkReports() {
        let moves = Dictionary(grouping: content.moves, by: \.report)
        let visits = Dictionary(grouping: content.visits, by: \.report)
        for report in content.filed {
            var status = "new"
            for move in (moves[report.id] ?? []).sorted(by: { $0.sequence < $1.sequence }) {
                if move.from != status { problems.append("move \(move) of \(report.id) begins not in \(status)") }
                status = move.content
            }
            if report.status != status {
                problems.append("report \(report.id) is \(report.status), by its log \(status)")
            }
            let told = book.confirmations[report.id] ?? .init()
            let range = told.acknowledged...(told.sent - told.refused)
            if !range.contains(report.confirmations) {
                problems.append("report \(report.id) has \(report.confirmations) confirmations, not \(range)")
            }
            let changes = (moves[report.id]?.count ?? 0) + (visits[report.id]?.count ?? 0) + report.confirmations
            if report.changes != changes {
                problems.append("report \(report.id) is \(report.changes) times in the feed, changed \(changes) times")
            }
        }
    }
}
