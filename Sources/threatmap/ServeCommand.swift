import Foundation
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
        Option.styles,
        Option(name: "--leaflet", value: "DIR", help: "where Leaflet's files are (/usr/share/javascript/leaflet)"),
    ]

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let path = try arguments.required("--store")
        let host = arguments["--host"] ?? "127.0.0.1"
        let port = UInt16(clamping: try arguments.integer("--port", in: 0...65_535, or: 8080))
        let publicURL = try arguments["--public-url"].map(checkedURL)
        let styles = try StyleFiles(arguments["--styles"])
        // Before any thread is made: all of them inherit the mask, and only `wait` below takes the signals.
        let signals = TerminationSignals()
        let started = Date()
        let dataset = try StoreIndexer(StoreFile.open(path, readOnly: true)).load()
        Console.error(
            "\(Console.grouped(dataset.reportCount)) reports indexed in "
                + "\(String(format: "%.2f", Date().timeIntervalSince(started))) s")
        let address = ServiceAddress(host: host, port: port, publicURL: publicURL)
        return try serve(address, path, dataset, styles, leaflet(arguments["--leaflet"]), signals)
    }

    private struct ServiceAddress {
        var host: String
        var port: UInt16
        var publicURL: String?
    }

    private static func serve(
        _ address: ServiceAddress, _ path: String, _ dataset: Dataset, _ styles: StyleFiles, _ leaflet: String?,
        _ signals: TerminationSignals
    ) throws -> ExitCode {
        let service = LateService()
        let configuration = HTTPServerConfiguration(host: address.host, port: address.port)
        let server = try HTTPServer(configuration: configuration) { service.respond(to: $0) }
        let shownHost = address.host.contains(":") ? "[\(address.host)]" : address.host
        let own = "http://\(shownHost):\(server.port)"
        let settings = TileService.Settings(publicURL: address.publicURL ?? own, leafletDirectory: leaflet)
        let tiles = TileService(dataset, styles: styles.styles, settings: settings)
        service.begin(tiles)
        let follower = StoreFollower(tiles, path: path) { Console.error("threatmap: \($0)") }
        follower.start()
        let watcher = StyleWatcher(styles, publish: tiles.update(styles:)) { Console.error("threatmap: \($0)") }
        watcher.start()
        Console.error("the map is at \(own)/ (Ctrl-C ends it)")
        signals.wait()
        watcher.stop()
        follower.stop()
        server.stop(drain: 4)
        return .done
    }

    private static func leaflet(_ directory: String?) -> String? {
        let directory = directory ?? "/usr/share/javascript/leaflet"
        return FileManager.default.isReadableFile(atPath: directory + "/leaflet.min.js") ? directory : nil
    }

    private static func checkedURL(_ text: String) throws -> String {
        guard let url = URL(string: text), url.scheme == "http" || url.scheme == "https", url.host != nil,
            url.query == nil, url.fragment == nil
        else {
            throw UsageError.badValue("--public-url", text, "an address such as https://map.example.org/threats")
        }
        return text
    }
}
