import WebMercator

/// The radius of the kernel: so many metres on the ground, but never less than so many pixels, so that at low zooms a
/// place stays visible.
public struct Bandwidth: Sendable, Hashable {
    /// Metres on the ground.
    public let metres: Double

    /// The least radius in pixels of 256-pixel tiles.
    public let minPixels: Double

    /// Creates a bandwidth, or `nil` outside ``allowedMetres`` or ``allowedPixels``.
    public init?(metres: Double, minPixels: Double) {
        guard Self.allowedMetres.contains(metres), Self.allowedPixels.contains(minPixels) else { return nil }
        self.metres = metres
        self.minPixels = minPixels
    }

    /// The metres that are allowed.
    public static let allowedMetres = 1.0...1_000_000.0

    /// The least radii that are allowed, in pixels. Below two pixels a kernel is no longer a surface.
    public static let allowedPixels = 2.0...256.0

    /// The radius in metres on the ground where a pixel of a 256-pixel tile is so many metres wide.
    public func metres(atGroundResolution resolution: Double) -> Double {
        max(metres, minPixels * resolution)
    }

    /// The radius in metres on the ground at a latitude, in degrees, and a zoom.
    public func metres(latitude: Double, zoom: Zoom) -> Double {
        metres(atGroundResolution: WebMercator.groundResolution(latitude: latitude, zoom: zoom))
    }
}
