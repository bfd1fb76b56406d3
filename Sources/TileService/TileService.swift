import CellIndex
import HTTPMessage
import Rendering
import Synchronization
import WebMercator

/// The service as a function from a request to an answer. It has never heard of sockets, and tests call it without one.
public final class TileService: Sendable {
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
    let recentNumbers = RecentFindings<ReportNumbers>()
    let recentTallies = RecentFindings<[KindTally]>()
    let tileCache: TileCache
    let tileChanges = TileChanges()
    let printing: PrintDesk
    let spooledLayers: SpooledLayers
    let layerGate = WorkGate()

    /// What the service has done so far.
    public let metrics = ServiceMetrics()

    /// How the store does from which the data comes.
    public let storeHealth = StoreHealth()

    private let authentication: Authentication
    private let state: Mutex<State>

    /// Creates a service.
    ///
    /// - Parameter styles: The styles that are served, the default first.
    public init(_ dataset: Dataset, styles: [Style], settings: Settings) {
        self.settings = settings
        tileCache = TileCache(capacity: settings.tileCacheBytes)
        printing = PrintDesk(settings.printing)
        spooledLayers = SpooledLayers(in: settings.printing.directory, mostBytes: settings.spooledBytes)
        authentication = Authentication(authenticate: settings.authenticate)
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

    func renderer(for visitor: Visitor) -> MapRenderer {
        let (dataset, scales) = state.withLock { ($0.dataset, $0.scales) }
        return MapRenderer(dataset, audience: visitor.audience, scales: scales)
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
        let start = MonotonicTime.now
        let resource = resource(at: request.path)
        let response = ResponseFinisher(request, resource).finish(answer(request, resource))
        metrics.count(
            resource?.route ?? .none, method: request.method, status: response.status,
            seconds: MonotonicTime.seconds(since: start))
        return response
    }

    private func answer(_ request: HTTPRequest, _ resource: Resource?) -> HTTPResponse {
        do {
            return try dispatch(request, resource)
        } catch {
            return error.response
        }
    }

    private func dispatch(_ request: HTTPRequest, _ resource: Resource?) throws(Problem) -> HTTPResponse {
        guard let resource else { throw .notFound("there is nothing at \"\(request.path)\"") }
        if request.method == "OPTIONS" { return resource.options(request) }
        guard let handler = resource.handler(request.method) else { throw resource.methodNotAllowed(request.method) }
        let visitor = try visitor(of: request, resource)
        return try handler(Call(request: request, path: resource.path, visitor: visitor))
    }

    private func visitor(of request: HTTPRequest, _ resource: Resource) throws(Problem) -> Visitor {
        let key = resource.dependsOnVisitor ? try authentication.key(of: request) : nil
        return Visitor(
            key: key, audience: key == nil ? settings.audience : .operators,
            address: settings.trustedProxies.clientAddress(of: request))
    }

    /// An answer with a JSON text that may change at any time: clients ask again, and mostly get a 304.
    func json(_ bytes: [UInt8], type: String = "application/json", cache: String = "no-cache") -> HTTPResponse {
        HTTPResponse(
            status: 200, headers: [HTTPHeader("Content-Type", type), HTTPHeader("Cache-Control", cache)], body: bytes)
    }
}
