import JSONText

/// The map beneath the heat, from another service.
public struct Basemap: Sendable, Equatable {
    /// The address of its tiles, with `{z}`, `{x}` and `{y}` in it.
    public var url: String
    /// Whose it is, as HTML; its owner asks for it to be shown.
    public var attribution: String
    /// The deepest zoom that it has.
    public var maxZoom: Int

    /// Creates a base map.
    public init(url: String, attribution: String, maxZoom: Int = 19) {
        self.url = url
        self.attribution = attribution
        self.maxZoom = maxZoom
    }

    /// Writes it as TileJSON's member `basemap`, which the viewer reads.
    func write(to json: inout JSONWriter) {
        json.member("basemap") { json in
            json.object { json in
                json.member("url", url)
                json.member("attribution", attribution)
                json.member("maxzoom", maxZoom)
            }
        }
    }
}
