import JSONText
import ReportStore

/// `threatmap boundaries`: the areas by which reports are counted.
enum BoundariesCommand: Command {
    static let name = "boundaries"
    static let summary = "add, list or remove layers of areas by which reports are counted"
    static let operands = "add FILE | list | remove LAYER"
    static let options = [
        Option.store,
        Option(name: "--layer", value: "NAME", help: "the layer's name, for add (areas); one of that name is replaced"),
        Option(name: "--id-property", value: "NAME", help: "the property of the features that is their id, for add"),
        Option(name: "--name-property", value: "NAME", help: "the property that is their name"),
        Option(name: "--population-property", value: "NAME", help: "the property that says how many people live there"),
        Option(name: "--skip-invalid", value: nil, help: "add the others where some areas are broken"),
        Option(name: "--json", value: nil, help: "write JSON, for list"),
    ]

    static func run(_ arguments: Arguments) throws -> ExitCode {
        guard let action = arguments.operands.first else {
            throw UsageError.missingOperand("add, list or remove", command: name)
        }
        let path = try arguments.required("--store")
        let rest = arguments.operands.dropFirst()
        switch action {
        case "add":
            return try BoundaryImport(arguments, try operand(rest, "the GeoJSON file")).run(path)
        case "list":
            if let extra = rest.first { throw UsageError.unexpected(extra, command: name) }
            return try list(path, isJSON: arguments.has("--json"))
        case "remove":
            return try remove(path, try operand(rest, "the name of the layer to remove"))
        default: throw UsageError.badValue("boundaries", action, "add, list or remove")
        }
    }

    private static func operand(_ rest: ArraySlice<String>, _ what: String) throws -> String {
        guard let operand = rest.first else { throw UsageError.missingOperand(what, command: name) }
        if let extra = rest.dropFirst().first { throw UsageError.unexpected(extra, command: name) }
        return operand
    }

    private static func list(_ path: String, isJSON: Bool) throws -> ExitCode {
        let layers = try StoreFile.open(path, readOnly: true).boundaryLayers()
        guard isJSON else {
            for layer in layers {
                let populated = layer.populated > 0 ? ", \(Console.grouped(layer.populated)) with population" : ""
                try Console.write("\(layer.name)  \(Console.grouped(layer.areas)) areas\(populated)\n")
            }
            return .done
        }
        var json = JSONWriter()
        json.array(layers) { json, layer in
            json.object { json in
                json.member("layer", layer.name)
                json.member("areas", layer.areas)
                json.member("populated", layer.populated)
                json.member("bytes", layer.bytes)
            }
        }
        try Console.write(String(decoding: json.bytes, as: UTF8.self) + "\n")
        return .done
    }

    private static func remove(_ path: String, _ layer: String) throws -> ExitCode {
        let count = try StoreFile.open(path).removeBoundaries(layer: layer)
        guard count > 0 else {
            Console.error("threatmap: \(path): there is no layer of areas \"\(layer)\"; see threatmap boundaries list")
            return .failed
        }
        Console.error("\(layer): \(Console.grouped(count)) areas removed")
        return .done
    }
}
