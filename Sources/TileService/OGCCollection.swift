import CellIndex
import JSONText
import Reports
import WebMercator

/// A collection of OGC API - Features. Every layer of areas is one, so that programs that list collections find them all.
enum OGCCollection {
    case reports, cells
    case areas(BoundaryLayer)

    /// What there is, in the order of lists.
    static func all(_ dataset: Dataset) -> [OGCCollection] {
        [.reports, .cells] + dataset.boundaries.layers.map(Self.areas)
    }

    /// The collection's name in addresses: letters, digits, dots, hyphens and underscores.
    var id: String {
        switch self {
        case .reports: "reports"
        case .cells: "cells"
        case .areas(let layer): "areas-\(layer.name)"
        }
    }

    /// The collection's own parameters, beside those of all.
    var parameters: [String] {
        switch self {
        case .reports: ["since"]
        case .cells: ["zoom", "detail", "adaptive"]
        case .areas: []
        }
    }

    var title: String {
        switch self {
        case .reports: "Reports"
        case .cells: "Cells"
        case .areas(let layer): "Areas: \(layer.name)"
        }
    }

    func description(_ renderer: MapRenderer) -> String {
        switch self {
        case .reports where renderer.audience == .public:
            "Single reports of sources with public pins, where the public sees them"
                + (renderer.precision.snapLevel.map { ": at the middle of their cell of level \($0.number)" } ?? "")
        case .reports: "Single reports at their exact places"
        case .cells: "Reports per cell of the quadtree"
        case .areas(let layer): "Reports per area, of \(layer.areas.count) areas"
        }
    }

    /// The box around the features.
    private func bounds(_ renderer: MapRenderer) -> BoundingBox {
        switch self {
        case .reports, .cells: renderer.bounds ?? .world
        case .areas(let layer): layer.bounds ?? .world
        }
    }

    /// Writes the collection's description into the object that is open.
    func write(to json: inout JSONWriter, _ renderer: MapRenderer, _ links: OGCLinks) {
        json.member("id", id)
        json.member("title", title)
        json.member("description", description(renderer))
        links.write(to: &json)
        json.member("extent") { json in
            json.object { json in
                json.member("spatial") { json in
                    json.object { json in
                        json.member("bbox") { json in
                            let box = bounds(renderer)
                            json.array([[box.west, box.south, box.east, box.north]]) { json, edges in
                                json.array(edges) { $0.number($1, decimals: 7) }
                            }
                        }
                        json.member("crs", OGCQuery.crs84)
                    }
                }
                json.member("temporal") { json in
                    json.object { json in
                        json.member("interval") { json in json.array([Self.interval(renderer)], Self.write) }
                        json.member("trs", "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian")
                    }
                }
            }
        }
        json.member("itemType", "feature")
        json.member("crs") { json in json.array([OGCQuery.crs84]) { $0.string($1) } }
    }

    /// The time of the reports that the audience sees as single ones: what cells and areas tell of time would else be a
    /// single report's where there is one.
    private static func interval(_ renderer: MapRenderer) -> [Int64?] {
        let filter = PointFeatures(renderer).visible(ReportFilter())
        guard let instants = renderer.dataset.snapshot.instants(filter) else { return [nil, nil] }
        return [instants.lowerBound, instants.upperBound]
    }

    private static func write(_ json: inout JSONWriter, _ interval: [Int64?]) {
        json.array(interval) { json, instant in
            if let instant { json.string(EventTime.iso8601(second: instant)) } else { json.null() }
        }
    }
}
