import HTTPMessage
import Rendering
import Synchronization
import WebMercator

/// The service as a function from a request to an answer. It has never heard of sockets, and tests call it without one.
public final class TileService: Sendable {
    /// What does not change while the service runs.
    public struct Settings: Sendable {
        /// The address under which clients reach the service, without a slash at its end; links are built from it, never
        /// from a request's `Host`.
        public var publicURL: String

        /// Who the clients are.
        public var audience: Audience

        /// The directory of Leaflet's files, or `nil` to send browsers to a public copy.
        public var leafletDirectory: String?

        /// Creates settings.
        public init(publicURL: String, audience: Audience = .public, leafletDirectory: String? = nil) {
            self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
            self.audience = audience
            self.leafletDirectory = leafletDirectory
        }
    }

    private struct State {
        var dataset: Dataset
        var styles: [Style]
        var styleVersion = 0
        var dataVersion = 0
        var scales = ScaleCache()
    }

    let settings: Settings
    let contentTimes = ContentTimes()
    let recentLayers = RecentLayers()
    let tileCache = TileCache()
    private let state: Mutex<State>

    /// Creates a service.
    ///
    /// - Parameter styles: The styles that are served, the default first.
    public init(_ dataset: Dataset, styles: [Style], settings: Settings) {
        self.settings = settings
        let prepared = MapRenderer(dataset, audience: settings.audience).prepared(for: styles)
        state = Mutex(State(dataset: prepared, styles: styles))
    }

    /// The state of the data from which the next answer is made.
    public var dataset: Dataset { state.withLock { $0.dataset } }

    /// Replaces the data; answers under way keep the state with which they began.
    public func update(_ dataset: Dataset) {
        // Outside the lock: preparing a new base takes a moment, in which the old state answers.
        let prepared = MapRenderer(dataset, audience: settings.audience).prepared(for: styles)
        state.withLock { state in
            state.dataset = prepared
            state.dataVersion += 1
            state.scales = ScaleCache()
        }
    }

    /// Replaces the styles, the default first, and keeps the data; answers under way keep the styles with which they began.
    public func update(styles: [Style]) {
        let (dataset, version) = state.withLock { ($0.dataset, $0.dataVersion) }
        let prepared = MapRenderer(dataset, audience: settings.audience).prepared(for: styles)
        state.withLock { state in
            state.styles = styles
            state.styleVersion += 1
            // Data that came meanwhile is newer than what was prepared; the next is prepared for these styles.
            if state.dataVersion == version { state.dataset = prepared }
        }
    }

    /// Counts the changes of the styles.
    var styleVersion: Int { state.withLock { $0.styleVersion } }

    var styles: [Style] { state.withLock { $0.styles } }

    func renderer() -> MapRenderer {
        let (dataset, scales) = state.withLock { ($0.dataset, $0.scales) }
        return MapRenderer(dataset, audience: settings.audience, scales: scales)
    }

    func style(_ name: String) throws(Problem) -> Style {
        let styles = styles
        if let style = styles.first(where: { $0.name == name }) { return style }
        throw .notFound(
            "there is no style \"\(name)\"; there are \(styles.map(\.name).joined(separator: ", "))", parameter: "style"
        )
    }

    /// Answers a request. It never fails: what goes wrong is an answer too.
    public func respond(to request: HTTPRequest) -> HTTPResponse {
        ResponseFinisher(request).finish(answer(request))
    }

    private func answer(_ request: HTTPRequest) -> HTTPResponse {
        switch request.method {
        case "GET", "HEAD": break
        case "OPTIONS": return preflight()
        default:
            return Problem(
                status: 405, title: "Method not allowed",
                detail: "\(request.method) is not allowed here; use GET or HEAD",
                headers: [HTTPHeader("Allow", "GET, HEAD, OPTIONS")]
            ).response
        }
        do {
            return try route(request)
        } catch {
            return error.response
        }
    }

    private func route(_ request: HTTPRequest) throws(Problem) -> HTTPResponse {
        let segments = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        switch segments.first {
        case "": if segments.count == 1 { return try viewerPage(request) }
        case "viewer": return try viewerFile(request, Array(segments.dropFirst()))
        case "tiles": return try tiles(request, Array(segments.dropFirst()))
        case "legend": return try legend(request, Array(segments.dropFirst()))
        case "layers": return try layers(request, Array(segments.dropFirst()))
        case "catalogue.json": if segments.count == 1 { return try catalogueDocument(request) }
        case "healthz": if segments.count == 1 { return try plain(request, "ok\n") }
        case "readyz": if segments.count == 1 { return try plain(request, "ready\n") }
        default: break
        }
        throw .notFound("there is nothing at \"\(request.path)\"")
    }

    /// The answer to a browser that asks whether another site's page may read from here.
    private func preflight() -> HTTPResponse {
        HTTPResponse(
            status: 204,
            headers: [
                HTTPHeader("Allow", "GET, HEAD, OPTIONS"),
                HTTPHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
                HTTPHeader("Access-Control-Allow-Headers", "If-None-Match, Range, If-Range"),
                HTTPHeader("Access-Control-Max-Age", "86400"),
            ])
    }

    private func plain(_ request: HTTPRequest, _ text: String) throws(Problem) -> HTTPResponse {
        try refuseQuery(request)
        return HTTPResponse(
            status: 200,
            headers: [
                HTTPHeader("Content-Type", "text/plain; charset=utf-8"), HTTPHeader("Cache-Control", "no-store"),
            ],
            body: Array(text.utf8))
    }

    /// For resources without parameters.
    func refuseQuery(_ request: HTTPRequest) throws(Problem) {
        guard let parameter = request.query.first else { return }
        throw .badParameter(parameter.name, "\"\(parameter.name)\" is not a parameter of this resource; it takes none")
    }

    /// An answer with a JSON text that may change at any time: clients ask again, and mostly get a 304.
    func json(_ bytes: [UInt8], type: String = "application/json", cache: String = "no-cache") -> HTTPResponse {
        HTTPResponse(
            status: 200, headers: [HTTPHeader("Content-Type", type), HTTPHeader("Cache-Control", cache)], body: bytes)
    }
}
