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
            Option(name: "--detail", value: "LEVELS", help: "how many levels below the zoom cells lie, 3 to 8 (5)"),
            Option(name: "--adaptive", value: "N", help: "divide cells only while all parts hold at least so many"),
            .output("the GeoJSON"),
        ] + Option.filters

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let layerName = try arguments.required("--layer")
        guard ["cells", "clusters"].contains(layerName) else {
            throw UsageError.badValue("--layer", layerName, "cells or clusters")
        }
        let box = try arguments["--bbox"].map(MapArguments.box) ?? .world
        let zoom = try MapArguments.zoom(arguments)
        let renderer = try MapArguments.renderer(arguments)
        var detail = CellLayer.Detail()
        detail.levels = try arguments.integer("--detail", in: CellLayer.Detail.range, or: detail.levels)
        if arguments["--adaptive"] != nil { detail.adaptive = try arguments.integer("--adaptive", in: 2...1_000_000) }
        let filter = try MapArguments.filter(arguments, renderer.dataset.catalogue)
        let text =
            layerName == "clusters"
            ? clusters(renderer, filter, box, zoom) : cells(CellLayer(renderer, filter, detail), box, zoom)
        try Output.write(text, to: arguments["-o"])
        return .done
    }

    private static func cells(_ layer: CellLayer, _ box: BoundingBox, _ zoom: Zoom) -> [UInt8] {
        layer.json(of: layer.cells(in: box, zoom: zoom))
    }

    private static func clusters(
        _ renderer: MapRenderer, _ filter: ReportFilter, _ box: BoundingBox, _ zoom: Zoom
    ) -> [UInt8] {
        let layer = ClusterLayer(renderer, filter)
        let (clusters, isWhole) = layer.clusters(in: box, zoom: zoom)
        return layer.json(of: clusters, isWhole: isWhole)
    }
}
