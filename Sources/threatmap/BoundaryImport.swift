import Boundaries
import ReportStore
import Reports

/// Reads a boundary file into a store: a whole layer, or nothing.
struct BoundaryImport {
    private let file: String
    private let layer: String
    private let skipsInvalid: Bool
    private var reader: BoundaryFeatureReader
    private var progress = ProgressBar("boundaries", unit: "areas")
    private var lines: [String: Int] = [:]
    private var areas: [StoredBoundary] = []
    private var covers: [AreaCover] = []
    private var problems = 0

    /// The problems that are told one by one; of more, the number.
    private static let mostTold = 20

    /// Reads the options.
    init(_ arguments: Arguments, _ file: String) throws {
        self.file = file
        layer = arguments["--layer"] ?? "areas"
        let isPlain = layer.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789._-".unicodeScalars.contains(scalar))
        }
        guard isPlain, (1...64).contains(layer.utf8.count) else {
            throw UsageError.badValue("--layer", layer, "up to 64 letters, digits, dots, hyphens and underscores")
        }
        skipsInvalid = arguments.has("--skip-invalid")
        reader = BoundaryFeatureReader(
            BoundaryProperties(
                id: try arguments.required("--id-property"), name: arguments["--name-property"],
                population: arguments["--population-property"]))
    }

    /// Reads the file, and puts its areas into a store.
    func run(_ path: String) throws -> ExitCode {
        var work = self
        return try work.add(to: path)
    }

    private mutating func add(to path: String) throws -> ExitCode {
        let store = try StoreFile.open(path)
        defer { progress.clear() }
        try readFile()
        progress.clear()
        if problems > Self.mostTold { Console.error("and \(Console.grouped(problems - Self.mostTold)) more") }
        guard problems == 0 || skipsInvalid else {
            Console.error(
                "threatmap: \(file): nothing was added; --skip-invalid adds the \(Console.grouped(areas.count)) good areas"
            )
            return .failed
        }
        guard !areas.isEmpty else {
            Console.error("threatmap: \(file): there is no area to add")
            return .failed
        }
        tellOverlaps()
        let before = try store.replaceBoundaries(layer: layer, by: areas)
        let replaced = before > 0 ? ", in the place of \(Console.grouped(before))" : ""
        let skipped = problems > 0 ? "; \(Console.grouped(problems)) were left out" : ""
        Console.error("\(layer): \(Console.grouped(areas.count)) areas added\(replaced)\(skipped)")
        return problems > 0 ? .partlyRejected : .done
    }

    private mutating func readFile() throws {
        let source = try FileSource(file)
        let sizes = InputSizes([file])
        var texts = try FeatureTexts(source, file: source.name)
        while let piece = try texts.next() {
            switch piece {
            case .rejection(let rejection): tell(rejection.reason, line: rejection.line)
            case .feature(let text, let line): read(text, line)
            }
            progress.show(areas.count, share: sizes.share(source.bytesRead))
        }
    }

    private mutating func read(_ text: [UInt8], _ line: Int) {
        do {
            let (feature, cover) = try reader.read(text)
            if let first = lines[feature.id] {
                tell("has the same id as the one in line \(first)", line: line, id: feature.id)
                return
            }
            lines[feature.id] = line
            covers.append(cover.interior)
            areas.append(
                StoredBoundary(
                    id: feature.id, name: feature.name, population: feature.population,
                    geometry: feature.geometry.bytes))
        } catch {
            tell("\(error)", line: line, id: reader.lastID)
        }
    }

    private mutating func tell(_ reason: String, line: Int, id: String? = nil) {
        problems += 1
        guard problems <= Self.mostTold else { return }
        progress.clear()
        let number = areas.count + problems
        let feature = id.map { "the area \"\(Console.shortened($0))\"" } ?? "feature \(number)"
        Console.error("threatmap: \(file): line \(line): \(feature) \(reason)")
    }

    /// Overlapping areas are no mistake in themselves, but whoever adds their counts up must know.
    private func tellOverlaps() {
        let overlaps = AreaCoverSet(covers).overlaps
        for (first, second) in overlaps.prefix(Self.mostTold) {
            Console.error(
                "threatmap: \(file): warning: the areas \"\(areas[first].id)\" and \"\(areas[second].id)\" overlap; a "
                    + "report in both counts in both")
        }
        if overlaps.count > Self.mostTold {
            Console.error("and \(Console.grouped(overlaps.count - Self.mostTold)) more pairs that overlap")
        }
    }
}
