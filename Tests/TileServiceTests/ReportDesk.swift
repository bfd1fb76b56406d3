import CellIndex
import Foundation
import HTTPMessage
import ReportStore
import Reports
import Testing

@testable import TileService

/// A service on a real store in a directory of its own, which goes away with this value.
final class ReportDesk {
    let service: TileService
    let path: String
    let coordinator: String
    let otherUnit: String
    let chief: String
    private let directory: String
    private let access: StoreAccess

    init(perDay: Int? = nil, isEnabled: Bool = true) throws {
        directory = NSTemporaryDirectory() + "threatmap-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        path = directory + "/store.sqlite"
        let store = try ReportStore(openOrCreate: path, catalogue: Fixture.kmzb())
        coordinator = try store.addKey(.coordinator, unit: "KPP Słubice").secret
        otherUnit = try store.addKey(.coordinator, unit: "KPP Żary").secret
        chief = try store.addKey(.operator, unit: nil).secret
        let access = try StoreAccess(path: path)
        self.access = access
        var settings = TileService.Settings(publicURL: "https://map.example.org")
        settings.store = access
        settings.authenticate = { secret in try access.read { try $0.key(secret: secret) } }
        settings.filing.perAddressPerDay = perDay
        settings.filing.isEnabled = isEnabled
        service = TileService(try StoreIndexer(store).load(), styles: try Fixture.styles(), settings: settings)
    }

    deinit {
        access.stop()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Brings the map up to the store, as the follower does.
    func refresh() throws {
        let indexer = StoreIndexer(try ReportStore(open: path, readOnly: true))
        if let dataset = try indexer.refresh(service.dataset) { service.update(dataset) }
    }

    func get(_ path: String, key: String? = nil) -> HTTPResponse {
        let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        return service.respond(
            to: HTTPRequest(
                path: parts[0], query: parts.count > 1 ? parts[1].parameters : [], headers: Self.headers(key)))
    }

    func post(
        _ path: String, _ body: String, key: String? = nil, address: String = "192.0.2.1",
        headers: [HTTPHeader] = [], type: String = "application/json"
    ) -> HTTPResponse {
        service.respond(
            to: HTTPRequest(
                method: "POST", path: path,
                headers: [HTTPHeader("Content-Type", type)] + Self.headers(key) + headers, body: Array(body.utf8),
                clientAddress: address))
    }

    /// Files a report and gives its number.
    func file(_ category: String = "speeding", address: String = "192.0.2.1", text: String? = nil) throws -> Int {
        let text = text.map { ",\"text\":\"\($0)\"" } ?? ""
        let response = post(
            "/reports", "{\"category\":\"\(category)\",\"longitude\":15.2288,\"latitude\":52.7368\(text)}",
            address: address)
        try #require(response.status == 201, "\(String(decoding: response.body, as: UTF8.self))")
        return try #require(try response.object()["id"] as? Int)
    }

    func move(_ id: Int, to status: String, key: String) -> HTTPResponse {
        post("/reports/\(id)/events", "{\"to\":\"\(status)\"}", key: key)
    }

    private static func headers(_ key: String?) -> [HTTPHeader] {
        key.map { [HTTPHeader("Authorization", "Bearer \($0)")] } ?? []
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
