import TileService
import WebMercator

/// `threatmap layer`: a GeoJSON layer.
enum LayerCommand: Command {
    static let name = "layer"
    static let summary = "write a GeoJSON layer of a box"
    static let operands = ""
    static let options =
        [
            .store, Option(name: "--layer", value: "NAME", help: "cells"), .box, .zoom,
            Option(name: "--detail", value: "LEVELS", help: "how many levels below the zoom cells lie, 3 to 8 (5)"),
            Option(name: "--adaptive", value: "N", help: "divide cells only while all parts hold at least so many"),
            .output("the GeoJSON"),
        ] + Option.filters

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let layerName = try arguments.required("--layer")
        guard layerName == "cells" else { throw UsageError.badValue("--layer", layerName, "cells") }
        let box = try arguments["--bbox"].map(MapArguments.box) ?? .world
        let zoom = try MapArguments.zoom(arguments)
        let renderer = try MapArguments.renderer(arguments)
        var detail = CellLayer.Detail()
        detail.levels = try arguments.integer("--detail", in: CellLayer.Detail.range, or: detail.levels)
        if arguments["--adaptive"] != nil { detail.adaptive = try arguments.integer("--adaptive", in: 2...1_000_000) }
        let layer = CellLayer(renderer, try MapArguments.filter(arguments, renderer.dataset.catalogue), detail)
        try Output.write(layer.json(of: layer.cells(in: box, zoom: zoom)), to: arguments["-o"])
        return .done
    }
}
