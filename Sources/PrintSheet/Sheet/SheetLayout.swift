/// Where the parts of a page stand: the title at the top, the map, the legend beside it on wide paper and below it on high
/// paper, the imprint at the foot. Sizes grow gently with the paper, for a large sheet is read from further away.
public struct SheetLayout: Sendable, Hashable {
    /// The paper.
    public let paper: Paper

    /// The pixels per inch of surface and raster output.
    public let resolution: Resolution

    /// The map's frame, its edges on whole pixels.
    public let map: PaperRectangle

    /// The space between the paper's edge and what is printed, in millimetres.
    public let margin: Double

    /// What sizes are multiplied by: 1 on A4, 2 on A0.
    let scale: Double
    /// Title and subtitle.
    let head: PaperRectangle
    /// Legend, locator and scale bar.
    let legend: PaperRectangle
    /// Imprint and page number.
    let foot: PaperRectangle
    /// Whether the legend stands below the map.
    let isHigh: Bool

    /// The ground around the map where its coordinates stand, in millimetres.
    var frameWidth: Double { 4.4 * scale }

    /// All that may be printed on.
    var type: PaperRectangle {
        PaperRectangle(x: 0, y: 0, width: paper.width, height: paper.height).grown(-margin)
    }

    /// Lays out a page; `nil` where the margins leave no room for a map.
    ///
    /// - Parameter margin: In millimetres, 0 to 100.
    public init?(paper: Paper, resolution: Resolution = .standard, margin: Double = 10) {
        guard (0...100).contains(margin) else { return nil }
        let type = PaperRectangle(x: 0, y: 0, width: paper.width, height: paper.height).grown(-margin)
        let scale = min(max((min(paper.width, paper.height) / 210).squareRoot(), 0.7), 2.2)
        let isHigh = paper.width < 1.1 * paper.height
        let edge = 4.4 * scale
        let legendSize = isHigh ? min(62 * scale, 0.34 * type.height) : min(58 * scale, 0.36 * type.width)
        let (headHeight, footHeight) = (15.5 * scale, 9 * scale)
        let left = type.x + edge, top = type.y + headHeight + edge
        let right = isHigh ? type.right - edge : type.right - legendSize - 8 * scale - edge
        let bottom = type.bottom - footHeight - edge - (isHigh ? legendSize + 5 * scale : 0)
        func snapped(_ millimetres: Double) -> Double {
            resolution.millimetres(resolution.pixels(millimetres).rounded())
        }
        let map = PaperRectangle(
            x: snapped(left), y: snapped(top), width: snapped(right - left), height: snapped(bottom - top))
        guard map.width >= 20, map.height >= 20 else { return nil }
        (self.paper, self.resolution, self.margin, self.scale) = (paper, resolution, margin, scale)
        (self.map, self.isHigh) = (map, isHigh)
        let end = isHigh ? map.right : type.right
        head = PaperRectangle(x: map.x, y: type.y, width: end - map.x, height: headHeight)
        foot = PaperRectangle(x: map.x, y: type.bottom - footHeight, width: end - map.x, height: footHeight)
        legend =
            isHigh
            ? PaperRectangle(x: map.x, y: map.bottom + edge + 5 * scale, width: map.width, height: legendSize)
            : PaperRectangle(x: type.right - legendSize, y: map.y, width: legendSize, height: map.height)
    }

    /// The pixels of the map's surface.
    public var surfaceSize: (width: Int, height: Int) {
        (Int(resolution.pixels(map.width).rounded()), Int(resolution.pixels(map.height).rounded()))
    }

    /// The pixels of the page as a raster.
    public var pageSize: (width: Int, height: Int) {
        (Int(resolution.pixels(paper.width).rounded()), Int(resolution.pixels(paper.height).rounded()))
    }
}
