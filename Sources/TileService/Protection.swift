import CellIndex
import Reports

/// What an audience is not to see of the reports that pass a filter (design, section 4: Privacy).
///
/// A report is protected unless its source has public pins. The public never sees fewer protected reports together than the
/// catalogue's `minCount`.
struct Protection: Sendable {
    /// The filter of what the audience sees.
    let filter: ReportFilter

    /// Why cells are not divided, or `nil` where nothing is protected.
    let rule: DivisionRule?

    /// The protected reports that pass the filter and are left out as a whole, for there are too few of them anywhere.
    let withheld: Int

    /// The sources whose reports are protected from the audience.
    let sources: Set<Int>

    /// The least number of protected reports that the audience sees together.
    let minimum: Int

    /// What is protected of the reports that pass a filter.
    init(_ renderer: MapRenderer, _ filter: ReportFilter) {
        let catalogue = renderer.dataset.catalogue
        let visible = renderer.visible(filter)
        let isPublic = renderer.audience == .public && catalogue.minCount > 1
        let sources = Set(
            catalogue.sources.indices.filter { isPublic && !catalogue.sources[$0].publicPoints })
        let wanted = visible.sources ?? Set(catalogue.sources.indices)
        self.sources = sources
        minimum = catalogue.minCount
        guard !sources.isDisjoint(with: wanted) else {
            (self.filter, rule, withheld) = (visible, nil, 0)
            return
        }
        let protected = visible.restricted(toSources: wanted.intersection(sources))
        let rule = DivisionRule(protected, minimum: catalogue.minCount)
        guard renderer.dataset.snapshot.allows(rule) else {
            // Fewer than that in the whole world: without them the rest is free.
            withheld = renderer.dataset.snapshot.count(protected)
            self.filter = visible.restricted(toSources: wanted.subtracting(sources))
            self.rule = nil
            return
        }
        (self.filter, self.rule, withheld) = (visible, rule, 0)
    }

    /// Of reports that an audience sees together, some protected, how many it may be told of: all, or the others.
    func told(open: Int, protected: Int) -> Int {
        (1..<minimum).contains(protected) ? open : open + protected
    }
}
