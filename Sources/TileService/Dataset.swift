import CellIndex
import Reports
import WebMercator

/// One immutable state of the data: what all parts of one answer are made from.
public struct Dataset: Sendable {
    /// What the reports can be.
    public let catalogue: Catalogue

    /// The indexed reports.
    public let snapshot: CellSnapshot

    /// The latitude, in degrees, that half of the reports lie north of; 0 without reports.
    public let medianLatitude: Double

    /// The box that holds all reports, or `nil` without any.
    public let bounds: BoundingBox?

    /// When this state came about, in seconds since 1970 UTC.
    public let updated: Int64

    /// The stamp of the store that this is a state of; empty without a store.
    public let stamp: String

    /// The areas by which reports can be counted.
    public let boundaries: BoundaryLayers

    /// Creates a state.
    public init(
        catalogue: Catalogue, snapshot: CellSnapshot, updated: Int64, stamp: String = "",
        boundaries: BoundaryLayers = .none
    ) {
        self.stamp = stamp
        self.boundaries = boundaries
        self.catalogue = catalogue
        self.snapshot = snapshot
        self.updated = updated
        medianLatitude = snapshot.medianLatitude ?? 0
        bounds = snapshot.bounds
    }

    /// The same data in another snapshot of it.
    func replacing(_ snapshot: CellSnapshot) -> Dataset {
        Dataset(self, snapshot)
    }

    /// A later state of the same store.
    ///
    /// - Parameter boundaries: The areas, where they have changed.
    func replacing(_ snapshot: CellSnapshot, updated: Int64, boundaries: BoundaryLayers? = nil) -> Dataset {
        Dataset(
            catalogue: catalogue, snapshot: snapshot, updated: updated, stamp: stamp,
            boundaries: boundaries ?? self.boundaries)
    }

    /// The same data with everything in the index's base.
    func compacted() throws(CellIndexError) -> Dataset {
        replacing(try snapshot.compacted())
    }

    private init(_ other: Dataset, _ snapshot: CellSnapshot) {
        catalogue = other.catalogue
        self.snapshot = snapshot
        medianLatitude = other.medianLatitude
        bounds = other.bounds
        (updated, stamp, boundaries) = (other.updated, other.stamp, other.boundaries)
    }

    /// The number of reports.
    public var reportCount: Int { snapshot.count }

    /// The level to whose cells the public sees places snapped, or `nil` where it sees them exactly.
    var publicSnapLevel: Level? { catalogue.publicLevel.map { Level(clamping: $0) } }

    /// The zoom at which the data fills a map of about 800 pixels.
    public var fittingZoom: Zoom { bounds?.fittingZoom ?? .world }
}

extension BoundingBox {
    /// The zoom at which the box fills a map of about 800 pixels.
    var fittingZoom: Zoom {
        let width = max(east - west, 1e-6) / 360
        let height = WebMercator.fractionSouth(latitude: south) - WebMercator.fractionSouth(latitude: north)
        var zoom = Zoom.world
        for next in Zoom.all where max(width, height) * 256 * next.tilesPerSideAsDouble <= 800 { zoom = next }
        return zoom
    }
}
