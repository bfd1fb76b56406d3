import Reports

/// How many reports of one kind there are.
public struct KindCount: Sendable, Equatable, BitwiseCopyable {
    /// The kind.
    public var kind: ReportKind
    /// The number of reports, at least 1.
    public var count: Int

    /// Creates a count.
    public init(kind: ReportKind, count: Int) {
        (self.kind, self.count) = (kind, count)
    }
}

extension ReportKind {
    /// The order in which kinds are listed, whatever order they came in.
    static func isListedBefore(_ left: ReportKind, _ right: ReportKind) -> Bool {
        (left.category, left.source, left.status) < (right.category, right.source, right.status)
    }
}

extension [KindCount] {
    /// Adds other counts; both are in the order of kinds, and each kind is in either once.
    mutating func add(_ others: [KindCount]) {
        guard !isEmpty else { return self = others }
        var sums: [KindCount] = []
        sums.reserveCapacity(Swift.max(count, others.count))
        var rest = others[...]
        for var entry in self {
            while let first = rest.first, !ReportKind.isListedBefore(entry.kind, first.kind) {
                rest.removeFirst()
                if first.kind == entry.kind { entry.count += first.count } else { sums.append(first) }
            }
            sums.append(entry)
        }
        self = sums + rest
    }
}
