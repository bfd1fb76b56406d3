import Synchronization

/// What became of a request, as far as its sender knows.
enum Fate<Receipt: Sendable & Equatable>: Sendable, Equatable {
    /// No answer came: it may be in the store or not, but not half of it.
    case unknown
    /// The server said that it keeps it.
    case acknowledged(Receipt)
    /// The server said that it does not.
    case refused

    var receipt: Receipt? {
        if case .acknowledged(let receipt) = self { return receipt }
        return nil
    }
}

/// What the clients of a round sent, and what they were told: the store is held to it.
final class Ledger: Sendable {
    /// A move or a visit; its note is like no other's.
    struct Change: Sendable {
        struct Receipt: Sendable, Equatable {
            var sequence: Int
            var from: String
        }

        var report: Int
        /// The status, or whether the visitors found the threat.
        var content: String
        var fate = Fate<Receipt>.unknown
    }

    struct Confirmations: Sendable {
        var sent = 0
        var acknowledged = 0
        var refused = 0
    }

    struct Book: Sendable {
        /// By the place, which is like no other's.
        var filings: [SentFiling.Place: (filing: SentFiling, fate: Fate<Int>)] = [:]
        /// The reports that clients know of, and the status they last saw.
        var reports: [Int] = []
        var statuses: [Int: String] = [:]
        /// By note.
        var moves: [String: Change] = [:]
        var visits: [String: Change] = [:]
        var confirmations: [Int: Confirmations] = [:]
        /// What the server should never have answered.
        var surprises: [String] = []
        var acknowledged = 0
        var unavailable = 0
    }

    private let book = Mutex(Book())

    /// All of it.
    var content: Book { book.withLock { $0 } }

    /// Reads or writes in it.
    func edit<Result: Sendable>(_ body: (inout sending Book) -> sending Result) -> Result {
        book.withLock(body)
    }

    func acknowledge(_ filing: SentFiling, id: Int) {
        edit { book in
            book.filings[filing.place] = (filing, .acknowledged(id))
            guard book.statuses[id] == nil else { return }
            book.reports.append(id)
            book.statuses[id] = "new"
            book.acknowledged += 1
        }
    }
}
