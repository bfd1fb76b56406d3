import TileService
import WebMercator

/// `threatmap layer`: a GeoJSON layer.
enum LayerCommand: Command {
    static let name = "layer"
    static let summary = "write a GeoJSON layer of a box"
    static let operands = ""
    static let options =
        [.store, Option(name: "--layer", value: "NAME", help: "cells"), .box, .zoom, .output("the GeoJSON")]
        + Option.filters

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let layerName = try arguments.required("--layer")
        guard layerName == "cells" else { throw UsageError.badValue("--layer", layerName, "cells") }
        let box = try arguments["--bbox"].map(MapArguments.box) ?? .world
        let zoom = try MapArguments.zoom(arguments)
        let renderer = try MapArguments.renderer(arguments)
        let layer = CellLayer(renderer, try MapArguments.filter(arguments, renderer.dataset.catalogue))
        try Output.write(layer.json(of: layer.cells(in: box, zoom: zoom)), to: arguments["-o"])
        return .done
    }
}
