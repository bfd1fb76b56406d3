import HTTPMessage
import Testing

@testable import TileService

/// What a load balancer is told.
struct ReadinessTests {
    private let service: TileService

    init() throws {
        service = try Fixture.service([], try Fixture.kmzb())
    }

    private func ago(_ seconds: UInt64) -> UInt64 { MonotonicTime.now - seconds * 1_000_000_000 }

    @Test func `a service is ready before anyone has looked at the store`() {
        #expect(service.get("/readyz").status == 200 && service.storeHealth.secondsSinceRead == nil)
    }

    @Test func `a store that fails for ten seconds makes the service not ready until it is read again`() throws {
        service.storeHealth.succeeded(now: ago(60))
        service.storeHealth.failed(now: ago(9))
        #expect(service.get("/readyz").status == 200)
        service.storeHealth.succeeded(now: ago(8))
        service.storeHealth.failed(now: ago(11) - 1)
        // Later failures do not begin the wait anew.
        service.storeHealth.failed()
        let response = service.get("/readyz")
        #expect(response.status == 503 && response.header("Retry-After") == "1")
        #expect(try response.problem().detail == "the store could not be read for 11 seconds")
        // Alive all the same, and drawing.
        #expect(service.get("/healthz").status == 200 && service.get("/tiles/heat/0/0/0.png").status == 200)
        service.storeHealth.succeeded()
        #expect(service.get("/readyz").status == 200 && service.storeHealth.secondsFailing == 0)
    }

    @Test func `a follower says how its store does`() async throws {
        let follower = StoreFollower(service, path: "/nonexistent/store.sqlite") { _ in }
        follower.start()
        for _ in 0..<200 where service.storeHealth.secondsFailing == 0 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(service.storeHealth.secondsFailing > 0)
        follower.stop()
    }
}
