import CellIndex
import GeoJSON
import HTTPMessage
import JSONText
import Reports
import WebMercator

/// The layer `clusters`: reports that stand close together at a zoom as one point, their centroid, with counts.
///
/// Every report lies in one cluster of every zoom, and every cluster in one tile. For the public, protected reports stand in
/// the middle of the smallest cell in which they may be told apart, so that no cluster, and no difference between clusters,
/// holds too few of them.
public struct ClusterLayer: Sendable {
    let renderer: MapRenderer
    let protection: Protection
    private let query: ClusterQuery

    /// The most features of a tile, and of an answer that is made as a whole.
    public static let largest = CellLayer.largest

    /// The layer under a filter.
    public init(_ renderer: MapRenderer, _ filter: ReportFilter) {
        self.renderer = renderer
        protection = Protection(renderer, filter)
        let sources = protection.sources
        let privacy = ClusterPrivacy(protectedSources: sources.ordinals, minCount: sources.minimum)
        query = ClusterQuery(protection.filter, renderer.precision, protection.rule == nil ? .none : privacy)
    }

    /// The clusters of a tile.
    public func clusters(in tile: TileCoordinate) -> ClusterSelection {
        snapshot.clusters(in: tile.cell, tile.zoom, query)
    }

    /// The clusters whose points lie in a box, its edges included, up to ``largest`` of them and the rest of a tile; with
    /// whether that is all.
    public func clusters(in box: BoundingBox, zoom: Zoom) -> (selection: ClusterSelection, isWhole: Bool) {
        var found = ClusterSelection()
        for chunk in chunks(of: box, zoom) {
            if found.clusters.count > Self.largest { return (found, false) }
            var part = snapshot.clusters(in: chunk, zoom, query)
            if box != .world { part.keep { box.contains($0.place.geographic) } }
            found.append(part)
        }
        return (found, found.clusters.count <= Self.largest)
    }

    /// The cluster of an id, as answers give it: the quadkey of its first cell.
    public func cluster(_ id: String) -> Cluster? {
        Cell(quadkey: id).flatMap { snapshot.cluster($0, query) }
    }

    /// The clusters into which a cluster falls apart.
    public func children(of cluster: Cluster) -> ClusterSelection {
        snapshot.children(of: cluster, query)
    }

    /// A page of a cluster's reports that the audience may see as single ones, in an order that stays the same as long as the
    /// data does, and how many there are.
    func leaves(of cluster: Cluster, offset: Int, limit: Int) -> (page: [IndexedReport], matched: Int) {
        var single = query
        single.filter = PointFeatures(renderer).visible(query.filter)
        let page = snapshot.leaves(of: cluster, single, offset: offset, limit: limit)
        let matched = cluster.byKind.reduce(0) {
            $0 + (single.filter.sources?.contains(Int($1.kind.source)) ?? true ? $1.count : 0)
        }
        return (page, matched)
    }

    /// The layer's GeoJSON (RFC 7946).
    ///
    /// - Parameters:
    ///   - isWhole: Whether there are no more than these.
    ///   - since: As in ``CellLayer/json(of:since:)``.
    public func json(
        of selection: ClusterSelection, isWhole: Bool = true, since: (([UInt8]) -> Int64)? = nil
    ) -> [UInt8] {
        var collection = FeatureCollectionWriter()
        let properties = properties
        for cluster in selection.clusters.prefix(Self.largest) { collection.feature(cluster, properties) }
        return finish(&collection, matched: isWhole ? selection.clusters.count : nil, since: since)
    }

    /// The cells by which the clusters of a box are made, none of many reports; none where the box holds no cell.
    func chunks(of box: BoundingBox, _ zoom: Zoom) -> [Cell] {
        CellRange(box, level: Level(zoom))?.window.map { snapshot.clusterChunks(in: $0, zoom, query) } ?? []
    }

    /// The clusters of one of them.
    func clusters(of chunk: Cell, _ zoom: Zoom) -> [Cluster] { snapshot.clusters(in: chunk, zoom, query).clusters }

    /// What writes clusters' properties.
    var properties: ClusterProperties { ClusterProperties(renderer.dataset.catalogue, protection.sources) }

    /// Ends a collection of clusters with the members beside them.
    ///
    /// - Parameter matched: How many there are; `nil` where that is not known, but more than these.
    func finish(
        _ collection: inout FeatureCollectionWriter, matched: Int?, since: (([UInt8]) -> Int64)? = nil
    ) -> [UInt8] {
        let returned = collection.count
        return collection.finish { json in
            if let matched { json.member("numberMatched", matched) }
            json.member("numberReturned", returned)
            json.member("truncated", matched == nil)
            json.member("withheld", protection.tellable)
            let time = since?(json.bytes) ?? renderer.dataset.updated
            json.member("timeStamp", EventTime(instant: time, precision: .second).iso8601(.utc))
        }
    }

    private var snapshot: CellSnapshot { renderer.dataset.snapshot }
}

extension FeatureCollectionWriter {
    /// Adds a cluster.
    mutating func feature(_ cluster: Cluster, _ properties: ClusterProperties) {
        feature(id: cluster.id.quadkey, point: cluster.place.geographic) { properties.write(cluster, to: &$0) }
    }
}

/// Writes what a cluster holds as the properties of a feature.
struct ClusterProperties {
    private let breakdown: KindBreakdown

    init(_ catalogue: Catalogue, _ sources: ProtectedSources) {
        breakdown = KindBreakdown(catalogue, sources)
    }

    func write(_ cluster: Cluster, to properties: inout some FeatureProperties) {
        properties.property("count", cluster.count)
        // Of cells of some metres, reports per km² say nothing.
        if cluster.id.level.number <= 17 {
            let area = cluster.cells.reduce(0) { $0 + $1.groundArea }
            properties.property("density", Double(cluster.count) / area, decimals: 6)
        }
        properties.property("quadkey", cluster.id.quadkey)
        properties.property("level", cluster.id.level.number)
        writeKinds(cluster.byKind, of: cluster.count, to: &properties)
        if let zoom = cluster.expansionZoom {
            properties.property("expansionZoom", zoom.number)
        } else {
            properties.absent("expansionZoom")
        }
    }

    /// Writes by kind what a number of reports holds.
    func writeKinds(_ byKind: [KindCount], of count: Int, to properties: inout some FeatureProperties) {
        breakdown.write(breakdown.counts(byKind), of: count, to: &properties)
    }
}
