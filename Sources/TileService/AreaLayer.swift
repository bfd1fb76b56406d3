import Boundaries
import CellIndex
import GeoJSON
import JSONText
import Reports
import WebMercator

/// The layer `areas`: reports by administrative areas that an operator has loaded.
///
/// Counts are exact; a report on a border that two areas share is in one of them. For the public, a report is where the
/// public sees it: in the area that holds the middle of its cell, and a protected one in that which holds the middle of the
/// smallest cell in which it may be told apart.
public struct AreaLayer {
    private let renderer: MapRenderer
    private let protection: Protection
    let layer: BoundaryLayer
    private let properties: AreaProperties

    /// The areas of a layer under a filter.
    public init(_ renderer: MapRenderer, _ filter: ReportFilter, _ layer: BoundaryLayer) {
        self.renderer = renderer
        self.layer = layer
        protection = Protection(renderer, filter)
        properties = AreaProperties(renderer.dataset.catalogue)
    }

    /// What the audience is told of each area, in the layer's order.
    var tallies: [KindTally] {
        tallies(in: layer.covers)
    }

    private func tallies(in covers: AreaCoverSet) -> [KindTally] {
        let (snapshot, catalogue) = (renderer.dataset.snapshot, renderer.dataset.catalogue)
        guard let rule = protection.rule else {
            return snapshot.counts(in: covers, protection.filter, renderer.precision).map {
                KindTally($0, protected: 0, catalogue)
            }
        }
        let open = snapshot.counts(in: covers, protection.openFilter(catalogue), renderer.precision)
        return zip(open, snapshot.counts(in: covers, rule, renderer.precision)).map {
            KindTally($0, protected: $1, catalogue)
        }
    }

    /// What the audience is told of one area, the same as among all.
    func tally(of number: Int) -> KindTally {
        let covers = AreaCoverSet([layer.covers.covers[number]])
        return tallies(in: covers).first ?? KindTally([:], protected: 0, renderer.dataset.catalogue)
    }

    /// The layer's GeoJSON (RFC 7946).
    ///
    /// - Parameters:
    ///   - box: Only areas that share ground with a box, which is nothing that is cut out of them.
    ///   - withGeometry: Whether the polygons are written; without them each geometry is `null`.
    ///   - since: Tells of the text so far since when it has been so; without it, since the data changed.
    public func json(in box: BoundingBox? = nil, withGeometry: Bool, since: (([UInt8]) -> Int64)? = nil) -> [UInt8] {
        let tallies = tallies
        var collection = FeatureCollectionWriter()
        for number in layer.numbers(in: box) {
            let area = layer.areas[number]
            collection.feature(id: area.id, polygons: withGeometry ? area.geometry.polygons : nil) { json in
                write(area, tallies[number], to: &json)
            }
        }
        let count = collection.count
        return collection.finish { json in
            json.member("numberMatched", count)
            json.member("numberReturned", count)
            json.member("truncated", false)
            writeWithheld(tallies, to: &json)
            let time = since?(json.bytes) ?? renderer.dataset.updated
            json.member("timeStamp", EventTime(instant: time, precision: .second).iso8601(.utc))
        }
    }

    /// Writes an area's properties.
    func write(_ area: BoundaryArea, _ tally: KindTally, to feature: inout some FeatureProperties) {
        feature.property("id", area.id)
        if let name = area.name { feature.property("name", name) } else { feature.absent("name") }
        feature.property("layer", layer.name)
        properties.write(tally, groundArea: area.groundArea, population: area.population, to: &feature)
    }

    /// Writes what is missing, in sum of the whole layer: of one area, or of some, it would tell how many there are.
    func writeWithheld(_ tallies: [KindTally], to json: inout JSONWriter) {
        let sources = protection.sources
        let sums = [
            ("withheld", withheld(tallies)),
            ("withheldByCategory", sources.tellable(tallies.reduce(0) { $0 + $1.withheldByCategory })),
            ("withheldByStatus", sources.tellable(tallies.reduce(0) { $0 + $1.withheldByStatus })),
        ]
        for (name, sum) in sums where sum > 0 { json.member(name, sum) }
    }

    /// The protected reports that the layer leaves out.
    func withheld(_ tallies: [KindTally]) -> Int {
        // Few protected reports in the whole world are left out before areas are looked at.
        protection.tellable
    }

    /// The layer as a table (RFC 4180) with a header, and the number of protected reports that it leaves out.
    ///
    /// - Parameter box: As in ``json(in:withGeometry:since:)``.
    public func csv(in box: BoundingBox? = nil) -> (text: [UInt8], withheld: Int) {
        let tallies = tallies
        return (table(of: layer.numbers(in: box)[...], tallies), withheld(tallies))
    }

    /// Some areas as a table. Behind what they are come a column a category and a column a status, of those that can occur.
    func table(of numbers: ArraySlice<Int>, _ tallies: [KindTally]) -> [UInt8] {
        let catalogue = renderer.dataset.catalogue
        let categories = catalogue.categories.indices.filter { catalogue.categories[$0].successor == $0 }
        let statuses = catalogue.statuses.indices.filter {
            renderer.audience == .operators || catalogue.statuses[$0].isPublic
        }
        var header = ["layer", "id", "name", "count", "density", "population", "ratePer1000", "topCategory"]
        header += categories.map { "category." + catalogue.categories[$0].key }
        header += statuses.map { "status." + catalogue.statuses[$0].key }
        var table = TableText(header)
        for number in numbers {
            let (area, tally) = (layer.areas[number], tallies[number])
            let density = AreaProperties.density(tally.count, area.groundArea)
            let rate = AreaProperties.rate(tally.count, area.population)
            var row = [layer.name, area.id, area.name ?? "", String(tally.count)]
            row += [
                TableText.number(density, decimals: 6), area.population.map { String($0) } ?? "",
                rate.map { TableText.number($0, decimals: 6) } ?? "",
                tally.topCategory.map { catalogue.categories[$0].key } ?? "",
            ]
            row += categories.map { String(tally.byCategory[$0]) } + statuses.map { String(tally.byStatus[$0]) }
            table.add(row)
        }
        return table.bytes
    }

    /// The counts of one polygon, for those who see everything.
    static func json(of geometry: AreaGeometry, _ cover: AreaCover, _ renderer: MapRenderer, _ filter: ReportFilter)
        -> [UInt8]
    {
        let protection = Protection(renderer, filter)
        let covers = AreaCoverSet([cover])
        let counts = renderer.dataset.snapshot.counts(in: covers, protection.filter, renderer.precision)
        let tally = KindTally(counts.first ?? [:], protected: 0, renderer.dataset.catalogue)
        var json = JSONWriter()
        json.object { json in
            json.key("squareKilometres")
            json.number(geometry.groundArea, decimals: 6)
            AreaProperties(renderer.dataset.catalogue).write(
                tally, groundArea: geometry.groundArea, population: nil, to: &json)
        }
        return json.bytes
    }
}
