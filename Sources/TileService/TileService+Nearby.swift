import CellIndex
import Foundation
import HTTPMessage
import JSONText
import ReportStore
import Reports
import WebMercator

extension TileService {
    /// What counts as the same threat.
    private static let nearby = (metres: 250.0, days: Int64(30), most: 20)

    /// `GET /reports/nearby?lon=&lat=&category=`: the same threat within 250 m and 30 days, nearest first, to be seconded
    /// instead of filed again.
    ///
    /// For the public a report is where the public sees it, also when its distance is measured: else one could find its
    /// exact place by asking from several sides.
    func nearbyReports(_ call: Call) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let catalogue = renderer.dataset.catalogue
        let names = ["lon", "lat", "category"]
        let parameters = call.request.query
        if let unknown = parameters.first(where: { !names.contains($0.name) }) {
            throw .badParameter(
                unknown.name,
                "\"\(unknown.name)\" is not a parameter of this resource; it takes \(names.joined(separator: ", "))")
        }
        let reader = try QueryReader(parameters, own: ["lon", "lat"], catalogue)
        let longitude = try reader.degrees("lon", in: GeographicCoordinate.longitudes)
        let latitude = try reader.degrees("lat", in: GeographicCoordinate.latitudes)
        guard let place = GeographicCoordinate(longitude: longitude, latitude: latitude) else {
            throw .badParameter("lat", "is no place")
        }
        guard parameters.contains(where: { $0.name == "category" }) else {
            throw .badParameter("category", "\"category\" is missing; it is the category to be filed")
        }
        let found = try nearest(to: place, reader.filter, renderer)
        let distances = Dictionary(found.map { ($0.id, $0.metres) }) { first, _ in first }
        let document = document(for: call)
        let records = try read { try $0.records(found.map(\.id)) }.filter(document.isVisible)
        var json = JSONWriter()
        json.object { json in
            json.member("radius", Int(Self.nearby.metres))
            json.member("days", Int(Self.nearby.days))
            json.member("reports") { json in
                json.array(records) { json, record in
                    json.object { json in
                        document.write(record, to: &json)
                        json.member("distance", Int((distances[record.id] ?? 0).rounded()))
                    }
                }
            }
        }
        return self.json(json.bytes)
    }

    private func nearest(
        to place: GeographicCoordinate, _ filter: ReportFilter, _ renderer: MapRenderer
    ) throws(Problem) -> [(id: Int64, metres: Double)] {
        let catalogue = renderer.dataset.catalogue
        let box = place.surroundings(metres: Self.nearby.metres)
        guard let window = CellRange(box, level: Level(clamping: 20))?.window else { return [] }
        let earliest = Int64(Date().timeIntervalSince1970) - Self.nearby.days * 86_400
        let snapshot = renderer.dataset.snapshot
        let precision = renderer.precision
        let reports = snapshot.reports(in: precision.widened(window), renderer.visible(filter))
        var found: [(id: Int64, metres: Double)] = []
        for report in reports where report.instant >= earliest && isOpen(report.kind, renderer.audience, catalogue) {
            let metres = precision.seen(report.code.place).geographic.distance(to: place)
            if metres <= Self.nearby.metres { found.append((Int64(report.id), metres)) }
        }
        found.sort { ($0.metres, $0.id) < ($1.metres, $1.id) }
        return Array(found.prefix(Self.nearby.most))
    }

    /// Whether a report can be seconded: its life cycle goes on, and who asks may see it as a single one.
    private func isOpen(_ kind: ReportKind, _ audience: Audience, _ catalogue: Catalogue) -> Bool {
        let isPublic = catalogue.sources[safe: Int(kind.source)]?.publicPoints ?? false
        let isFinal = catalogue.statuses[safe: Int(kind.status)]?.isFinal ?? true
        return !isFinal && (isPublic || audience == .operators)
    }
}
