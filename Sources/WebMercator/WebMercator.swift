import Foundation

/// The Web Mercator projection (EPSG:3857) and its numbers.
///
/// The world is a square whose west edge is longitude -180° and whose north edge is ``maximumLatitude``. Formulas:
/// OGC 17-083r2 (Two Dimensional Tile Matrix Set), annex D, and EPSG Guidance Note 7-2, method 1024.
public enum WebMercator {
    /// The radius of the sphere, in metres: WGS 84's semi-major axis.
    public static let earthRadius = 6_378_137.0

    /// The side of the world square in projected metres, 40 075 016.69, which is also the length of the equator.
    public static let worldSide = 2 * Double.pi * earthRadius

    /// The latitude at which the world is a square, in degrees: atan(sinh π), about 85.0511.
    public static let maximumLatitude = 85.051_128_779_806_59

    /// The fraction of the world square's height that lies north of a latitude, 0...1.
    ///
    /// Latitudes beyond ±``maximumLatitude`` have no place on the square. The one rule for them, everywhere: they are
    /// clamped to its north or south edge, so a report from the pole is shown at the edge rather than lost.
    public static func fractionSouth(latitude: Double) -> Double {
        if latitude >= maximumLatitude { return 0 }
        if latitude <= -maximumLatitude { return 1 }
        let sine = sin(latitude * .pi / 180)
        return 0.5 - log((1 + sine) / (1 - sine)) / (4 * .pi)
    }

    /// The latitude, in degrees, at a fraction of the world square's height from its north edge: the inverse of
    /// ``fractionSouth(latitude:)``. Fractions outside 0...1 continue the formula towards the poles.
    public static func latitude(fractionSouth: Double) -> Double {
        atan(sinh(.pi * (1 - 2 * fractionSouth))) * 180 / .pi
    }

    /// The length on the ground, in metres, of one projected metre at a fraction of the square's height from its north
    /// edge: cos φ, which for a Mercator ordinate is 1 / cosh.
    public static func groundScale(fractionSouth: Double) -> Double {
        1 / cosh(.pi * (1 - 2 * fractionSouth))
    }

    /// Metres on the ground per pixel, at a latitude in degrees and a zoom, for tiles of `tileSize` pixels.
    ///
    /// 156 543.03 m at the equator at zoom 0 with 256 px, and cos φ times that elsewhere.
    public static func groundResolution(latitude: Double, zoom: Zoom, tileSize: Int = 256) -> Double {
        worldSide * groundScale(fractionSouth: fractionSouth(latitude: latitude))
            / (Double(max(tileSize, 1)) * zoom.tilesPerSideAsDouble)
    }
}

extension WebMercator {
    /// The sine of the latitude at a fraction of the square's height from its north edge, tanh of the Mercator ordinate:
    /// by it a band's area on the sphere is exact.
    static func sineOfLatitude(fractionSouth: Double) -> Double {
        tanh(.pi * (1 - 2 * fractionSouth))
    }
}
