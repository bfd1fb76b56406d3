import Boundaries
import Foundation
import PrintSheet
import Rendering
import Reports
import WebMercator

/// What is to be printed: paper, part of the world, style, filter, words. Whatever is in it can be drawn.
public struct SheetRequest: Sendable {
    /// Paper, margins and resolution.
    public let layout: SheetLayout

    /// The part of the world that the map shows.
    public internal(set) var extent: MapExtent

    /// How densities become colours.
    public let style: Style

    /// Which reports are shown.
    public let filter: ReportFilter

    /// The reports of the period that the filter's is compared with, where the style shows a difference.
    public let compared: ReportFilter?

    /// The title, or `nil` for one made from the filter.
    public internal(set) var title: String?

    /// The line below it, or `nil` for one made from the filter.
    public let subtitle: String?

    /// The language of all words.
    public let language: Language

    /// Whether meridians and parallels are drawn across the map.
    public let hasGraticule: Bool

    /// Lines and areas over the surface, the first lowest.
    public var overlays: [Overlay] = []

    /// Whether the names of towns stand on the map.
    public let hasPlaceNames: Bool

    /// The raster beneath the surface.
    public var basemap: (any BasemapImage)?

    /// What is said in the imprint about what lies beneath and above, such as `© OpenStreetMap contributors`.
    public var attributions: [String] = []

    /// The parameters that ``init(_:style:filter:against:area:)`` reads. All but one of `bbox`, `center` and an area can be left out.
    public static let parameterNames = [
        "bbox", "center", "scale", "paper", "landscape", "margin", "dpi", "title", "subtitle", "language", "graticule",
        "places",
    ]

    /// Reads a request.
    ///
    /// - Parameters:
    ///   - text: The value of a parameter of ``parameterNames``, or `nil` where it is not given.
    ///   - compared: The filter of the compared period, as ``Comparison`` gives it for the style.
    ///   - area: The area that the filter chooses: where neither `bbox` nor `center` is given, it is what the map shows.
    public init(
        _ text: @escaping (String) -> String?, style: Style, filter: ReportFilter,
        against compared: ReportFilter? = nil,
        area: BoundaryArea? = nil
    ) throws(SheetRequestError) {
        let reader = SheetParameters(text)
        layout = try reader.layout()
        extent = try reader.extent(layout, area)
        title = try reader.line("title")
        subtitle = try reader.line("subtitle")
        language = try reader.language()
        hasGraticule = try reader.flag("graticule") ?? false
        hasPlaceNames = try reader.flag("places") ?? true
        (self.style, self.filter, self.compared) = (style, filter, compared)
        if let area { overlays = [Overlay(outlineOf: area.geometry)] }
    }

    /// The pixels of the page as a raster.
    public var pixels: (width: Int, height: Int) { layout.pageSize }
}

extension Overlay {
    /// The outline of an area.
    init(outlineOf geometry: AreaGeometry) {
        self.init(
            lines: geometry.polygons.flatMap { $0 }, color: InkColor(red: 0.2, green: 0.22, blue: 0.26),
            strokeWidth: 0.35)
    }
}
