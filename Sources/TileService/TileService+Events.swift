import Foundation
import HTTPMessage
import JSONText
import ReportStore
import Reports

extension TileService {
    /// The most characters of a note.
    private static let longestNote = 2000

    /// `POST /reports/{id}/events`: moves a report through its life cycle.
    func moveReport(_ call: Call) throws(Problem) -> HTTPResponse {
        try call.refuseQuery()
        let key = try call.key()
        let id = try Self.reportID(call)
        let catalogue = dataset.catalogue
        let body = try JSONBody(call.request, members: ["to", "note", "unit"])
        let word = try body["to"].string(longest: 64)
        guard let status = catalogue.status(word) else {
            throw body["to"].problem(
                "is \"\(word)\"; the statuses are \(catalogue.statuses.map(\.key).joined(separator: ", "))")
        }
        let note = try Self.note(body)
        let unit = try body["unit"].ifPresent { value throws(Problem) in
            let unit = try value.string(longest: 64)
            guard UnitCode.isValid(unit) else { throw value.problem("must be \(UnitCode.writtenForm)") }
            return unit
        }
        let request = MoveRequest(to: status, note: note, unit: unit)
        let receipt = try write { try $0.move(id, request, by: key) }
        let document = document(for: call)
        return written(201, location: "/reports/\(id)") { json in
            Self.write(receipt, catalogue, &json)
            document.moves(receipt.to, &json)
        }
    }

    /// `POST /reports/{id}/visits`: enters a look at the place into the verification card.
    func addVisit(_ call: Call) throws(Problem) -> HTTPResponse {
        try call.refuseQuery()
        let key = try call.key()
        let id = try Self.reportID(call)
        let catalogue = dataset.catalogue
        let body = try JSONBody(call.request, members: ["found", "at", "note"])
        let found = try body["found"].boolean()
        let at = try body["at"].ifPresent { value throws(Problem) in
            let text = try value.string(longest: 40)
            guard let time = EventTime(iso8601: text, catalogue.clock), time.precision >= .minute
            else { throw value.problem("is \"\(text)\"; it must be a time such as 2025-06-14T21:37+02:00") }
            guard time.instant <= Int64(Date().timeIntervalSince1970) + 300 else {
                throw value.problem("is \"\(text)\", which is in the future")
            }
            return time.instant
        }
        let request = VisitRequest(at: at, found: found, note: try Self.note(body))
        let receipt = try write { try $0.addVisit(id, request, by: key) }
        return written(201, location: "/reports/\(id)") { json in
            Self.write(receipt, catalogue, &json)
        }
    }

    private static func note(_ body: JSONBody) throws(Problem) -> String? {
        try body["note"].ifPresent { value throws(Problem) in try value.string(longest: longestNote) }
    }

    private static func write(_ receipt: ChangeReceipt, _ catalogue: Catalogue, _ json: inout JSONWriter) {
        json.member("id", Int(receipt.report))
        json.member("sequence", Int(receipt.sequence))
        json.member("from", catalogue.statusKey(receipt.from))
        json.member("status", catalogue.statusKey(receipt.to))
        json.member("at", EventTime.iso8601(second: receipt.at))
    }
}
