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
            .store, Option(name: "--layer", value: "NAME", help: "cells or clusters"), .box, .zoom,
            .output("the GeoJSON"),
        ]
        + Option.filters

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let layerName = try arguments.required("--layer")
        guard ["cells", "clusters"].contains(layerName) else {
            throw UsageError.badValue("--layer", layerName, "cells or clusters")
        }
        let box = try arguments["--bbox"].map(MapArguments.box) ?? .world
        let zoom = try MapArguments.zoom(arguments)
        let renderer = try MapArguments.renderer(arguments)
        let filter = try MapArguments.filter(arguments, renderer.dataset.catalogue)
        try Output.write(json(layerName, renderer, filter, box, zoom), to: arguments["-o"])
        return .done
    }

    private static func json(
        _ name: String, _ renderer: MapRenderer, _ filter: ReportFilter, _ box: BoundingBox, _ zoom: Zoom
    ) -> [UInt8] {
        guard name == "clusters" else {
            let layer = CellLayer(renderer, filter)
            return layer.json(of: layer.cells(in: box, zoom: zoom))
        }
        let layer = ClusterLayer(renderer, filter)
        let (clusters, isWhole) = layer.clusters(in: box, zoom: zoom)
        return layer.json(of: clusters, isWhole: isWhole)
    }
}
