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
            Option(name: "--limit", value: "N", help: "for points: the most that are written (all)"),
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
        let file = try OutputFile(arguments["-o"])
        let request = LayerRequest(
            arguments: arguments, renderer: renderer, filter: filter, box: box, isTable: isTable, file: file)
        switch name {
        case "cells": try request.cells(zoom)
        case "clusters": try request.clusters(zoom)
        case "points": try request.points()
        case "timeline": try file.write(request.timeline())
        default: try file.write(request.areas())
        }
        try file.finish()
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
    let file: OutputFile

    func cells(_ zoom: Zoom) throws {
        var detail = CellLayer.Detail()
        detail.levels = try arguments.integer("--detail", in: CellLayer.Detail.range, or: detail.levels)
        if arguments["--adaptive"] != nil { detail.adaptive = try arguments.integer("--adaptive", in: 2...1_000_000) }
        let layer = CellLayer(renderer, filter, detail)
        let write = isTable ? layer.writeTable : layer.write
        try writing("cells") { try write(box ?? .world, zoom, file.write, $0) }
    }

    func clusters(_ zoom: Zoom) throws {
        let layer = ClusterLayer(renderer, filter)
        let write = isTable ? layer.writeTable : layer.write
        try writing("tiles") { try write(box ?? .world, zoom, file.write, $0) }
    }

    /// However many there are, only a piece is in memory.
    func points() throws {
        let limit =
            try arguments["--limit"].map { _ in try arguments.integer("--limit", in: 1...100_000_000) }
        let store = try StoreFile.open(try arguments.required("--store"), readOnly: true)
        let layer = PointLayer(renderer, filter)
        let selection = layer.points(in: box ?? .world, zoom: layer.leastZoom, limit: limit)
        if selection.count < selection.matched {
            let numbers = [selection.count, selection.matched].map(Console.grouped)
            Console.error("\(numbers[0]) of \(numbers[1]) points; --limit N writes more")
        }
        try writing("points") { progress in
            var count = 0
            let read: PointText.Read = { ids in
                progress(count, selection.count)
                count += ids.count
                defer { store.releaseMemory() }
                return try store.points(ids)
            }
            try file.write(
                isTable
                    ? layer.table(of: selection).csv(read: read, write: file.write)
                    : layer.text(of: selection).json(read: read, write: file.write))
        }
    }

    /// Shows how far some work is that tells how much of how much is done.
    private func writing(_ unit: String, _ work: ((Int, Int) -> Void) throws -> Void) throws {
        var progress = ProgressBar("writing", unit: unit)
        defer { progress.clear() }
        try work { progress.show($0, share: $1 > 0 ? Double($0) / Double($1) : nil) }
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
