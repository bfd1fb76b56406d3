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
}
