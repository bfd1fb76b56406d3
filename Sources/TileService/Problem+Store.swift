import HTTPMessage
import ReportStore
import Reports

extension Problem {
    /// A request that does not fit what there is: 409.
    static func conflict(_ detail: String) -> Problem {
        Problem(status: 409, title: "Conflict", detail: detail)
    }

    /// Why the store did not do what was asked.
    init(_ error: any Error, _ catalogue: Catalogue) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as Refusal: self.init(refusal, catalogue)
        case StoreError.busy: self = .unavailable("the store is busy; try again")
        case let error as StoreError:
            // What the path is, only the operator's log may say.
            let reason: String
            switch error {
            case .notWritable(_, let words): reason = words
            default: reason = "it cannot be used at the moment"
            }
            self = .unavailable("the store cannot be written: \(reason); nothing was kept")
        default: self = .failure("the store failed")
        }
    }

    private init(_ refusal: Refusal, _ catalogue: Catalogue) {
        switch refusal {
        case .limitReached(let perDay, let secondsLeft):
            self.init(
                status: 429, title: "Too many reports",
                detail: "this address has filed \(perDay) report\(perDay == 1 ? "" : "s") today, which is the most; "
                    + "an emergency is reported by calling 112",
                headers: [HTTPHeader("Retry-After", String(secondsLeft))])
        case .keyOfAnotherRequest:
            self.init(
                status: 422, title: "Idempotency key used before",
                detail: "this Idempotency-Key came with another report; use a new one for each report",
                parameter: "Idempotency-Key")
        case .confirmedAlready: self = .conflict("this address has confirmed the report today")
        case .noSuchReport: self = .notFound("there is no such report")
        case .illegalMove(let from, let to, let legal):
            let moves = legal.map { catalogue.statusKey($0) }
            self = .conflict(
                "a report that is \"\(catalogue.statusKey(from))\" cannot become \"\(catalogue.statusKey(to))\"; "
                    + (moves.isEmpty
                        ? "no move is legal, for its life cycle has ended"
                        : "legal moves are \(moves.joined(separator: ", "))"))
            parameter = "to"
            self.moves = moves
        case .otherUnit(let unit):
            self.init(
                status: 403, title: "Forbidden",
                detail: "the report is the unit \(unit)'s, and the key is another unit's")
        case .tooOld(let horizon):
            let day = EventTime(instant: horizon, precision: .day).iso8601(catalogue.clock)
            self = .badParameter("occurred", "\"occurred\" is too long ago: single reports are kept from \(day) on")
        case .noPublicSource: self = .conflict("the catalogue \(catalogue.name) has no source for citizens' reports")
        }
    }
}

extension Catalogue {
    /// A status's key; a question mark for one that the catalogue has not.
    func statusKey(_ ordinal: UInt8) -> String {
        statuses.indices.contains(Int(ordinal)) ? statuses[Int(ordinal)].key : "?"
    }
}
