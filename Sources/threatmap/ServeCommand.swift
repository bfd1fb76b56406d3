import Foundation
import HTTPMessage
import HTTPServer
import ReportStore
import TileService

/// `threatmap serve`: the HTTP service.
enum ServeCommand: Command {
    static let name = "serve"
    static let summary = "serve tiles, layers and the viewer over HTTP"
    static let operands = ""
    static let options = [
        Option.store,
        Option(name: "--host", value: "ADDRESS", help: "the address to listen on (127.0.0.1)"),
        Option(name: "--port", value: "PORT", help: "the port to listen on (8080); 0 for any free one"),
        Option(
            name: "--public-url", value: "URL",
            help: "the address under which clients reach the service; links begin with it"
        ),
        Option(name: "--config", value: "FILE", help: "a configuration file (JSON); options of this line win over it"),
        Option.styles,
        Option(name: "--leaflet", value: "DIR", help: "where Leaflet's files are (/usr/share/javascript/leaflet)"),
    ]

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let path = try arguments.required("--store")
        let configuration = try configuration(arguments)
        let styles = try StyleFiles(arguments["--styles"])
        // Before any thread is made: all of them inherit the mask, and only `wait` below takes the signals.
        let signals = TerminationSignals()
        let started = Date()
        let dataset = try StoreIndexer(StoreFile.open(path, readOnly: true)).load()
        Console.error(
            "\(Console.grouped(dataset.reportCount)) reports indexed in "
                + "\(String(format: "%.2f", Date().timeIntervalSince(started))) s")
        return try serve(configuration, path, dataset, styles, leaflet(arguments["--leaflet"]), signals)
    }

    /// The configuration file's settings, and over them those of the command line.
    private static func configuration(_ arguments: Arguments) throws -> ServiceConfiguration {
        var configuration = ServiceConfiguration()
        if let path = arguments["--config"] { configuration = try ServiceConfiguration(path: path) }
        if let host = arguments["--host"] { configuration.host = host }
        configuration.port = try arguments.integer("--port", in: 0...65_535, or: configuration.port ?? 8080)
        if let url = arguments["--public-url"] { configuration.publicURL = try checkedURL(url) }
        return configuration
    }

    private static func serve(
        _ configuration: ServiceConfiguration, _ path: String, _ dataset: Dataset, _ styles: StyleFiles,
        _ leaflet: String?,
        _ signals: TerminationSignals
    ) throws -> ExitCode {
        let service = LateService()
        let host = configuration.host ?? "127.0.0.1"
        let server = try HTTPServer(
            configuration: HTTPServerConfiguration(
                host: host, port: UInt16(clamping: configuration.port ?? 8080), limits: configuration.limits,
                lane: TileService.lane, isProxy: configuration.trustedProxies.contains)
        ) { service.respond(to: $0) }
        let own = "http://\(host.contains(":") ? "[\(host)]" : host):\(server.port)"
        var settings = TileService.Settings(publicURL: configuration.publicURL ?? own, leafletDirectory: leaflet)
        settings.tileCacheBytes = configuration.tileCacheBytes
        settings.spooledBytes = configuration.spooledBytes
        settings.trustedProxies = configuration.trustedProxies
        settings.filing = configuration.filing
        settings.basemap = configuration.basemap
        settings.printing = configuration.printing
        let access = try StoreAccess(path: path)
        settings.store = access
        settings.authenticate = { secret in try access.read { try $0.key(secret: secret) } }
        // Weakly: the server holds the service, and would else hold itself.
        settings.server = { [weak server] in server.map { figures($0.status) } }
        let tiles = TileService(dataset, styles: styles.styles, settings: settings)
        service.begin(tiles)
        let follower = StoreFollower(tiles, path: path) { Console.error("threatmap: \($0)") }
        follower.start()
        let watcher = StyleWatcher(styles, publish: tiles.update(styles:)) { Console.error("threatmap: \($0)") }
        watcher.start()
        access.startForgetting { Console.error("threatmap: \($0)") }
        Console.error("the map is at \(own)/ (Ctrl-C ends it)")
        signals.wait()
        watcher.stop()
        follower.stop()
        tiles.stopSpooling()
        tiles.stopPrinting()
        // Slow readers of long answers use it up; the rest of the five seconds is for ending, on a machine that is busy.
        server.stop(drain: 3)
        access.stop()
        return .done
    }

    private static func leaflet(_ directory: String?) -> String? {
        let directory = directory ?? "/usr/share/javascript/leaflet"
        return FileManager.default.isReadableFile(atPath: directory + "/leaflet.min.js") ? directory : nil
    }

    private static func figures(_ status: HTTPServerStatus) -> ServerFigures {
        var figures = ServerFigures()
        figures.connections = status.connections
        figures.streams = status.streams
        figures.refusedConnections = status.refusedConnections
        figures.refusedRequests = status.refusedRequests
        return figures
    }

    private static func checkedURL(_ text: String) throws -> String {
        guard ServiceConfiguration.isPublicURL(text) else {
            throw UsageError.badValue("--public-url", text, "an address such as https://map.example.org/threats")
        }
        return text
    }
}
