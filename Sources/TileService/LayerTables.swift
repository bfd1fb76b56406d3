import CellIndex
import WebMercator

/// A layer's answer as a table.
public struct LayerTable: Sendable {
    /// The text (RFC 4180), with a header.
    public var text: [UInt8]
    /// How many features there are, those included that are left out; `nil` where that is not known.
    public var matched: Int?
    /// How many reports are not told of.
    public var withheld: Int
}

extension CellLayer {
    /// The cells as a table: their keys, middles and edges in degrees, and what they hold.
    public func table(of selection: CellSelection) -> LayerTable {
        let cells = selection.cells.prefix(Self.largest)
        let total = cells.reduce(0) { $0 + $1.count }
        return table(of: cells, properties(ofTotal: total), selection)
    }

    func table(
        of cells: some Sequence<CellCount>, _ properties: CellProperties, _ selection: CellSelection
    ) -> LayerTable {
        var table = FeatureTable.ofCells()
        for cell in cells { table.row(cell, properties) }
        return LayerTable(text: table.csv, matched: selection.matched, withheld: selection.withheld)
    }
}

extension ClusterLayer {
    /// The clusters as a table: their keys, their places in degrees, and what they hold.
    public func table(of selection: ClusterSelection) -> LayerTable {
        let properties = properties
        var table = FeatureTable.ofClusters()
        for cluster in selection.clusters.prefix(Self.largest) { table.row(cluster, properties) }
        return LayerTable(
            text: table.csv, matched: selection.clusters.count, withheld: protection.tellable)
    }
}

extension FeatureTable {
    /// Starts a table of cells.
    static func ofCells() -> FeatureTable {
        FeatureTable([
            "quadkey", "level", "longitude", "latitude", "west", "south", "east", "north", "count", "density", "share",
            "topCategory",
        ])
    }

    /// Starts a table of clusters.
    static func ofClusters() -> FeatureTable {
        FeatureTable(["quadkey", "level", "longitude", "latitude", "count", "density", "expansionZoom"])
    }

    /// Adds a cluster.
    mutating func row(_ cluster: Cluster, _ properties: ClusterProperties) {
        startRow()
        place(cluster.place.geographic)
        properties.write(cluster, to: &self)
    }

    /// Adds a cell.
    mutating func row(_ cell: CellCount, _ properties: CellProperties) {
        let bounds = cell.cell.bounds
        startRow()
        place(bounds.middle)
        for (name, degrees) in [
            ("west", bounds.west), ("south", bounds.south), ("east", bounds.east), ("north", bounds.north),
        ] { property(name, degrees, decimals: 7) }
        properties.write(cell, to: &self)
    }

    /// Writes a place in degrees.
    fileprivate mutating func place(_ place: GeographicCoordinate) {
        property("longitude", place.longitude, decimals: 7)
        property("latitude", place.latitude, decimals: 7)
    }
}
