import ReportStore
import Reports
import TileService
import WebMercator

/// `threatmap layer`: a GeoJSON layer.
enum LayerCommand: Command {
    static let name = "layer"
    static let summary = "write a GeoJSON layer of a box"
    static let operands = ""
    static let options =
        [
            .store, Option(name: "--layer", value: "NAME", help: "cells, clusters, points or areas"), .box, .zoom,
            Option(name: "--boundaries", value: "NAME", help: "for areas: which of the layers that boundaries list"),
            Option(name: "--detail", value: "LEVELS", help: "how many levels below the zoom cells lie, 3 to 8 (5)"),
            Option(name: "--adaptive", value: "N", help: "divide cells only while all parts hold at least so many"),
            .output("the GeoJSON; of areas a table, where the name ends in .csv"),
        ] + Option.filters

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let name = try arguments.required("--layer")
        for option in ["--detail", "--adaptive"] where arguments[option] != nil && name != "cells" {
            throw UsageError.badValue(option, arguments[option] ?? "", "left out: only cells have it")
        }
        guard ["cells", "clusters", "points", "areas"].contains(name) else {
            throw UsageError.badValue("--layer", name, "cells, clusters, points or areas")
        }
        let box = try arguments["--bbox"].map(MapArguments.box) ?? .world
        let zoom = name == "areas" ? nil : try MapArguments.zoom(arguments)
        let renderer = try MapArguments.renderer(arguments)
        let filter = try MapArguments.filter(arguments, renderer.dataset)
        let layer =
            switch (name, zoom) {
            case ("cells", let zoom?): try cells(arguments, renderer, filter, box, zoom)
            case ("clusters", let zoom?): clusters(renderer, filter, box, zoom)
            case ("points", let zoom?): try points(arguments, renderer, filter, box, zoom)
            default: try areas(arguments, renderer, filter)
            }
        try Output.write(layer, to: arguments["-o"])
        return .done
    }

    private static func cells(
        _ arguments: Arguments, _ renderer: MapRenderer, _ filter: ReportFilter, _ box: BoundingBox, _ zoom: Zoom
    ) throws -> [UInt8] {
        var detail = CellLayer.Detail()
        detail.levels = try arguments.integer("--detail", in: CellLayer.Detail.range, or: detail.levels)
        if arguments["--adaptive"] != nil { detail.adaptive = try arguments.integer("--adaptive", in: 2...1_000_000) }
        let layer = CellLayer(renderer, filter, detail)
        return layer.json(of: layer.cells(in: box, zoom: zoom))
    }

    private static func clusters(
        _ renderer: MapRenderer, _ filter: ReportFilter, _ box: BoundingBox, _ zoom: Zoom
    ) -> [UInt8] {
        let layer = ClusterLayer(renderer, filter)
        let (clusters, isWhole) = layer.clusters(in: box, zoom: zoom)
        return layer.json(of: clusters, isWhole: isWhole)
    }

    /// Single reports at their exact places: whoever runs the command holds the store.
    private static func points(
        _ arguments: Arguments, _ renderer: MapRenderer, _ filter: ReportFilter, _ box: BoundingBox, _ zoom: Zoom
    ) throws -> [UInt8] {
        let store = try StoreFile.open(try arguments.required("--store"), readOnly: true)
        let layer = PointLayer(renderer, filter)
        let selection = layer.points(in: box, zoom: zoom)
        return layer.json(of: selection, try store.points(selection.ids))
    }

    /// Reports by areas, as GeoJSON, or as CSV where the output's name ends so.
    private static func areas(
        _ arguments: Arguments, _ renderer: MapRenderer, _ filter: ReportFilter
    ) throws -> [UInt8] {
        let layers = renderer.dataset.boundaries.layers
        let name =
            try arguments["--boundaries"] ?? (layers.count == 1 ? layers[0].name : arguments.required("--boundaries"))
        guard let boundaries = renderer.dataset.boundaries.layer(name) else {
            let known = layers.map(\.name).joined(separator: ", ")
            throw UsageError.badValue("--boundaries", name, layers.isEmpty ? "added first" : "one of \(known)")
        }
        let layer = AreaLayer(renderer, filter, boundaries)
        return arguments["-o"]?.hasSuffix(".csv") == true ? layer.csv().text : layer.json(withGeometry: true)
    }
}
