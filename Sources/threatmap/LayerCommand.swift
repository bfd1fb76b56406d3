import TileService
import WebMercator

/// `threatmap layer`: a GeoJSON layer.
enum LayerCommand: Command {
    static let name = "layer"
    static let summary = "write a GeoJSON layer of a box"
    static let operands = ""
    static let options =
        [
            .store, Option(name: "--layer", value: "NAME", help: "cells or areas"), .box, .zoom,
            Option(name: "--boundaries", value: "NAME", help: "for areas: which of the layers that boundaries list"),
            Option(name: "--detail", value: "LEVELS", help: "how many levels below the zoom cells lie, 3 to 8 (5)"),
            Option(name: "--adaptive", value: "N", help: "divide cells only while all parts hold at least so many"),
            .output("the GeoJSON"),
        ] + Option.filters

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let layerName = try arguments.required("--layer")
        if layerName == "areas" { return try writeAreas(arguments) }
        guard layerName == "cells" else { throw UsageError.badValue("--layer", layerName, "cells or areas") }
        let box = try arguments["--bbox"].map(MapArguments.box) ?? .world
        let zoom = try MapArguments.zoom(arguments)
        let renderer = try MapArguments.renderer(arguments)
        var detail = CellLayer.Detail()
        detail.levels = try arguments.integer("--detail", in: CellLayer.Detail.range, or: detail.levels)
        if arguments["--adaptive"] != nil { detail.adaptive = try arguments.integer("--adaptive", in: 2...1_000_000) }
        let layer = CellLayer(renderer, try MapArguments.filter(arguments, renderer.dataset), detail)
        try Output.write(layer.json(of: layer.cells(in: box, zoom: zoom)), to: arguments["-o"])
        return .done
    }

    /// Reports by areas, as GeoJSON, or as CSV where the output's name ends so.
    private static func writeAreas(_ arguments: Arguments) throws -> ExitCode {
        let renderer = try MapArguments.renderer(arguments)
        let layers = renderer.dataset.boundaries.layers
        let name =
            try arguments["--boundaries"] ?? (layers.count == 1 ? layers[0].name : arguments.required("--boundaries"))
        guard let boundaries = renderer.dataset.boundaries.layer(name) else {
            let known = layers.map(\.name).joined(separator: ", ")
            throw UsageError.badValue("--boundaries", name, layers.isEmpty ? "added first" : "one of \(known)")
        }
        let layer = AreaLayer(renderer, try MapArguments.filter(arguments, renderer.dataset), boundaries)
        let isTable = arguments["-o"]?.hasSuffix(".csv") == true
        try Output.write(isTable ? layer.csv().text : layer.json(withGeometry: true), to: arguments["-o"])
        return .done
    }
}
