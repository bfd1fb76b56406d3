/// A single place outside the streets that draws reports: a forest ride, a dump, a bathing place, a crossing.
struct Site: Sendable {
    /// What kind of place it is.
    enum Kind: Int, CaseIterable, Sendable {
        case forest, edge, shore, river, beach, crossing
    }

    var kind: Kind
    var point: PlanePoint
    /// Which way its ride, bank or beach runs.
    var direction: Direction
    /// How far along it and how far across it reports scatter, in metres.
    var reach: (along: Double, across: Double)
    var voivodeship: Int
    var weight: Double
}
