import WebMercator

/// The part of the Web Mercator world that a map shows, in fractions of the world square: x from 180° west eastwards, y
/// from its north edge southwards. A map across the antimeridian goes on beyond 1.
public struct MapExtent: Sendable, Hashable {
    /// The west edge, 0..<1.
    public let west: Double
    /// The north edge, 0..<1.
    public let north: Double
    /// The width, above 0 and at most 1.
    public let width: Double
    /// The height, above 0, such that the south edge is at most 1.
    public let height: Double

    /// The smallest extent that holds a box and has the shape of a map frame, its middle the box's; `nil` for a box of no
    /// width and no height, or one that would reach beyond the world.
    ///
    /// - Parameter frame: The map's rectangle on paper.
    public init?(fitting box: BoundingBox, in frame: PaperRectangle) {
        let west = (box.west + 180) / 360
        let east = (box.east + 180) / 360 + (box.crossesAntimeridian ? 1 : 0)
        let north = WebMercator.fractionSouth(latitude: box.north)
        let south = WebMercator.fractionSouth(latitude: box.south)
        let unit = max((east - west) / frame.width, (south - north) / frame.height)
        self.init(middleX: (west + east) / 2, middleY: (north + south) / 2, unit: unit, frame)
    }

    /// The extent around a place at a true scale: 1 mm of paper is `denominator` mm on the ground at the place's latitude;
    /// `nil` where it would reach beyond the world.
    public init?(around middle: GeographicCoordinate, scale denominator: Double, in frame: PaperRectangle) {
        let y = WebMercator.fractionSouth(latitude: middle.latitude)
        let unit = denominator / 1000 / (WebMercator.worldSide * WebMercator.groundScale(fractionSouth: y))
        self.init(middleX: (middle.longitude + 180) / 360, middleY: y, unit: unit, frame)
    }

    /// - Parameter unit: The fraction of the world that a millimetre of paper shows.
    private init?(middleX: Double, middleY: Double, unit: Double, _ frame: PaperRectangle) {
        let (width, height) = (unit * frame.width, unit * frame.height)
        guard unit > 1e-12, unit.isFinite, width <= 1, height <= 1 else { return nil }
        let x = middleX - width / 2
        west = x - x.rounded(.down)
        // A map that would reach beyond a pole is moved, not cut.
        north = min(max(middleY - height / 2, 0), 1 - height)
        (self.width, self.height) = (width, height)
    }

    /// The whole world square.
    static let world = MapExtent(west: 0, north: 0, width: 1, height: 1)

    private init(west: Double, north: Double, width: Double, height: Double) {
        (self.west, self.north, self.width, self.height) = (west, north, width, height)
    }

    /// The latitude of the map's middle, in degrees: where its scale is true.
    public var middleLatitude: Double { WebMercator.latitude(fractionSouth: north + height / 2) }

    /// The scale's denominator at the map's middle, for a frame of this extent's shape: 25000 where 1 cm is 250 m.
    public func scaleDenominator(in frame: PaperRectangle) -> Double {
        width * WebMercator.worldSide * WebMercator.groundScale(fractionSouth: north + height / 2) * 1000 / frame.width
    }

    /// Where a place lies in a frame, in millimetres of the page; also beyond the frame's edges. Of the copies of the world
    /// side by side it is the one nearest to the map's middle.
    public func position(_ place: GeographicCoordinate, in frame: PaperRectangle) -> (x: Double, y: Double) {
        var x = (place.longitude + 180) / 360 - west
        x -= (x - width / 2).rounded()
        let y = WebMercator.fractionSouth(latitude: place.latitude) - north
        return (frame.x + x / width * frame.width, frame.y + y / height * frame.height)
    }

    /// The box in degrees.
    public var box: BoundingBox? {
        func longitude(_ fraction: Double) -> Double { (fraction > 1 ? fraction - 1 : fraction) * 360 - 180 }
        return BoundingBox(
            west: longitude(west), south: WebMercator.latitude(fractionSouth: north + height),
            east: longitude(west + width), north: WebMercator.latitude(fractionSouth: north))
    }
}
