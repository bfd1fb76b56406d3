import Boundaries
import Foundation
import PrintSheet
import Reports
import WebMercator

/// Reads the parameters of a printed sheet, whoever wrote them: a query or a command line.
struct SheetParameters {
    private let text: (String) -> String?

    init(_ text: @escaping (String) -> String?) {
        self.text = text
    }

    /// The scales that a map may have, by their denominators.
    static let scales = 100.0...500_000_000

    /// The most pixels on a side of a page: cairo draws no wider pictures.
    private static let mostPixels = 32_767

    /// The most characters of a line.
    private static let longestLine = 500

    // MARK: Paper

    /// Paper, margins and resolution.
    func layout() throws(SheetRequestError) -> SheetLayout {
        let name = text("paper") ?? "A4"
        guard let upright = Paper(name) else {
            throw SheetRequestError("paper", "\"\(name)\" is no paper; write \(Paper.writtenForm)")
        }
        let paper = try flag("landscape") ?? false ? upright.landscape : upright
        let margin = try number("margin", in: 0...100, "millimetres") ?? 10
        guard let layout = SheetLayout(paper: paper, resolution: try resolution(), margin: margin) else {
            throw SheetRequestError(
                "margin", "margins of \(Legend.label(margin)) mm leave no room for a map on \(name)")
        }
        let (width, height) = layout.pageSize
        guard max(width, height) <= Self.mostPixels else {
            throw SheetRequestError(
                "dpi", "the page would have \(max(width, height)) pixels on a side; \(Self.mostPixels) can be drawn")
        }
        return layout
    }

    private func resolution() throws(SheetRequestError) -> Resolution {
        guard let text = text("dpi") else { return .standard }
        let digits = text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
        guard let digits, let resolution = Resolution(digits) else {
            let range = Resolution.range
            throw SheetRequestError(
                "dpi",
                "\"\(text)\" is no resolution; it is a whole number of pixels per inch from \(range.lowerBound) to "
                    + "\(range.upperBound)")
        }
        return resolution
    }

    // MARK: Map

    /// The part of the world that fills the map's frame.
    func extent(_ layout: SheetLayout, _ area: BoundaryArea?) throws(SheetRequestError) -> MapExtent {
        switch (text("bbox"), text("center")) {
        case (let box?, nil):
            guard text("scale") == nil else {
                throw SheetRequestError(
                    "scale", "a box has the scale that fits; give a scale with center, not with bbox")
            }
            return try extent(box, layout)
        case (nil, let center?): return try extent(around: center, layout)
        case (nil, nil): return try extent(of: area, layout)
        case (_?, _?): throw SheetRequestError("center", "give either bbox or center, not both")
        }
    }

    private func extent(_ text: String, _ layout: SheetLayout) throws(SheetRequestError) -> MapExtent {
        guard let box = BoundingBox(text) else {
            throw SheetRequestError("bbox", "\"\(text)\" is not a box; write \(BoundingBox.writtenForm)")
        }
        guard box.west != box.east, box.south != box.north else {
            throw SheetRequestError("bbox", "\"\(text)\" has no size; its west and east, south and north must differ")
        }
        guard box.south < WebMercator.maximumLatitude, box.north > -WebMercator.maximumLatitude else {
            throw SheetRequestError("bbox", "\"\(text)\" lies beyond the map, which ends at 85.05 degrees")
        }
        guard let extent = MapExtent(fitting: box, in: layout.map) else {
            throw SheetRequestError(
                "bbox", "\"\(text)\" cannot be printed on this paper: the map would be wider or higher than the world")
        }
        return extent
    }

    private func extent(around text: String, _ layout: SheetLayout) throws(SheetRequestError) -> MapExtent {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard parts.count == 2, let longitude = parts[0], let latitude = parts[1],
            let center = GeographicCoordinate(longitude: longitude, latitude: latitude),
            abs(latitude) <= WebMercator.maximumLatitude
        else {
            throw SheetRequestError(
                "center",
                "\"\(text)\" is no place; write longitude,latitude in degrees, such as 15.23,52.73, the latitude within 85"
            )
        }
        guard let scale = try number("scale", in: Self.scales, "the scale's denominator") else {
            throw SheetRequestError(
                "scale", "a map around a center needs its scale, such as 25000 for 1 cm to 250 m")
        }
        guard let extent = MapExtent(around: center, scale: scale, in: layout.map) else {
            throw SheetRequestError(
                "scale", "at 1 : \(Legend.label(scale)) the map would be larger than the world; give a larger scale")
        }
        return extent
    }

    private func extent(of area: BoundaryArea?, _ layout: SheetLayout) throws(SheetRequestError) -> MapExtent {
        guard let area else {
            throw SheetRequestError("bbox", "what is the map to show? Give bbox, center with scale, or area")
        }
        guard text("scale") == nil else {
            throw SheetRequestError("scale", "an area has the scale that fits; give a scale with center")
        }
        guard let box = area.geometry.bounds?.padded, let extent = MapExtent(fitting: box, in: layout.map) else {
            throw SheetRequestError("area", "the area cannot be printed on this paper; give bbox")
        }
        return extent
    }

    // MARK: Words

    /// A line of text without what cannot be printed, or `nil` where it is not given or blank.
    func line(_ name: String) throws(SheetRequestError) -> String? {
        guard let text = text(name) else { return nil }
        guard text.unicodeScalars.count <= Self.longestLine else {
            throw SheetRequestError(name, "it has more than \(Self.longestLine) characters")
        }
        let plain = String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        let line = plain.split(separator: " ").joined(separator: " ")
        return line.isEmpty ? nil : line
    }

    /// The language; English without being asked.
    func language() throws(SheetRequestError) -> Language {
        guard let text = text("language") else { return .english }
        guard let language = Language(rawValue: text) else {
            let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
            throw SheetRequestError("language", "\"\(text)\" is not a language of this program; there are \(known)")
        }
        return language
    }

    /// `true` or `false`, or `nil` where it is not given.
    func flag(_ name: String) throws(SheetRequestError) -> Bool? {
        guard let text = text(name) else { return nil }
        guard let truth = Bool(text) else {
            throw SheetRequestError(name, "\"\(text)\" is neither true nor false")
        }
        return truth
    }

    private func number(
        _ name: String, in range: ClosedRange<Double>, _ what: String
    ) throws(SheetRequestError) -> Double? {
        guard let text = text(name) else { return nil }
        let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 }
        guard isPlain, let number = Double(text), range.contains(number) else {
            throw SheetRequestError(
                name,
                "\"\(text)\" is not a number from \(Legend.label(range.lowerBound)) to "
                    + "\(Legend.label(range.upperBound)) (\(what))")
        }
        return number
    }
}

extension BoundingBox {
    /// The box with a twentieth of its size around it, so that an outline does not lie on the frame.
    var padded: BoundingBox? {
        let (x, y) = ((east - west) / 20, (north - south) / 20)
        return BoundingBox(
            west: max(west - x, -180), south: max(south - y, -90), east: min(east + x, 180), north: min(north + y, 90))
    }
}
