import JSONText
import WebMercator

/// A layer of vector tiles, as TileJSON 3.0.0 describes it (https://github.com/mapbox/tilejson-spec/tree/master/3.0.0).
struct VectorTileJSON {
    /// Its name, which is that of the layer in the tiles.
    var name: String
    /// What it shows, in a line.
    var title: String
    /// The address of its tiles.
    var tiles: String
    /// The first zoom with tiles.
    var firstZoom = Zoom.range.lowerBound
    /// The last zoom whose tiles clients need: beyond it they enlarge its tiles and lose nothing.
    var lastZoom = Zoom.range.upperBound
    /// The box around what the audience sees.
    var bounds: BoundingBox
    /// The fields of its features, and what they are.
    var fields: [(name: String, meaning: String)]

    /// The document.
    ///
    /// - Parameter sequence: The number of the state of the data.
    func json(sequence: Int64) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("tilejson", "3.0.0")
            json.member("name", name)
            json.member("description", title)
            json.member("scheme", "xyz")
            json.member("tiles") { $0.array([tiles]) { $0.string($1) } }
            json.member("minzoom", firstZoom)
            json.member("maxzoom", lastZoom)
            json.member("bounds") { json in
                json.array([bounds.west, bounds.south, bounds.east, bounds.north]) { $0.number($1, decimals: 6) }
            }
            json.member("version", "1.0.\(sequence)")
            json.member("vector_layers") { json in
                json.array([self]) { json, layer in
                    json.object { json in
                        json.member("id", layer.name)
                        json.member("description", layer.title)
                        json.member("minzoom", layer.firstZoom)
                        json.member("maxzoom", layer.lastZoom)
                        json.member("fields") { json in
                            json.object { json in
                                for field in layer.fields { json.member(field.name, field.meaning) }
                            }
                        }
                    }
                }
            }
        }
        return json.bytes
    }
}
