import Foundation
import HTTPMessage
import JSONText
import ReportStore
import Reports

extension TileService {
    /// `POST /reports`: a citizen files a report, without an account.
    func fileReport(_ call: Call) throws(Problem) -> HTTPResponse {
        try call.refuseQuery()
        let catalogue = dataset.catalogue
        guard settings.filing.isEnabled else {
            metrics.filingRefused(.disabled)
            throw Problem(
                status: 403, title: "Forbidden",
                detail: "this service takes no reports; an emergency is reported by calling 112")
        }
        let filing: Filing
        let key: String?
        do {
            key = try Self.idempotencyKey(call.request)
            filing = try FilingReader(catalogue: catalogue, now: Int64(Date().timeIntervalSince1970))
                .filing(call.request)
        } catch {
            metrics.filingRefused(.invalid)
            throw error
        }
        let filer = filer(call)
        let receipt: FilingReceipt
        do {
            receipt = try write { try $0.file(filing, by: filer, idempotencyKey: key) }
        } catch {
            metrics.filingRefused(error.status == 429 ? .limit : error.status == 422 ? .conflict : .store)
            throw error
        }
        if !receipt.isRepeated { metrics.filingAccepted() }
        return written(201, location: "/reports/\(receipt.id)") { json in
            json.member("id", Int(receipt.id))
            json.member("status", catalogue.statusKey(receipt.status))
            json.member("sequence", Int(receipt.id))
            json.member("category", catalogue.categories[safe: Int(filing.category)]?.key ?? "?")
        }
    }

    /// `POST /reports/{id}/confirmations`: seconds a report instead of filing another.
    func confirmReport(_ call: Call) throws(Problem) -> HTTPResponse {
        try call.refuseQuery()
        let id = try Self.reportID(call)
        if !call.request.body.isEmpty { _ = try JSONBody(call.request, members: []) }
        let document = document(for: call)
        let record = try read { try $0.record(id) }
        guard let record, document.isVisible(record) else { throw Self.noReport(call.path[0]) }
        let filer = filer(call)
        let confirmations = try write { try $0.confirm(id, by: filer) }
        return written(201, location: "/reports/\(id)") { json in
            json.member("id", Int(id))
            json.member("confirmations", confirmations)
        }
    }

    /// Whose limit a filing counts against.
    private func filer(_ call: Call) -> Filer {
        // Coordinators enter what they hear in debates and on the telephone.
        let perDay = call.visitor.key == nil ? settings.filing.perAddressPerDay : nil
        return Filer(address: call.visitor.subscriber, perDay: perDay)
    }

    /// The client's own name for its request (draft-ietf-httpapi-idempotency-key-header-06).
    private static func idempotencyKey(_ request: HTTPRequest) throws(Problem) -> String? {
        guard let key = request.header("Idempotency-Key") else { return nil }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .badParameter(
                "Idempotency-Key", "the Idempotency-Key must have 1 to 255 visible ASCII characters, such as a UUID")
        }
        return key
    }
}
