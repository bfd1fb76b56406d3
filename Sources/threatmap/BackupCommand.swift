import ReportStore

/// `threatmap backup`: a copy of a store of one moment, while others go on working with it.
enum BackupCommand: Command {
    static let name = "backup"
    static let summary = "copy a store, also while it is being served and written"
    static let operands = ""
    static let options = [
        Option.store, Option(name: "-o", value: "FILE", help: "the copy; it appears when it is complete"),
    ]

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let output = try arguments.required("-o")
        let store = try StoreFile.open(try arguments.required("--store"), readOnly: true)
        var bar = ProgressBar("backup", unit: "pages")
        defer { bar.clear() }
        defer { PartialFile.end() }
        try store.backUp(to: output) { done, total in
            bar.show(done, share: Double(done) / Double(max(total, 1)))
        } willWrite: {
            PartialFile.begin($0)
        }
        bar.clear()
        let copy = try ReportStore(open: output, readOnly: true)
        Console.error("\(output): \(Console.grouped(try copy.count())) reports")
        return .done
    }
}
