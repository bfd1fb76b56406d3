import CellIndex
import JSONText
import ReportStore
import Reports
import WebMercator

/// Single reports as an audience may see them (design, section 4: Privacy): the public sees those of sources with public
/// pins, in public statuses, at the middle of their cell of the public level, and never a text.
///
/// It does not hold the index, so that a long answer to a slow reader does not keep an old one in memory.
struct PointFeatures: Sendable {
    let catalogue: Catalogue
    private let audience: Audience
    private let precision: PlacePrecision
    private let categories: [String]
    private let statuses: [String]
    private let sources: [String]

    init(_ renderer: MapRenderer) {
        (catalogue, audience, precision) = (renderer.dataset.catalogue, renderer.audience, renderer.precision)
        categories = catalogue.categories.map(\.key)
        statuses = catalogue.statuses.map(\.key)
        sources = catalogue.sources.map(\.key)
    }

    /// A filter, less the reports that the audience may not see as single ones.
    func visible(_ filter: ReportFilter) -> ReportFilter {
        guard audience == .public else { return filter }
        let open = catalogue.sources.indices.filter { catalogue.sources[$0].publicPoints }
        return audience.visible(filter, catalogue, precision).restricted(toSources: Set(open))
    }

    /// Whether the audience may see a report as a single one.
    func isVisible(_ point: ReportPoint) -> Bool {
        audience == .operators || isPin(point) && isPublic(status: point.status)
    }

    /// Whether the audience may have seen a report as a single one, before a change or after it.
    func wasVisible(_ entry: ReportChanges.Entry) -> Bool {
        isVisible(entry.point) || isPin(entry.point) && entry.earlier.contains(where: isPublic)
    }

    private func isPin(_ point: ReportPoint) -> Bool {
        catalogue.sources[safe: Int(point.source)]?.publicPoints ?? false
    }

    private func isPublic(status: UInt8) -> Bool {
        catalogue.statuses[safe: Int(status)]?.isPublic ?? false
    }

    /// Where the audience sees a report.
    func place(_ point: ReportPoint) -> GeographicCoordinate {
        precision == .exact ? point.place : seen(point).geographic
    }

    /// Where the audience sees a report, in units of the world square.
    func seen(_ point: ReportPoint) -> WorldCoordinate {
        precision.seen(WorldCoordinate(point.place))
    }

    /// Whether a report passes a filter.
    func passes(_ point: ReportPoint, _ filter: ReportFilter) -> Bool {
        let time = point.occurred
        guard filter.categories?.contains(Int(point.category)) ?? true,
            filter.statuses?.contains(Int(point.status)) ?? true, filter.sources?.contains(Int(point.source)) ?? true,
            filter.from.map({ time.instant >= $0 }) ?? true, filter.to.map({ time.instant < $0 }) ?? true,
            filter.passes(place: seen(point))
        else { return false }
        guard filter.needsHourOfWeek else { return true }
        return time.precision >= .minute && filter.passes(hourOfWeek: catalogue.clock.hourOfWeek(at: time.instant))
    }

    /// Writes a report's properties.
    func writeProperties(of point: ReportPoint, to properties: inout some FeatureProperties) {
        properties.property("id", Int(point.id))
        properties.property("category", categories[safe: Int(point.category)] ?? "?")
        properties.property("status", statuses[safe: Int(point.status)] ?? "?")
        properties.property("source", sources[safe: Int(point.source)] ?? "?")
        properties.property("occurred", point.occurred.iso8601(catalogue.clock))
        properties.property("confirmations", point.confirmations)
    }

    /// Writes a report as a feature.
    ///
    /// - Parameter members: Writes members of the feature beside its properties.
    func write(_ point: ReportPoint, to json: inout JSONWriter, members: (inout JSONWriter) -> Void = { _ in }) {
        let place = place(point)
        json.object { json in
            json.member("type", "Feature")
            json.member("id", Int(point.id))
            json.member("geometry") { json in
                json.object { json in
                    json.member("type", "Point")
                    json.key("coordinates")
                    json.position(place.longitude, place.latitude)
                }
            }
            json.member("properties") { json in
                json.object { writeProperties(of: point, to: &$0) }
            }
            members(&json)
        }
    }
}
