/// Where the parts of a page stand.
public struct SheetLayout: Sendable {
    /// The paper.
    public let paper: Paper

    /// The pixels per inch of surface and raster output.
    public let resolution: Resolution

    /// The map's frame, its edges on whole pixels.
    public let map: PaperRectangle

    /// The space between the paper's edge and what is printed, in millimetres.
    public let margin: Double

    /// Lays out a page; `nil` where the margins leave no room for a map.
    ///
    /// - Parameter margin: In millimetres, 0 to 100.
    public init?(paper: Paper, resolution: Resolution = .standard, margin: Double = 10) {
        guard (0...100).contains(margin) else { return nil }
        func snapped(_ millimetres: Double) -> Double {
            resolution.millimetres(resolution.pixels(millimetres).rounded(.down))
        }
        let legendWidth = 62.0
        let x = snapped(margin), y = snapped(margin + 20)
        let width = snapped(paper.width - 2 * margin - legendWidth - 6)
        let height = snapped(paper.height - 2 * margin - 20 - 12)
        guard width >= 20, height >= 20 else { return nil }
        (self.paper, self.resolution, self.margin) = (paper, resolution, margin)
        map = PaperRectangle(x: x, y: y, width: width, height: height)
    }

    /// The pixels of the map's surface.
    public var surfaceSize: (width: Int, height: Int) {
        (Int(resolution.pixels(map.width).rounded()), Int(resolution.pixels(map.height).rounded()))
    }
}
