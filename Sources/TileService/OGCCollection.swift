import CellIndex
import JSONText
import Reports
import WebMercator

/// The collections of OGC API - Features.
enum OGCCollection: String, CaseIterable {
    case reports, cells

    /// The collection's own parameters, beside those of all.
    var parameters: [String] {
        switch self {
        case .reports: ["since"]
        case .cells: ["zoom", "detail", "adaptive"]
        }
    }

    var title: String {
        switch self {
        case .reports: "Reports"
        case .cells: "Cells"
        }
    }

    func description(_ renderer: MapRenderer) -> String {
        switch self {
        case .reports where renderer.audience == .public:
            "Single reports of sources with public pins, where the public sees them"
                + (renderer.precision.snapLevel.map { ": at the middle of their cell of level \($0.number)" } ?? "")
        case .reports: "Single reports at their exact places"
        case .cells: "Reports per cell of the quadtree"
        }
    }

    /// The reports of which the collection tells.
    func filter(_ renderer: MapRenderer) -> ReportFilter {
        switch self {
        case .reports: PointFeatures(renderer).visible(ReportFilter())
        // What a cell tells of time would be a single report's where there is one.
        case .cells: PointFeatures(renderer).visible(ReportFilter())
        }
    }

    /// Writes the collection's description into the object that is open.
    func write(to json: inout JSONWriter, _ renderer: MapRenderer, _ links: OGCLinks) {
        json.member("id", rawValue)
        json.member("title", title)
        json.member("description", description(renderer))
        links.write(to: &json)
        json.member("extent") { json in
            json.object { json in
                json.member("spatial") { json in
                    json.object { json in
                        json.member("bbox") { json in
                            let box = renderer.bounds ?? .world
                            json.array([[box.west, box.south, box.east, box.north]]) { json, edges in
                                json.array(edges) { $0.number($1, decimals: 7) }
                            }
                        }
                        json.member("crs", OGCQuery.crs84)
                    }
                }
                json.member("temporal") { json in
                    json.object { json in
                        json.member("interval") { json in json.array([interval(renderer)], Self.write) }
                        json.member("trs", "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian")
                    }
                }
            }
        }
        json.member("itemType", "feature")
        json.member("crs") { json in json.array([OGCQuery.crs84]) { $0.string($1) } }
    }

    private func interval(_ renderer: MapRenderer) -> [Int64?] {
        guard let instants = renderer.dataset.snapshot.instants(filter(renderer)) else { return [nil, nil] }
        return [instants.lowerBound, instants.upperBound]
    }

    private static func write(_ json: inout JSONWriter, _ interval: [Int64?]) {
        json.array(interval) { json, instant in
            if let instant { json.string(EventTime.iso8601(second: instant)) } else { json.null() }
        }
    }
}
