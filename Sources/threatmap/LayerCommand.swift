import ReportStore
import TileService
import WebMercator

/// `threatmap layer`: a GeoJSON layer.
enum LayerCommand: Command {
    static let name = "layer"
    static let summary = "write a GeoJSON layer of a box"
    static let operands = ""
    static let options =
        [
            .store, Option(name: "--layer", value: "NAME", help: "cells or points"), .box, .zoom,
            Option(name: "--detail", value: "LEVELS", help: "how many levels below the zoom cells lie, 3 to 8 (5)"),
            Option(name: "--adaptive", value: "N", help: "divide cells only while all parts hold at least so many"),
            .output("the GeoJSON"),
        ] + Option.filters

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let box = try arguments["--bbox"].map(MapArguments.box) ?? .world
        let zoom = try MapArguments.zoom(arguments)
        let layer =
            switch try arguments.required("--layer") {
            case "cells": try cells(arguments, box, zoom)
            case "points": try points(arguments, box, zoom)
            case let name: throw UsageError.badValue("--layer", name, "cells or points")
            }
        try Output.write(layer, to: arguments["-o"])
        return .done
    }

    private static func cells(_ arguments: Arguments, _ box: BoundingBox, _ zoom: Zoom) throws -> [UInt8] {
        let renderer = try MapArguments.renderer(arguments)
        var detail = CellLayer.Detail()
        detail.levels = try arguments.integer("--detail", in: CellLayer.Detail.range, or: detail.levels)
        if arguments["--adaptive"] != nil { detail.adaptive = try arguments.integer("--adaptive", in: 2...1_000_000) }
        let layer = CellLayer(renderer, try MapArguments.filter(arguments, renderer.dataset.catalogue), detail)
        return layer.json(of: layer.cells(in: box, zoom: zoom))
    }

    /// Single reports at their exact places: whoever runs the command holds the store.
    private static func points(_ arguments: Arguments, _ box: BoundingBox, _ zoom: Zoom) throws -> [UInt8] {
        for option in ["--detail", "--adaptive"] where arguments[option] != nil {
            throw UsageError.badValue(option, arguments[option] ?? "", "left out: only cells have it")
        }
        let renderer = try MapArguments.renderer(arguments)
        let store = try StoreFile.open(try arguments.required("--store"), readOnly: true)
        let layer = PointLayer(renderer, try MapArguments.filter(arguments, renderer.dataset.catalogue))
        let selection = layer.points(in: box, zoom: zoom)
        return layer.json(of: selection, try store.points(selection.ids))
    }
}
