import Foundation
import HTTPMessage
import HTTPServer
import JSONText
import TileService

/// What an operator can set for `serve` beyond the options of its command line: a JSON file in which an unknown key is
/// an error.
struct ServiceConfiguration: Equatable {
    /// The address to listen on, where the command line names none.
    var host: String?

    /// The port to listen on, where the command line names none.
    var port: Int?

    /// The address under which clients reach the service, where the command line names none.
    var publicURL: String?

    /// What becomes of reports that citizens file.
    var filing = FilingSettings()

    /// What the server puts up with.
    var limits = HTTPServerLimits()

    /// The most bytes of rendered tiles that are kept.
    var tileCacheBytes = 64 << 20

    /// The most bytes of long layers that are kept in files, for byte ranges.
    var spooledBytes = 4 << 30

    /// How much is printed.
    var printing = PrintSettings()

    /// The map beneath the heat.
    var basemap: Basemap?

    /// The operator's own proxies.
    var trustedProxies = TrustedProxies()

    /// The defaults.
    init() {}

    /// Reads a configuration file.
    ///
    /// - Throws: `JSONFileError` that names file and key.
    init(path: String) throws(JSONFileError) {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw JSONFileError(file: path, path: "", problem: "cannot be read")
        }
        try self.init([UInt8](bytes), file: path)
    }

    /// Reads a configuration file's bytes.
    init(_ bytes: [UInt8], file: String) throws(JSONFileError) {
        let root = try JSONReader(bytes, file: file)
        try root.allowKeys([
            "host", "port", "publicUrl", "filing", "limits", "cache", "trustedProxies", "basemap", "print",
        ])
        host = try root["host"].value.map { _ throws(JSONFileError) in try root["host"].string() }
        port = try root["port"].value.map { _ throws(JSONFileError) in try root["port"].integer(in: 0...65_535) }
        publicURL = try root["publicUrl"].value.map { _ throws(JSONFileError) in try Self.address(root["publicUrl"]) }
        try readFiling(root["filing"])
        try readLimits(root["limits"])
        try readCache(root["cache"])
        try readProxies(root["trustedProxies"])
        try readBasemap(root["basemap"])
        try readPrint(root["print"])
    }
}

extension ServiceConfiguration {
    /// An address under which a service can be reached: a scheme, a host, perhaps a path, and no more.
    static func isPublicURL(_ text: String) -> Bool {
        guard let url = URL(string: text) else { return false }
        return (url.scheme == "http" || url.scheme == "https") && url.host != nil && url.query == nil
            && url.fragment == nil
    }

    private static func address(_ reader: JSONReader) throws(JSONFileError) -> String {
        let text = try reader.string()
        guard isPublicURL(text) else {
            throw reader.error("is \"\(text)\"; it must be an address such as https://map.example.org/threats")
        }
        return text
    }

    private mutating func readFiling(_ filing: JSONReader) throws(JSONFileError) {
        guard filing.value != nil else { return }
        try filing.allowKeys(["enabled", "perAddressPerDay"])
        if filing["enabled"].value != nil { self.filing.isEnabled = try filing["enabled"].boolean() }
        switch filing["perAddressPerDay"].value {
        case nil: break
        case .string("unlimited"): self.filing.perAddressPerDay = nil
        case .number(let number) where number >= 1 && number <= 1_000_000 && number == number.rounded():
            self.filing.perAddressPerDay = Int(number)
        case let value?:
            // 0 would leave open whether it means none or any number.
            throw filing["perAddressPerDay"].error(
                "is \(value.quoted); it must be a whole number from 1 to 1000000, or \"unlimited\". "
                    + "To take no reports, set filing.enabled to false")
        }
    }

    private mutating func readCache(_ cache: JSONReader) throws(JSONFileError) {
        guard cache.value != nil else { return }
        try cache.allowKeys(["tileBytes", "layerBytes"])
        if cache["tileBytes"].value != nil { tileCacheBytes = try cache["tileBytes"].integer(in: 0...1 << 40) }
        if cache["layerBytes"].value != nil { spooledBytes = try cache["layerBytes"].integer(in: 0...1 << 50) }
    }

    private mutating func readBasemap(_ reader: JSONReader) throws(JSONFileError) {
        guard reader.value != nil else { return }
        try reader.allowKeys(["url", "attribution", "maxZoom"])
        let url = try reader["url"].string()
        let isWeb = url.hasPrefix("https://") || url.hasPrefix("http://") || url.hasPrefix("/")
        guard isWeb, ["{z}", "{x}", "{y}"].allSatisfy(url.contains) else {
            throw reader["url"].error(
                "is \"\(url)\"; it must be an address such as https://tiles.example.org/{z}/{x}/{y}.png")
        }
        basemap = Basemap(url: url, attribution: try reader["attribution"].string())
        if reader["maxZoom"].value != nil { basemap?.maxZoom = try reader["maxZoom"].integer(in: 0...22) }
    }

    private mutating func readProxies(_ proxies: JSONReader) throws(JSONFileError) {
        guard proxies.value != nil else { return }
        trustedProxies = TrustedProxies(
            try proxies.array().map { entry throws(JSONFileError) in
                let text = try entry.string()
                guard let range = NetworkRange(text) else {
                    throw entry.error(
                        "is \"\(text)\"; it must be an address or a range such as 127.0.0.1 or 10.0.0.0/8")
                }
                return range
            })
    }
}
