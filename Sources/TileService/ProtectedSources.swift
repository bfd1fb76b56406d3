import CellIndex
import Reports

/// Whose reports an audience is not told of in small numbers: fewer of them together than the catalogue's `minCount` are
/// left out (design, section 4: Privacy). It is the one place where counts become what may be told.
struct ProtectedSources: Sendable {
    /// The ordinals of the sources whose reports are protected.
    let ordinals: Set<Int>

    /// The least number of protected reports that are told of together.
    let minimum: Int

    /// For those who are told everything.
    static let none = ProtectedSources(ordinals: [], minimum: 1)

    private init(ordinals: Set<Int>, minimum: Int) {
        (self.ordinals, self.minimum) = (ordinals, minimum)
    }

    /// The sources that are protected from a renderer's audience.
    init(_ renderer: MapRenderer) {
        let catalogue = renderer.dataset.catalogue
        let isPublic = renderer.audience == .public && catalogue.minCount > 1
        self.init(
            ordinals: Set(catalogue.sources.indices.filter { isPublic && !catalogue.sources[$0].publicPoints }),
            minimum: catalogue.minCount)
    }

    /// Of reports that the audience sees together, the kinds of which it may be told: all, or those that are not protected.
    func told(_ byKind: [ReportKind: Int]) -> [ReportKind: Int] {
        let protected = byKind.reduce(0) { contains($1.key) ? $0 + $1.value : $0 }
        return isTooFew(protected) ? byKind.filter { !contains($0.key) } : byKind
    }

    /// Counts by an attribute. Of a value that too few protected reports have, only the others are counted.
    ///
    /// - Parameter place: The value's place in the list of counts; kinds without one are in none.
    func counts(
        _ kinds: some Sequence<(ReportKind, Int)>, _ count: Int, _ place: (ReportKind) -> Int?
    ) -> [Int] {
        var open = [Int](repeating: 0, count: count)
        var protected = open
        for (kind, number) in kinds {
            guard let place = place(kind), open.indices.contains(place) else { continue }
            if contains(kind) { protected[place] += number } else { open[place] += number }
        }
        return zip(open, protected).map { open, protected in isTooFew(protected) ? open : open + protected }
    }

    /// How many reports are withheld, as far as it may be said: a number below `minCount` would single them out, and so
    /// would the difference between two places' or times' numbers. So it is rounded down to a multiple of `minCount`.
    func tellable(_ withheld: Int) -> Int { withheld - withheld % max(minimum, 1) }

    private func contains(_ kind: ReportKind) -> Bool { ordinals.contains(Int(kind.source)) }

    private func isTooFew(_ protected: Int) -> Bool { protected > 0 && protected < minimum }
}
