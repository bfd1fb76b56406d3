import ReportStore
import Reports
import TileService
import WebMercator

/// `threatmap layer`: a layer as GeoJSON or as a table.
enum LayerCommand: Command {
    static let name = "layer"
    static let summary = "write a layer as GeoJSON or as a table"
    static let operands = ""
    static let options =
        [
            .store,
            Option(name: "--layer", value: "NAME", help: "cells, clusters, points, areas or timeline"), .box,
            Option(name: "--zoom", value: "Z", help: "for cells and clusters: the zoom, 0 to 22"),
            Option(name: "--boundaries", value: "NAME", help: "for areas: which of the layers that boundaries list"),
            Option(name: "--detail", value: "LEVELS", help: "how many levels below the zoom cells lie, 3 to 8 (5)"),
            Option(name: "--adaptive", value: "N", help: "divide cells only while all parts hold at least so many"),
            Option(name: "--interval", value: "NAME", help: "for timeline: hour, day, week, month (as usual) or year"),
            Option(name: "--limit", value: "N", help: "for points: the most that are written (10000)"),
            Option(
                name: "--format", value: "NAME", help: "geojson or csv, of timeline json or csv; -o's ending tells it"),
            .output("the layer: a table where the name ends in .csv"),
        ] + Option.filters

    /// The options that only some layers have.
    private static let ownOptions = [
        "--zoom": ["cells", "clusters", "points"], "--detail": ["cells"], "--adaptive": ["cells"],
        "--interval": ["timeline"], "--limit": ["points"], "--boundaries": ["areas"],
    ]

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let names = ["cells", "clusters", "points", "areas", "timeline"]
        let name = try arguments.required("--layer")
        guard names.contains(name) else { throw UsageError.badChoice("--layer", name, known: names) }
        for (option, layers) in ownOptions.sorted(by: { $0.key < $1.key }) where !layers.contains(name) {
            guard let value = arguments[option] else { continue }
            throw UsageError.badValue(
                option, value,
                "left out: only \(layers.joined(separator: " and ")) \(layers == ["timeline"] ? "has" : "have") it")
        }
        let isTable = try isTable(arguments, name)
        let box = try arguments["--bbox"].map(MapArguments.box)
        let zoom = ["cells", "clusters"].contains(name) ? try MapArguments.zoom(arguments) : .world
        if name == "points", arguments["--zoom"] != nil { _ = try MapArguments.zoom(arguments) }
        let renderer = try MapArguments.renderer(arguments)
        let filter = try MapArguments.filter(arguments, renderer.dataset)
        let request = LayerRequest(arguments: arguments, renderer: renderer, filter: filter, box: box, isTable: isTable)
        let layer =
            switch name {
            case "cells": try request.cells(zoom)
            case "clusters": request.clusters(zoom)
            case "points": try request.points()
            case "timeline": try request.timeline()
            default: try request.areas()
            }
        try Output.write(layer, to: arguments["-o"])
        return .done
    }

    /// Whether a table is wanted: `--format` wins over the ending of `-o`.
    private static func isTable(_ arguments: Arguments, _ name: String) throws -> Bool {
        guard let format = arguments["--format"] else { return arguments["-o"]?.hasSuffix(".csv") == true }
        let known = [name == "timeline" ? "json" : "geojson", "csv"]
        guard known.contains(format) else { throw UsageError.badChoice("--format", format, known: known) }
        return format == "csv"
    }
}

/// What is asked of `threatmap layer`, for the store's owner: exact places, all statuses.
private struct LayerRequest {
    let arguments: Arguments
    let renderer: MapRenderer
    let filter: ReportFilter
    let box: BoundingBox?
    let isTable: Bool

    func cells(_ zoom: Zoom) throws -> [UInt8] {
        var detail = CellLayer.Detail()
        detail.levels = try arguments.integer("--detail", in: CellLayer.Detail.range, or: detail.levels)
        if arguments["--adaptive"] != nil { detail.adaptive = try arguments.integer("--adaptive", in: 2...1_000_000) }
        let layer = CellLayer(renderer, filter, detail)
        let cells = layer.cells(in: box ?? .world, zoom: zoom)
        return isTable ? layer.table(of: cells).text : layer.json(of: cells)
    }

    func clusters(_ zoom: Zoom) -> [UInt8] {
        let layer = ClusterLayer(renderer, filter)
        let (clusters, isWhole) = layer.clusters(in: box ?? .world, zoom: zoom)
        return isTable
            ? layer.table(of: clusters, isWhole: isWhole).text : layer.json(of: clusters, isWhole: isWhole)
    }

    func points() throws -> [UInt8] {
        let limit = try arguments.integer("--limit", in: 1...100_000_000, or: PointLayer.largest)
        let store = try StoreFile.open(try arguments.required("--store"), readOnly: true)
        let layer = PointLayer(renderer, filter)
        let selection = layer.points(in: box ?? .world, zoom: layer.leastZoom, limit: limit)
        if selection.ids.count < selection.matched {
            let numbers = [selection.ids.count, selection.matched].map(Console.grouped)
            Console.error("\(numbers[0]) of \(numbers[1]) points; --limit N writes more")
        }
        let points = try store.points(selection.ids)
        return isTable ? layer.table(of: selection, points).text : layer.json(of: selection, points)
    }

    func areas() throws -> [UInt8] {
        let layers = renderer.dataset.boundaries.layers
        let name =
            try arguments["--boundaries"] ?? (layers.count == 1 ? layers[0].name : arguments.required("--boundaries"))
        guard let boundaries = renderer.dataset.boundaries.layer(name) else {
            let known = layers.map(\.name).joined(separator: ", ")
            throw UsageError.badValue("--boundaries", name, layers.isEmpty ? "added first" : "one of \(known)")
        }
        let layer = AreaLayer(renderer, filter, boundaries)
        return isTable ? layer.csv(in: box).text : layer.json(in: box, withGeometry: true)
    }

    func timeline() throws -> [UInt8] {
        let known = TimelineInterval.allCases.map(\.rawValue)
        let word = arguments["--interval"] ?? TimelineInterval.month.rawValue
        guard let interval = TimelineInterval(rawValue: word) else {
            throw UsageError.badChoice("--interval", word, known: known)
        }
        guard let timeline = Timeline(renderer, filter, box, interval) else {
            throw UsageError.badValue(
                "--interval", word, "longer, for less time: that would be more than \(TimelineInterval.most) intervals")
        }
        return isTable ? timeline.csv(renderer.dataset.catalogue) : timeline.json(renderer.dataset.catalogue)
    }
}
