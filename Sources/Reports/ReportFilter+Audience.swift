extension ReportFilter {
    /// The filter, less the statuses that the public never sees.
    public func publicOnly(_ catalogue: Catalogue) -> ReportFilter {
        let open = Set(catalogue.statuses.indices.filter { catalogue.statuses[$0].isPublic })
        guard open.count < catalogue.statuses.count else { return self }
        var filter = self
        filter.statuses = statuses?.intersection(open) ?? open
        return filter
    }

    /// The filter, less the reports of all but some sources.
    public func restricted(toSources ordinals: Set<Int>) -> ReportFilter {
        var filter = self
        filter.sources = sources?.intersection(ordinals) ?? ordinals
        return filter
    }

    /// The filter, less the reports of all but some categories and some statuses.
    public func restricted(toCategories categories: Set<Int>, statuses: Set<Int>) -> ReportFilter {
        var filter = self
        filter.categories = self.categories?.intersection(categories) ?? categories
        filter.statuses = self.statuses?.intersection(statuses) ?? statuses
        return filter
    }

    /// The filter without its area, and so with the reports everywhere.
    public var everywhere: ReportFilter {
        var filter = self
        (filter.area, filter.hiddenPlaces) = (nil, nil)
        return filter
    }
}
