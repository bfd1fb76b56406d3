import CellIndex
import Reports

/// What an audience is not to see of the reports that pass a filter (design, section 4: Privacy).
///
/// A report is protected unless its source has public pins. The public never sees fewer protected reports together than the
/// catalogue's `minCount`: each stands in the smallest cell in which that holds of it and its neighbours, and where a box or
/// an area is asked for it counts where that cell's middle lies.
struct Protection: Sendable {
    /// The filter of what the audience sees.
    let filter: ReportFilter

    /// Why cells are not divided, or `nil` where nothing is protected.
    let rule: DivisionRule?

    /// The protected reports that pass the filter and are left out as a whole, for there are too few of them anywhere.
    let withheld: Int

    /// Whose reports the audience is not told of in small numbers.
    let sources: ProtectedSources

    /// What is protected of the reports that pass a filter.
    init(_ renderer: MapRenderer, _ filter: ReportFilter) {
        let catalogue = renderer.dataset.catalogue
        var visible = renderer.visible(filter)
        let sources = ProtectedSources(renderer)
        let wanted = visible.sources ?? Set(catalogue.sources.indices)
        self.sources = sources
        guard !sources.ordinals.isDisjoint(with: wanted) else {
            (self.filter, rule, withheld) = (visible, nil, 0)
            return
        }
        let hidden = wanted.intersection(sources.ordinals)
        // Of an area too: of two areas, one of which holds the other, the difference must not be of too few either.
        let rule = DivisionRule(visible.everywhere.restricted(toSources: hidden), minimum: sources.minimum)
        guard renderer.dataset.snapshot.allows(rule) else {
            // Fewer than that in the whole world: without them the rest is free.
            withheld = renderer.dataset.snapshot.count(rule.filter)
            self.filter = visible.restricted(toSources: wanted.subtracting(sources.ordinals))
            self.rule = nil
            return
        }
        if let area = visible.area { visible.hiddenPlaces = renderer.hiddenPlaces(in: area, rule, sources) }
        self.filter = visible
        self.rule = DivisionRule(visible.restricted(toSources: hidden), minimum: sources.minimum)
        withheld = 0
    }

    /// The filter of the reports that are not protected.
    func openFilter(_ catalogue: Catalogue) -> ReportFilter {
        guard rule != nil else { return filter }
        return filter.restricted(toSources: Set(catalogue.sources.indices).subtracting(sources.ordinals))
    }

    /// What may be said of ``withheld``.
    var tellable: Int { sources.tellable(withheld) }
}
