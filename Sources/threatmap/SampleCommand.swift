import SampleReports

/// `threatmap sample`: synthetic reports.
enum SampleCommand: Command {
    static let name = "sample"
    static let summary = "write synthetic reports as CSV, the same for the same seed"
    static let operands = ""
    static let options = [
        Option(name: "--reports", value: "N", help: "how many"),
        Option(name: "--seed", value: "S", help: "another number gives other reports (1)"),
        Option(name: "--region", value: "NAME", help: "poland (the default) or a voivodeship such as lubuskie"),
        .output("the CSV"),
    ]

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let reports = try arguments.integer("--reports", in: 0...1_000_000_000)
        let seed = try arguments.integer("--seed", in: 0...Int.max, or: 1)
        let region = arguments["--region"] ?? "poland"
        guard var generator = SampleGenerator(region: region, seed: UInt64(seed), reports: reports) else {
            throw UsageError.badValue("--region", region, "one of \(SampleGenerator.regions.joined(separator: ", "))")
        }
        let file = try OutputFile(arguments["-o"])
        var progress = ProgressBar("sample", unit: "reports")
        try file.write(Array((SampleGenerator.header + "\n").utf8))
        var buffer: [UInt8] = []
        var written = 0
        while true {
            buffer.removeAll(keepingCapacity: true)
            let count = generator.append(next: 4096, to: &buffer)
            guard count > 0 else { break }
            try file.write(buffer)
            written += count
            progress.show(written, share: Double(written) / Double(reports))
        }
        try file.finish()
        progress.clear()
        return .done
    }
}
