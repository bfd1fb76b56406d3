import HTTPMessage
import ReportStore

extension TileService {
    /// What does not change while the service runs.
    public struct Settings: Sendable {
        /// The address under which clients reach the service, without a slash at its end; links are built from it, never
        /// from a request's `Host`.
        public var publicURL: String

        /// What clients without a key see.
        public var audience: Audience

        /// The directory of Leaflet's files, or `nil` to send browsers to a public copy.
        public var leafletDirectory: String?

        /// The map beneath the heat, or `nil` for a plain grid.
        public var basemap: Basemap?

        /// The most bytes of rendered tiles that are kept.
        public var tileCacheBytes: Int = 64 << 20

        /// The most bytes of long layers that are kept in files, for clients that read them in byte ranges.
        public var spooledBytes: Int = 4 << 30

        /// The most features of an answer that is made as a whole, with its length; longer ones are made while they are sent.
        public var wholeFeatures = 50_000

        /// The operator's own proxies, which are believed when they say whose request they pass on.
        public var trustedProxies = TrustedProxies()

        /// What becomes of reports that citizens file.
        public var filing = FilingSettings()

        /// How much is printed.
        public var printing = PrintSettings()

        /// Looks up the key of a request's `Authorization: Bearer KEY`: `nil` where it is not known or was revoked, an
        /// error where the store cannot tell. It is asked on many threads at once, and at each request, so that a
        /// revoked key ends with the next. Without it, no key is known.
        public var authenticate: @Sendable (String) throws -> AccessKey? = { _ in nil }

        /// The store, for single reports and for writing; without it there are only maps.
        public var store: StoreAccess?

        /// What the server in front of the service is doing, for the metrics; `nil` without one.
        public var server: @Sendable () -> ServerFigures? = { nil }

        /// Creates settings.
        public init(publicURL: String, audience: Audience = .public, leafletDirectory: String? = nil) {
            self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
            self.audience = audience
            self.leafletDirectory = leafletDirectory
        }
    }
}

/// What becomes of reports that citizens file.
public struct FilingSettings: Sendable, Equatable {
    /// Whether citizens can file reports at all.
    public var isEnabled = true

    /// How many reports one address may file a day, at least 1; `nil` for any number. KMZB allows one.
    public var perAddressPerDay: Int? = 1

    /// Creates the default settings.
    public init() {}
}

/// What the server in front of the service is doing and has turned away.
public struct ServerFigures: Sendable, Equatable {
    /// Connections that are open.
    public var connections = 0

    /// Answers that are being made while they are sent.
    public var streams = 0

    /// Connections that were turned away since the start.
    public var refusedConnections = 0

    /// Requests that were turned away since the start, without the service being asked.
    public var refusedRequests = 0

    /// Creates figures of a server that does nothing.
    public init() {}
}
