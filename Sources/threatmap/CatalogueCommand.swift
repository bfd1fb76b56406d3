import Foundation
import ReportStore
import Reports

/// `threatmap catalogue`: shows a store's catalogue, or gives the store another version of it.
enum CatalogueCommand: Command {
    static let name = "catalogue"
    static let summary = "show a store's catalogue, or replace it by another version"
    static let operands = "[FILE]"
    static let options = [
        Option.store, Option.output("the catalogue"),
    ]

    static func run(_ arguments: Arguments) throws -> ExitCode {
        let path = try arguments.required("--store")
        if let extra = arguments.operands.dropFirst().first { throw UsageError.unexpected(extra, command: name) }
        guard let file = arguments.operands.first else {
            let store = try StoreFile.open(path, readOnly: true)
            try Output.write(store.catalogue.json, to: arguments["-o"])
            return .done
        }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw UsageError.badValue("catalogue", file, "a catalogue file that can be read")
        }
        // A store that is not there yet is made: then its first reports find a catalogue of the operator's own.
        let isNew = !FileManager.default.fileExists(atPath: path)
        let catalogue = try Catalogue([UInt8](data), file: file)
        let store = try ReportStore(openOrCreate: path, catalogue: catalogue)
        if isNew {
            Console.error("\(path): made, with the catalogue \(catalogue.name)")
        } else if let version = try store.replaceCatalogue([UInt8](data), file: file) {
            Console.error("\(path): has version \(version) of the catalogue \(catalogue.name)")
        } else {
            Console.error("\(path): has this very catalogue already")
        }
        return .done
    }
}
