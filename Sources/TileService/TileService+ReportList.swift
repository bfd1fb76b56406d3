import Foundation
import HTTPMessage
import JSONText
import ReportStore
import Reports

extension TileService {
    /// Pages of lists: how many entries they have without and at most (design, section 5.2).
    private static let page = (standard: 100, largest: 10_000)

    /// `GET /reports?overdue=true&unit=...`: for key holders, what is late, oldest first, or all, newest first.
    func reportList(_ call: Call) throws(Problem) -> HTTPResponse {
        let key = try call.key()
        let dataset = dataset
        let reader = try QueryReader(
            call.request.query, own: ["overdue", "unit", "limit", "after"], dataset.catalogue,
            areas: dataset.boundaries)
        let now = Int64(Date().timeIntervalSince1970)
        var query = RecordQuery()
        query.filter = reader.filter
        query.overdueAt = try reader.boolean("overdue") == true ? now : nil
        query.unit = try unit(reader, key)
        let limit = try reader.integer("limit", in: 1...Self.page.largest) ?? Self.page.standard
        query.limit = limit + 1
        query.after = try after(reader)
        let wanted = query
        var records = try read { try $0.records(wanted) }
        let isMore = records.count > limit
        records = Array(records.prefix(limit))
        let document = document(for: call)
        var json = JSONWriter()
        json.object { json in
            json.member("reports") { json in
                json.array(records) { json, record in json.object { document.write(record, to: &$0) } }
            }
            json.member("numberReturned", records.count)
            json.member("next") { json in
                if let last = records.last, isMore { json.string(next(call.request, last)) } else { json.null() }
            }
        }
        return self.json(json.bytes)
    }

    /// The unit that is asked for, `none` for reports that nobody has taken up; without one, all that the key may see.
    private func unit(_ reader: QueryReader, _ key: AccessKey) throws(Problem) -> String?? {
        guard let text = reader.text("unit") else { return nil }
        guard UnitCode.isValid(text) else { throw .badParameter("unit", "\"unit\" must be \(UnitCode.writtenForm)") }
        return .some(text == "none" ? nil : text)
    }

    /// Where the page begins: behind `DUE-ID` of the last page's last report.
    private func after(_ reader: QueryReader) throws(Problem) -> (due: Int64, id: Int64)? {
        guard let text = reader.text("after") else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
        guard parts.count == 2, let due = parts[0], let id = parts[1] else {
            throw .badParameter("after", "\"\(text.prefix(40))\" is no place in this list; follow the link \"next\"")
        }
        return (due, id)
    }

    private func next(_ request: HTTPRequest, _ last: ReportRecord) -> String {
        var query = request.query.filter { $0.name != "after" }
        query.append(QueryParameter(name: "after", value: "\(last.due ?? 0)-\(last.id)"))
        return "\(settings.publicURL)/reports?\(QueryText.encode(query))"
    }
}
