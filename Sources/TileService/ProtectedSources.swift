import CellIndex
import Reports

/// Whose reports an audience is not told of in small numbers: fewer of them together than the catalogue's `minCount` are
/// left out (design, section 4: Privacy). It is the one place where counts become what may be told.
struct ProtectedSources: Sendable {
    /// The ordinals of the sources whose reports are protected.
    let ordinals: Set<Int>

    /// By the ordinal of a source, whether its reports are protected: a question that answers ask a hundred thousand times.
    private let isProtected: [Bool]

    /// The least number of protected reports that are told of together.
    let minimum: Int

    /// For those who are told everything.
    static let none = ProtectedSources(ordinals: [], minimum: 1)

    private init(ordinals: Set<Int>, minimum: Int) {
        (self.ordinals, self.minimum) = (ordinals, minimum)
        isProtected = (0...(ordinals.max() ?? 0)).map(ordinals.contains)
    }

    /// The sources that are protected from a renderer's audience.
    init(_ renderer: MapRenderer) {
        let catalogue = renderer.dataset.catalogue
        let isPublic = renderer.audience == .public && catalogue.minCount > 1
        self.init(
            ordinals: Set(catalogue.sources.indices.filter { isPublic && !catalogue.sources[$0].publicPoints }),
            minimum: catalogue.minCount)
    }

    /// Counts by an attribute, of the reports that are not protected.
    ///
    /// Whether a value's protected reports may be told is another question in every cell: where they are too few in a child,
    /// the difference to its parent would tell of them. So they are told only as a whole, by a filter for that value.
    ///
    /// - Parameter place: The value's place in the list of counts; kinds without one are in none.
    func counts(
        _ kinds: some Sequence<(ReportKind, Int)>, _ count: Int, _ place: (ReportKind) -> Int?
    ) -> [Int] {
        var open = [Int](repeating: 0, count: count)
        for (kind, number) in kinds where !contains(kind) {
            guard let place = place(kind), open.indices.contains(place) else { continue }
            open[place] += number
        }
        return open
    }

    /// Counts by an attribute, of all reports that pass a filter, wherever they are. Values that too few protected reports
    /// have are told without them, and so many others that what is missing in all is not too few either.
    func countsOfAll(
        _ kinds: some Sequence<(ReportKind, Int)>, _ count: Int, _ place: (ReportKind) -> Int?
    ) -> [Int] {
        let open = counts(kinds, count, place)
        var protected = [Int](repeating: 0, count: count)
        for (kind, number) in kinds where contains(kind) {
            guard let place = place(kind), protected.indices.contains(place) else { continue }
            protected[place] += number
        }
        let told = told(protected)
        return open.indices.map { open[$0] + (told[$0] ? protected[$0] : 0) }
    }

    /// Which parts of a number of protected reports may be told, where the number itself is known: those that are enough,
    /// less the smallest of them as long as the rest would be too few.
    ///
    /// - Parameter others: How many more reports the number holds than the parts.
    func told(_ parts: [Int], others: Int = 0) -> [Bool] {
        var told = parts.map { $0 >= minimum }
        var rest = others + zip(parts, told).reduce(0) { $0 + ($1.1 ? 0 : $1.0) }
        let order = parts.indices.filter { told[$0] }.sorted { (parts[$0], $0) < (parts[$1], $1) }
        for index in order where isTooFew(rest) {
            told[index] = false
            rest += parts[index]
        }
        return told
    }

    /// How many reports are withheld, as far as it may be said: a number below `minCount` would single them out, and so
    /// would the difference between two places' or times' numbers. So it is rounded down to a multiple of `minCount`.
    func tellable(_ withheld: Int) -> Int { withheld - withheld % max(minimum, 1) }

    func contains(_ kind: ReportKind) -> Bool {
        isProtected.indices.contains(Int(kind.source)) && isProtected[Int(kind.source)]
    }

    private func isTooFew(_ protected: Int) -> Bool { protected > 0 && protected < minimum }
}
