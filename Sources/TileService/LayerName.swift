/// The layers that there are.
enum LayerName: String, CaseIterable {
    case cells, clusters

    /// The layer of a name.
    ///
    /// - Throws: A 404 that lists the layers.
    init(named name: some StringProtocol) throws(Problem) {
        guard let layer = LayerName(rawValue: String(name)) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw .notFound("there is no layer \"\(name)\"; there are \(known)", parameter: "layer")
        }
        self = layer
    }

    /// What it shows, in a line.
    var title: String {
        switch self {
        case .cells: "Reports per cell of the quadtree"
        case .clusters: "Reports that stand close together, as points"
        }
    }
}
