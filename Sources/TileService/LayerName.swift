/// The layers that there are by tile and box.
enum LayerName: String, CaseIterable {
    case cells, clusters, points

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

    /// The parameters of its tiles and boxes, beside the filters.
    var parameters: [String] {
        switch self {
        case .cells: ["detail", "adaptive"]
        case .clusters: []
        case .points: ["limit"]
        }
    }

    /// What it shows, in a line.
    var title: String {
        switch self {
        case .cells: "Reports per cell of the quadtree"
        case .clusters: "Reports that stand close together, as points"
        case .points: "Single reports; for the public from zoom 14 on"
        }
    }
}
