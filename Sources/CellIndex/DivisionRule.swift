import Reports

/// A reason not to divide a cell: it is divided only while each of its children holds none of certain reports, or at least
/// so many.
///
/// The privacy rule of the design (section 4) is one: of protected reports at least `minCount`. So no cell, and no
/// difference between a cell and its children, shows fewer protected reports than that.
public struct DivisionRule: Sendable, Hashable {
    /// Which reports are counted.
    public var filter: ReportFilter

    /// The least number of them in a child that has any.
    public var minimum: Int

    /// Creates a rule.
    public init(_ filter: ReportFilter, minimum: Int) {
        self.filter = filter
        self.minimum = minimum
    }

    /// Whether a child with so many of the reports may be shown.
    func allows(_ count: Int) -> Bool { count == 0 || count >= minimum }
}
