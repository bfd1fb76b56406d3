import Foundation
import MBTiles
import PrintSheet
import Rendering
import Reports
import TileService
import WebMercator

/// `threatmap print`: a sheet of paper.
enum PrintCommand: Command {
    static let name = "print"
    static let summary = "print a heatmap as PDF or PNG, with legend, scale and source"
    static let operands = ""
    static let options =
        [
            .store, .style, .styles, .box,
            AtlasPrinting.option,
            Option(name: "--center", value: "LON,LAT", help: "the map's middle, with --scale in place of --bbox"),
            Option(name: "--scale", value: "N", help: "the scale's denominator: at 25000, 1 cm is 250 m"),
            Option(name: "--paper", value: "SIZE", help: "A4 (the default) to A0, or millimetres such as 300x420"),
            Option(name: "--landscape", value: nil, help: "the paper lies on its long side"),
            Option(name: "--margin", value: "MM", help: "the paper's margins in millimetres (10)"),
            Option(name: "--dpi", value: "N", help: "pixels per inch, 72 to 600 (300)"),
            Option(name: "--title", value: "TEXT", help: "the title, in place of one made from the filter"),
            Option(name: "--subtitle", value: "TEXT", help: "the line below the title"),
            Option(name: "--language", value: "LANG", help: "en (the default) or pl"),
            Option(name: "--graticule", value: nil, help: "draw meridians and parallels across the map"),
            Option(
                name: "--overlay", value: "FILE",
                help: "lines and outlines over the map, from GeoJSON; any number of them",
                isRepeatable: true),
            Option(
                name: "--stroke", value: "STROKE", help: "how an overlay's lines are drawn: #3a3f47,0.4,dashed (mm)",
                isRepeatable: true),
            Option(name: "--basemap", value: "FILE", help: "an MBTiles file of PNG tiles beneath the heat"),
            Option(name: "--no-places", value: nil, help: "without the names of towns"),
            Option(
                name: "--public", value: nil, help: "show what the public may see: places as squares, fewer statuses"),
            Option(name: "--world-file", value: nil, help: "beside a PNG write its .pgw and .prj, for GIS programs"),
            Option(name: "-o", value: "FILE", help: "where to write the sheet: FILE.pdf or FILE.png"),
        ] + Option.filters + Option.comparison

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let path = try arguments.required("-o")
        let format = try format(path)
        if arguments.has("--world-file"), format != .png {
            throw UsageError.badValue("-o", path, "a name that ends in .png where --world-file is asked for")
        }
        let style = try MapArguments.style(arguments)
        let renderer = try MapArguments.renderer(arguments, audience: arguments.has("--public") ? .public : .operators)
        let atlas = try arguments["--atlas"].map { try AtlasPrinting.layer($0, renderer.dataset.boundaries) }
        if atlas != nil, format != .pdf {
            throw UsageError.badValue("-o", path, "a name that ends in .pdf: an atlas has many pages")
        }
        let overlays = try PrintOverlays.read(arguments)
        let basemap = try arguments["--basemap"].map { try MBTilesFile(path: $0) }
        var request = try request(arguments, renderer, style, atlas)
        request.overlays = overlays + request.overlays
        var maker = SheetMaker(renderer, request)
        if let basemap {
            request.basemap = PrintBasemap(basemap, nominal: maker.zoom)
            request.attributions += [basemap.attribution].compactMap(\.self)
            maker = SheetMaker(renderer, request)
        }
        if let atlas {
            try AtlasPrinting.write(renderer, request, atlas, to: path)
            return .done
        }
        try write(maker, format, to: path)
        if arguments.has("--world-file") { try writePosition(maker.pagePosition, beside: path) }
        return .done
    }

    private static func format(_ path: String) throws -> SheetFormat {
        let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard let format = SheetFormat(rawValue: ending), path.contains(".") else {
            throw UsageError.badValue("-o", path, "a name that ends in .pdf or .png")
        }
        return format
    }

    private static func request(
        _ arguments: Arguments, _ renderer: MapRenderer, _ style: Style, _ atlas: BoundaryLayer?
    ) throws -> SheetRequest {
        let filter = try MapArguments.filter(arguments, renderer.dataset)
        let compared = try MapArguments.compared(arguments, style, filter, renderer.dataset.catalogue)
        do {
            return try SheetRequest(
                { name in
                    let isOverview = name == "bbox" && arguments["--bbox"] == nil && arguments["--center"] == nil
                    return isOverview ? atlas.flatMap(AtlasPrinting.box) : parameter(name, arguments)
                },
                style: style, filter: filter, against: compared, area: renderer.area(of: filter))
        } catch {
            throw UsageError.badFilter("--" + error.parameter, error.problem)
        }
    }

    /// An option's value as a query would have it.
    private static func parameter(_ name: String, _ arguments: Arguments) -> String? {
        switch name {
        case "landscape", "graticule": arguments.has("--" + name) ? "true" : nil
        case "places": arguments.has("--no-places") ? "false" : nil
        default: arguments["--" + name]
        }
    }

    /// Written beside its place and then renamed: an error leaves nothing behind.
    private static func write(_ maker: SheetMaker, _ format: SheetFormat, to path: String) throws {
        let file = try OutputFile(path)
        let progress = SheetProgress(rows: maker.request.pixels.height)
        defer { progress.clear() }
        try maker.write(format, onProgress: progress.show) { try file.write($0) }
        try file.finish()
    }

    private static func writePosition(_ position: MapPosition, beside path: String) throws {
        let base = String(path.dropLast(4))
        try Output.write(Array(position.worldFile.utf8), to: base + ".pgw")
        try Output.write(Array(MapPosition.projectionFile.utf8), to: base + ".prj")
    }
}
