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
    private var search = OverlapSearch()
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
        search.finish()
        guard !search.isExceeded else { throw tooManyOverlaps }
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
            guard !search.isExceeded else { throw tooManyOverlaps }
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
            let outline = feature.geometry.bytes
            let original = search.add(outline, cover)
            areas.append(
                StoredBoundary(
                    id: feature.id, name: feature.name, population: feature.population, geometry: outline))
            if let original { tellCopy(of: original, line: line) }
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
    private mutating func tellCopy(of original: Int, line: Int) {
        guard search.copies.count <= Self.mostTold, let id = areas.last?.id else { return }
        progress.clear()
        let name = Console.shortened(areas[original].id)
        let first = lines[areas[original].id].map { " in line \($0)" } ?? ""
        Console.error(
            "threatmap: \(file): line \(line): warning: the area \"\(Console.shortened(id))\" has the same outline as "
                + "\"\(name)\"\(first); a report in it counts in both")
    }

    private func tellOverlaps() {
        for pair in search.pairs.prefix(Self.mostTold) {
            Console.error(
                "threatmap: \(file): warning: the areas \(words(pair)) overlap; a report in both counts in both")
        }
        if search.pairs.count > Self.mostTold {
            Console.error("and \(Console.grouped(search.pairs.count - Self.mostTold)) more pairs that overlap")
        }
        if search.copies.count > Self.mostTold {
            Console.error(
                "and \(Console.grouped(search.copies.count - Self.mostTold)) more areas with the outline of another")
        }
    }

    private func words(_ pair: OverlapSearch.Pair) -> String {
        "\"\(Console.shortened(areas[pair.first].id))\" and \"\(Console.shortened(areas[pair.second].id))\""
    }

    private var tooManyOverlaps: TooManyOverlaps {
        TooManyOverlaps(file: file, examples: (search.copies.prefix(3) + search.pairs).prefix(3).map(words))
    }
}

/// A file in which most areas lie over others.
private struct TooManyOverlaps: Error, CustomStringConvertible {
    var file: String
    var examples: [String]

    var description: String {
        "\(file): too many overlapping areas: \(examples.joined(separator: ", ")), ...; a file may have "
            + "\(Console.grouped(OverlapSearch.most)) pairs of them. Nothing was added: leave out copies, and put areas of "
            + "different kinds, such as counties and municipalities, into layers of their own (--layer)"
    }
}
