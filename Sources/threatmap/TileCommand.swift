import Density
import Rendering
import TileService

/// `threatmap tile`: one tile as a picture.
enum TileCommand: Command {
    static let name = "tile"
    static let summary = "draw one heat tile as PNG"
    static let operands = "Z/X/Y"
    static let options =
        [
            .store, .style, .styles, Option(name: "--2x", value: nil, help: "512 pixels instead of 256"),
            .output("the PNG"),
        ] + Option.filters + Option.comparison

    static func run(_ arguments: Arguments) throws -> ExitCode {
        guard let operand = arguments.operands.first else { throw UsageError.missingOperand("the tile", command: name) }
        if arguments.operands.count > 1 { throw UsageError.unexpected(arguments.operands[1], command: name) }
        let tile = try MapArguments.tile(operand)
        let style = try MapArguments.style(arguments)
        let renderer = try MapArguments.renderer(arguments)
        let filter = try MapArguments.filter(arguments, renderer.dataset)
        let compared = try MapArguments.compared(arguments, style, filter, renderer.dataset.catalogue)
        let ratio: PixelRatio = arguments.has("--2x") ? .two : .one
        guard let image = renderer.tile(tile, ratio: ratio, style, filter, against: compared) else {
            throw EncodingError()
        }
        try Output.write(image, to: arguments["-o"])
        return .done
    }
}

/// A picture that libpng did not encode.
struct EncodingError: Error, CustomStringConvertible {
    var description: String { "the picture could not be encoded; is there enough memory?" }
}
