extension ReportFilter {
    /// The filter with a further range of time, `from <= t < to`; what passes must lie in both. Where they have no instant in
    /// common, nothing passes.
    public func narrowed(from: Int64?, to: Int64?) -> ReportFilter {
        var filter = self
        if let from { filter.from = max(from, self.from ?? .min) }
        if let to { filter.to = min(to, self.to ?? .max) }
        return filter
    }
}

extension EventTime {
    /// The first instant after the second, minute, day or month that is meant, in seconds since 1970 UTC.
    ///
    /// - Parameter clock: Says when days and months end.
    public func end(_ clock: LocalClock) -> Int64 {
        switch precision {
        case .second: return instant + 1
        case .minute: return instant + 60
        case .day: return clock.startOfDay(at: instant + 30 * 3600)
        // The middle of a next month is far enough from its ends for every clock.
        case .month: return clock.startOfMonth(at: instant + 40 * 86_400)
        }
    }
}
