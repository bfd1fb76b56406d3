import HTTPMessage
import Synchronization
import TileService

/// The service behind a server that must be listening before it is known, since links hold the port that the system gave.
final class LateService: Sendable {
    private let service = Mutex<TileService?>(nil)

    /// Begins to answer.
    func begin(_ service: TileService) {
        self.service.withLock { $0 = service }
    }

    /// The service's answer, or, in the first instant, that it is not ready.
    func respond(to request: HTTPRequest) -> HTTPResponse {
        guard let service = service.withLock({ $0 }) else {
            return HTTPResponse(status: 503, headers: [HTTPHeader("Retry-After", "1")])
        }
        return service.respond(to: request)
    }
}
