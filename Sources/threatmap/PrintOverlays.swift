import Foundation
import GeoJSON
import PrintSheet
import Rendering

/// The files of lines over a printed map.
enum PrintOverlays {
    /// Reads the overlays that a command line names, each with its stroke: the first `--stroke` is that of the first
    /// `--overlay`, and so on.
    static func read(_ arguments: Arguments) throws -> [Overlay] {
        let files = arguments.all("--overlay")
        let strokes = try arguments.all("--stroke").map(Stroke.init)
        guard strokes.count <= files.count else {
            throw UsageError.badFilter("--stroke", "there are more strokes than files; give one for each --overlay")
        }
        return try files.enumerated().map { number, file in
            guard let bytes = FileManager.default.contents(atPath: file) else {
                throw UsageError.badValue("--overlay", file, "a GeoJSON file that can be read")
            }
            let stroke = number < strokes.count ? strokes[number] : Stroke()
            return Overlay(
                lines: try GeometryLines.read([UInt8](bytes), file: file), color: stroke.color,
                strokeWidth: stroke.width, dashes: stroke.dashes)
        }
    }

    /// How lines are drawn: `#rrggbb`, `#rrggbb,0.5` or `#rrggbb,0.5,dashed`.
    private struct Stroke {
        var color = InkColor(red: 0.25, green: 0.27, blue: 0.31)
        var width = 0.25
        var dashes: [Double] = []

        init() {}

        init(_ text: String) throws {
            let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let width = parts.count > 1 ? Double(parts[1]) : self.width
            guard (1...3).contains(parts.count), let color = Color(hex: parts[0]), let width,
                (0.05...10).contains(width), parts.count < 3 || parts[2] == "dashed"
            else {
                throw UsageError.badValue(
                    "--stroke", text, "a colour, and perhaps a width in millimetres and dashed: #3a3f47,0.4,dashed")
            }
            self.color = InkColor(
                red: Double(color.red) / 255, green: Double(color.green) / 255, blue: Double(color.blue) / 255,
                alpha: Double(color.alpha) / 255)
            self.width = width
            if parts.count == 3 { dashes = [max(width * 5, 1), max(width * 3, 0.6)] }
        }
    }
}
