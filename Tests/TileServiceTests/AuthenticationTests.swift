import Foundation
import HTTPMessage
import ReportStore
import Synchronization
import Testing
import TileService

/// Keys in requests, after RFC 6750.
struct AuthenticationTests {
    private static let tile = "/tiles/heat/6/34/21.png"

    private final class Switch: Sendable {
        private let state = Mutex(false)
        var isOn: Bool { state.withLock { $0 } }
        func turnOn() { state.withLock { $0 = true } }
    }

    private func service() throws -> TileService {
        try Fixture.serviceWithKeys(try Fixture.dataset([], try Fixture.kmzb()))
    }

    @Test(arguments: ["Bearer operator", "bearer operator", "BEARER  coordinator ", "Bearer coordinator"])
    func `a known key of either role is let in`(field: String) throws {
        #expect(try service().get(Self.tile, ["Authorization": field]).status == 200)
    }

    @Test(arguments: [
        "Bearer unknown", "Bearer", "Bearer ", "", "operator", "Basic b3BlcmF0b3I6", "Bearer a b", "Bearer a,b",
        "Bearer ==", "Bearer a=b", "Bearer klucz-ł", "Bearer \u{1F511}", "Bearer operator, Bearer operator",
        "Token operator",
        "Bearer\toperator", "Bearer " + String(repeating: "a", count: 513), "Bearer operator\0", "Bearer \"operator\"",
    ])
    func `another key, or none where one is announced, is a 401 that says how`(field: String) throws {
        let service = try service()
        for target in [Self.tile, "/layers/cells.geojson", "/legend/heat.json", "/tiles/none/0/0/0.png"] {
            let response = service.get(target, ["Authorization": field])
            #expect(response.status == 401, "\(field)")
            #expect(response.header("WWW-Authenticate") == "Bearer error=\"invalid_token\"")
            #expect(try response.problem().detail.isEmpty == false)
        }
    }

    @Test func `a store that cannot tell is a 503, never a way in`() throws {
        let response = try service().get(Self.tile, ["Authorization": "Bearer failing"])
        #expect(response.status == 503 && response.header("Retry-After") == "1")
        #expect(try response.problem().detail == "keys cannot be checked at the moment; try again")
    }

    @Test func `a revoked key ends with the next request`() throws {
        let isRevoked = Switch()
        var settings = TileService.Settings(publicURL: "https://map.example.org")
        settings.authenticate = { _ in isRevoked.isOn ? nil : AccessKey(id: 1, role: .operator) }
        let service = TileService(
            try Fixture.dataset([], try Fixture.kmzb()), styles: try Fixture.styles(), settings: settings)
        #expect(service.get(Self.tile, ["Authorization": "Bearer x"]).status == 200)
        isRevoked.turnOn()
        #expect(service.get(Self.tile, ["Authorization": "Bearer x"]).status == 401)
    }

    @Test func `without anyone to ask, no key is known`() throws {
        let service = try Fixture.service([], try Fixture.kmzb())
        #expect(service.get(Self.tile, ["Authorization": "Bearer operator"]).status == 401)
        #expect(service.get(Self.tile).status == 200)
    }
}
