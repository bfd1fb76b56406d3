import Foundation
import TestSupport

/// One of a round's clients: it files, moves, visits and confirms until its connection breaks, and enters into the ledger
/// what it sends before it sends it, and what it is told after it was told.
struct CrashClient {
    let port: UInt16
    let secret: String
    let ledger: Ledger
    /// Tells this client's keys and notes from all others'.
    let name: String
    var random: SeededGenerator

    private static let moves = [
        "new": ["verification", "joke"], "verification": ["confirmed", "unconfirmed", "joke", "referred"],
        "confirmed": ["eliminated", "referred"],
    ]
    private static let statuses = [
        "new", "verification", "confirmed", "unconfirmed", "eliminated", "joke", "referred",
    ]

    private var operatorHeaders: [(String, String)] { [("Authorization", "Bearer \(secret)")] }

    /// Works until the server is gone.
    mutating func work() {
        do {
            let client = try HTTPClient(port: port)
            var number = 0
            while true {
                number += 1
                try act(client, number)
            }
        } catch HTTPClient.Failure.closed, HTTPClient.Failure.notConnected {
            return
        } catch {
            let words = "client \(name): \(error)"
            ledger.edit { $0.surprises.append(words) }
        }
    }

    private mutating func act(_ client: HTTPClient, _ number: Int) throws {
        let choice = Int.random(in: 0..<100, using: &random)
        let pick = UInt64.random(in: 0...UInt64.max, using: &random)
        let known = ledger.edit { book -> (id: Int, status: String)? in
            guard !book.reports.isEmpty else { return nil }
            let id = book.reports[Int(pick % UInt64(book.reports.count))]
            return (id, book.statuses[id] ?? "new")
        }
        guard let known, choice >= 45 else {
            return try file(client, SentFiling(key: "\(name)-\(number)", using: &random))
        }
        switch choice {
        case ..<68: try move(client, known.id, known.status, note: "move \(name)-\(number) ż🌲")
        case ..<82: try visit(client, known.id, note: "visit \(name)-\(number) ł🏚")
        case ..<95: try confirm(client, known.id)
        default: try read(client, known.id)
        }
    }

    /// Files a report, or sends the request once more.
    func file(_ client: HTTPClient, _ filing: SentFiling) throws {
        ledger.edit { book in
            if book.filings[filing.place] == nil { book.filings[filing.place] = (filing, .unknown) }
        }
        let answer = try client.request(
            "POST", "/reports", headers: [("Idempotency-Key", filing.key)], body: filing.body)
        if answer.status == 201, let id = Self.object(answer)["id"] as? Int {
            ledger.acknowledge(filing, id: id)
        } else {
            ledger.edit { $0.filings[filing.place] = (filing, .refused) }
            refused(answer, [], "POST /reports \(filing.body)")
        }
    }

    private mutating func move(_ client: HTTPClient, _ report: Int, _ status: String, note: String) throws {
        // Now and then, and where the life cycle has ended, a move that may be illegal.
        let isBold = Int.random(in: 0..<10, using: &random) == 0
        let choices = isBold ? Self.statuses : Self.moves[status] ?? Self.statuses
        let to = choices.randomElement(using: &random) ?? "verification"
        ledger.edit { $0.moves[note] = Ledger.Change(report: report, content: to) }
        let body = "{\"to\":\"\(to)\",\"note\":\(SentFiling.json(note))}"
        let answer = try client.request("POST", "/reports/\(report)/events", headers: operatorHeaders, body: body)
        if let receipt = Self.receipt(answer) {
            ledger.edit { book in
                book.moves[note]?.fate = .acknowledged(receipt)
                book.statuses[report] = to
                book.acknowledged += 1
            }
        } else {
            ledger.edit { $0.moves[note]?.fate = .refused }
            refused(answer, [409], "move of \(report) to \(to)")
        }
    }

    private mutating func visit(_ client: HTTPClient, _ report: Int, note: String) throws {
        let found = Bool.random(using: &random)
        ledger.edit { $0.visits[note] = Ledger.Change(report: report, content: "\(found)") }
        let body = "{\"found\":\(found),\"note\":\(SentFiling.json(note))}"
        let answer = try client.request("POST", "/reports/\(report)/visits", headers: operatorHeaders, body: body)
        if let receipt = Self.receipt(answer) {
            ledger.edit { book in
                book.visits[note]?.fate = .acknowledged(receipt)
                book.acknowledged += 1
            }
        } else {
            ledger.edit { $0.visits[note]?.fate = .refused }
            refused(answer, [], "visit of \(report)")
        }
    }

    private func confirm(_ client: HTTPClient, _ report: Int) throws {
        ledger.edit { $0.confirmations[report, default: .init()].sent += 1 }
        let answer = try client.request("POST", "/reports/\(report)/confirmations")
        guard answer.status == 201 else {
            ledger.edit { $0.confirmations[report, default: .init()].refused += 1 }
            return refused(answer, [], "confirmation of \(report)")
        }
        ledger.edit { book in
            book.confirmations[report, default: .init()].acknowledged += 1
            book.acknowledged += 1
        }
    }

    /// What was acknowledged can be read.
    private func read(_ client: HTTPClient, _ report: Int) throws {
        let answer = try client.request("GET", "/reports/\(report)", headers: operatorHeaders)
        if answer.status != 200 { refused(answer, [], "GET /reports/\(report)") }
    }

    private func refused(_ answer: HTTPClient.Answer, _ expected: [Int], _ what: String) {
        let words = "\(what) was answered \(answer.status) \(answer.text.prefix(300))"
        ledger.edit { book in
            if answer.status == 503 {
                book.unavailable += 1
            } else if !expected.contains(answer.status) {
                book.surprises.append(words)
            }
        }
    }

    private static func receipt(_ answer: HTTPClient.Answer) -> Ledger.Change.Receipt? {
        guard answer.status == 201, let sequence = object(answer)["sequence"] as? Int,
            let from = object(answer)["from"] as? String
        else { return nil }
        return Ledger.Change.Receipt(sequence: sequence, from: from)
    }

    static func object(_ answer: HTTPClient.Answer) -> [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]) ?? [:]
    }
}
