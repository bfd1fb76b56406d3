import Foundation
import HTTPMessage
import JSONText
import ReportStore
import Reports

/// Reports one by one: to file them, read them, second them, and move them through their life cycle.
extension TileService {
    /// What there is below `/reports`.
    func reportResource(_ path: [String]) -> Resource? {
        func resource(get: Resource.Handler? = nil, post: Resource.Handler? = nil) -> Resource {
            Resource(route: .reports, path: path, dependsOnVisitor: true, get: get, post: post)
        }
        switch path.count {
        case 0: return resource(get: reportList, post: fileReport)
        case 1 where path[0] == "nearby": return resource(get: nearbyReports)
        case 1: return resource(get: report)
        case 2 where path[1] == "events": return resource(post: moveReport)
        case 2 where path[1] == "visits": return resource(post: addVisit)
        case 2 where path[1] == "confirmations": return resource(post: confirmReport)
        default: return nil
        }
    }

    /// `GET /reports/{id}`.
    private func report(_ call: Call) throws(Problem) -> HTTPResponse {
        try call.refuseQuery()
        let id = try Self.reportID(call)
        let document = document(for: call)
        let record = try read { try $0.record(id) }
        guard let record, document.isVisible(record) else { throw Self.noReport(call.path[0]) }
        var json = JSONWriter()
        json.object { json in
            document.write(record, to: &json)
            document.writeHistory(record, to: &json)
        }
        return self.json(json.bytes)
    }

    /// How reports look to who asks.
    func document(for call: Call) -> ReportDocument {
        let renderer = renderer(for: call.visitor)
        return ReportDocument(
            catalogue: renderer.dataset.catalogue, audience: renderer.audience, precision: renderer.precision,
            now: Int64(Date().timeIntervalSince1970))
    }

    /// The report's number in a path such as `/reports/17/events`.
    static func reportID(_ call: Call) throws(Problem) -> Int64 {
        guard let text = call.path.first, (1...18).contains(text.utf8.count),
            text.utf8.allSatisfy({ (48...57).contains($0) }), let id = Int64(text), id > 0
        else { throw noReport(call.path.first ?? "") }
        return id
    }

    static func noReport(_ id: String) -> Problem {
        .notFound("there is no report \"\(id.prefix(40))\"", parameter: "id")
    }

    /// Reads from the store.
    func read<Result>(_ body: (ReportStore) throws -> Result) throws(Problem) -> Result {
        guard let store = settings.store else { throw .unavailable("this service has no store of single reports") }
        do {
            return try store.read(body)
        } catch {
            throw Problem(error, dataset.catalogue)
        }
    }

    /// Writes to the store, and waits until it is durable.
    func write<Result: Sendable>(_ body: @escaping @Sendable (ReportStore) throws -> Result) throws(Problem) -> Result {
        guard let writer = settings.store?.writer else {
            throw .unavailable("the store can only be read; nothing was kept")
        }
        do {
            return try writer.perform(body)
        } catch {
            throw Problem(error, dataset.catalogue)
        }
    }

    /// An answer to a write.
    func written(_ status: Int, location: String, _ write: (inout JSONWriter) -> Void) -> HTTPResponse {
        var json = JSONWriter()
        json.object(write)
        return HTTPResponse(
            status: status,
            headers: [
                HTTPHeader("Content-Type", "application/json"), HTTPHeader("Cache-Control", "no-store"),
                HTTPHeader("Location", settings.publicURL + location),
            ],
            body: json.bytes)
    }
}
