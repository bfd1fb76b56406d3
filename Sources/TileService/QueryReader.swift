import HTTPMessage
import Rendering
import Reports
import WebMercator

/// A request's query: the filter, and the route's own parameters. An unknown parameter is an error, not silence.
struct QueryReader {
    /// Which reports are meant.
    let filter: ReportFilter

    /// The data version that the client asks for, which makes a closed period cacheable for ever.
    let version: Int64?

    private let values: [String: String]

    /// Reads a query.
    ///
    /// - Parameters:
    ///   - own: The names of the route's own parameters, beside the filter's and `v`.
    ///   - areas: The areas of which one can be named as `area`; without them it is no parameter.
    init(
        _ query: [QueryParameter], own: [String] = [], _ catalogue: Catalogue, areas: BoundaryLayers? = nil
    ) throws(Problem) {
        let own = areas == nil ? own : own + ["area"]
        var filters: [(name: String, value: String)] = []
        var values: [String: String] = [:]
        for parameter in query {
            guard let value = parameter.value else {
                throw .badParameter(parameter.name, "\"\(parameter.name)\" has no value; write \(parameter.name)=VALUE")
            }
            if own.contains(parameter.name) || parameter.name == "v" {
                guard values.updateValue(value, forKey: parameter.name) == nil else {
                    throw .badParameter(parameter.name, "\"\(parameter.name)\" is given twice")
                }
            } else if ReportFilter.parameterNames.contains(parameter.name) {
                filters.append((parameter.name, value))
            } else {
                let known = (own + ReportFilter.parameterNames + ["v"]).joined(separator: ", ")
                throw .badParameter(
                    parameter.name, "\"\(parameter.name)\" is not a parameter of this resource; it takes \(known)")
            }
        }
        self.values = values
        var filter: ReportFilter
        do {
            filter = try ReportFilter(filters, catalogue)
        } catch {
            throw .badParameter(error.parameter, "\(error)")
        }
        if let areas, let area = values["area"] { filter.area = try areas.selection(area) }
        self.filter = filter
        version = try values["v"].map { text throws(Problem) in
            guard Self.isDigits(text), let version = Int64(text) else {
                throw .badParameter("v", "\"\(text)\" is not a sequence number such as 12345")
            }
            return version
        }
    }

    /// The filter of the period that a style compares with the filter's own, or `nil` where it compares nothing. The
    /// parameters are ``ReportFilter/comparisonNames``, which the route must name among its own.
    func compared(_ style: Style, _ catalogue: Catalogue, styles: [Style]) throws(Problem) -> ReportFilter? {
        let given = self.values.filter { ReportFilter.comparisonNames.contains($0.key) }
        do {
            return try Comparison.filter(style, filter, given, catalogue, styles: styles)
        } catch {
            throw .badParameter(error.parameter, "\(error)")
        }
    }

    /// A zoom, or `nil` where the parameter is missing.
    func zoom(_ name: String) throws(Problem) -> Zoom? {
        guard let text = values[name] else { return nil }
        guard Self.isDigits(text), let number = Int(text), let zoom = Zoom(number) else {
            throw .badParameter(name, "\"\(text)\" is not a zoom; it is a whole number from 0 to 22")
        }
        return zoom
    }

    /// A language, or `nil` where the parameter is missing.
    func language(_ name: String) throws(Problem) -> Language? {
        guard let text = values[name] else { return nil }
        guard let language = Language(rawValue: text) else {
            let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badParameter(name, "\"\(text)\" is not a language of this service; there are \(known)")
        }
        return language
    }

    private static func isDigits(_ text: String) -> Bool {
        text.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// A box, or `nil` where the parameter is missing: four numbers, or six with heights, which reports do not have. What
    /// lies beyond the world is cut off (OGC API - Features 1.0, section 7.15.3).
    func box(_ name: String) throws(Problem) -> BoundingBox? {
        guard let text = values[name] else { return nil }
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map(Self.number)
        let all = numbers.compactMap { $0 }
        guard all.count == numbers.count, all.count == 4 || all.count == 6 else {
            throw .badParameter(
                name,
                "\"\(text.prefix(80))\" is not a box; write \(BoundingBox.writtenForm), or six numbers with heights")
        }
        let half = all.count / 2
        let (south, north) = (all[1], all[half + 1])
        guard south <= north else {
            throw .badParameter(name, "its south, \(south), lies north of its north, \(north)")
        }
        func longitude(_ degrees: Double) -> Double { min(max(degrees, -180), 180) }
        func latitude(_ degrees: Double) -> Double { min(max(degrees, -90), 90) }
        let box = BoundingBox(
            west: longitude(all[0]), south: latitude(south), east: longitude(all[half]), north: latitude(north))
        guard let box else { throw .badParameter(name, "\"\(text.prefix(80))\" is not a box") }
        return box
    }

    /// A decimal number as JSON and people write it: no hexadecimals, no "nan".
    private static func number(_ text: Substring) -> Double? {
        let isPlain = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
        }
        guard isPlain, text.utf8.count <= 40, let number = Double(text), number.isFinite else { return nil }
        return number
    }

    /// A text as it stands, or `nil` where the parameter is missing.
    func text(_ name: String) -> String? { values[name] }

    /// `true` or `false`, or `nil` where the parameter is missing.
    func boolean(_ name: String) throws(Problem) -> Bool? {
        guard let text = values[name] else { return nil }
        guard let truth = Bool(text) else {
            throw .badParameter(name, "\"\(text)\" is neither true nor false")
        }
        return truth
    }

    /// A whole number, or `nil` where the parameter is missing.
    func integer(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let text = values[name] else { return nil }
        guard Self.isDigits(text), let number = Int(text), range.contains(number) else {
            throw .badParameter(
                name, "\"\(text)\" is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Degrees, which must be there.
    func degrees(_ name: String, in range: ClosedRange<Double>) throws(Problem) -> Double {
        guard let text = values[name] else {
            throw .badParameter(name, "\"\(name)\" is missing; it is a number of degrees such as 15.2288")
        }
        let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || $0 == 45 || $0 == 46 }
        guard isPlain, let number = Double(text), range.contains(number) else {
            throw .badParameter(
                name,
                "\"\(text)\" is not a number of degrees from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
        }
        return number
    }

    /// How fine cells are to be: `detail` levels below the zoom, and, where `adaptive` is given, none whose siblings would
    /// hold fewer reports than that.
    func detail() throws(Problem) -> CellLayer.Detail {
        var detail = CellLayer.Detail()
        if let levels = try integer("detail", in: CellLayer.Detail.range) { detail.levels = levels }
        detail.adaptive = try integer("adaptive", in: 2...1_000_000)
        return detail
    }
}
