import Boundaries
import Rendering
import TileService
import WebMercator

/// `threatmap print --atlas LAYER`: a document with a page for each area.
enum AtlasPrinting {
    /// The option that asks for it.
    static let option = Option(
        name: "--atlas", value: "LAYER", help: "an overview, a table, and a page for each area (threatmap boundaries)")

    /// The layer that is asked for.
    static func layer(_ name: String, _ boundaries: BoundaryLayers) throws -> BoundaryLayer {
        if let layer = boundaries.layer(name) { return layer }
        let known = boundaries.layers.map(\.name).joined(separator: ", ")
        throw UsageError.badValue(
            "--atlas", name, known.isEmpty ? "a layer; none is loaded (threatmap boundaries add)" : "one of \(known)")
    }

    /// The box of a layer, as `--bbox` has it: what the overview shows unless it is told.
    static func box(_ layer: BoundaryLayer) -> String? {
        let boxes = layer.areas.compactMap(\.geometry.bounds)
        guard let west = boxes.map(\.west).min(), let south = boxes.map(\.south).min(),
            let east = boxes.map(\.east).max(), let north = boxes.map(\.north).max()
        else { return nil }
        return "\(west),\(south),\(east),\(north)"
    }

    /// Draws an atlas. It is written beside its place and then renamed: an error leaves nothing behind.
    static func write(
        _ renderer: MapRenderer, _ request: SheetRequest, _ layer: BoundaryLayer, to path: String
    ) throws {
        let atlas: Atlas
        do {
            atlas = try Atlas(renderer, request, layer)
        } catch {
            throw UsageError.badFilter("--" + error.parameter, error.problem)
        }
        let file = try OutputFile(path)
        var progress = ProgressBar("printing", unit: "pages")
        defer { progress.clear() }
        try atlas.write(onProgress: { progress.show($0, share: Double($0) / Double(atlas.pageCount)) }) {
            try file.write($0)
        }
        try file.finish()
    }
}
