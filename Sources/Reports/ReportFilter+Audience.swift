extension ReportFilter {
    /// The filter, less the statuses that the public never sees.
    public func publicOnly(_ catalogue: Catalogue) -> ReportFilter {
        let open = Set(catalogue.statuses.indices.filter { catalogue.statuses[$0].isPublic })
        guard open.count < catalogue.statuses.count else { return self }
        var filter = self
        filter.statuses = statuses?.intersection(open) ?? open
        return filter
    }
}
