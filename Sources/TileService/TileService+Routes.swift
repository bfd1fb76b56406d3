import HTTPMessage

extension TileService {
    /// What there is at a path, or `nil`.
    func resource(at path: String) -> Resource? {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        let rest = Array(segments.dropFirst())
        switch segments.first {
        case "tiles": return Resource(route: .tiles, path: rest, dependsOnVisitor: true, get: tiles)
        case "legend": return Resource(route: .legend, path: rest, dependsOnVisitor: true, get: legend)
        case "layers" where rest == ["areas"]:
            return Resource(route: .layers, path: rest, dependsOnVisitor: true, post: countPolygon)
        case "layers" where rest == ["points.geojson"]:
            return Resource(
                route: .layers, path: rest, dependsOnVisitor: true, get: layers, post: pointsOfPolygon)
        case "layers": return Resource(route: .layers, path: rest, dependsOnVisitor: true, get: layers)
        case "ogc":
            return Resource(
                route: .ogc, path: rest.last == "" ? rest.dropLast() : rest, dependsOnVisitor: true, get: ogc)
        case "reports": return reportResource(rest)
        case "print": return Resource(route: .print, path: rest, dependsOnVisitor: true, get: printJob)
        case "viewer": return Resource(route: .viewer, path: rest, get: viewerFile)
        case let name? where rest.isEmpty: return document(name)
        default: return nil
        }
    }

    /// What there is right below the root.
    private func document(_ name: String) -> Resource? {
        switch name {
        case "": Resource(route: .viewer, get: viewerPage)
        case "statistics.json": Resource(route: .reports, dependsOnVisitor: true, get: statistics)
        case "timeline.json", "timeline.csv":
            Resource(route: .timeline, path: [name], dependsOnVisitor: true, get: timeline)
        case "print.pdf", "print.png":
            Resource(route: .print, path: [String(name.dropFirst(6))], dependsOnVisitor: true, get: printSheet)
        case "catalogue.json": Resource(route: .catalogue, get: catalogueDocument)
        case "healthz": Resource(route: .health, get: health)
        case "readyz": Resource(route: .health, get: readiness)
        case "metrics": Resource(route: .metrics, get: metricsDocument)
        default: nil
        }
    }

    /// What answering a request takes: reports are read from and written to the store, all else is in memory.
    public static func lane(of request: HTTPRequest) -> RequestLane {
        let isRead = request.method == "GET" || request.method == "HEAD"
        if request.method == "OPTIONS" { return .quick }
        if ["/healthz", "/readyz", "/metrics"].contains(request.path) { return isRead ? .quick : .wait }
        if request.path == "/statistics.json" || request.path == "/reports" || request.path.hasPrefix("/reports/") {
            return .wait
        }
        // Sheets that are finished come from a file.
        if request.path.hasPrefix("/print/") { return .wait }
        // Single reports come from the store, and so do the leaves of clusters.
        let readsReports =
            ["/layers/points", "/ogc/collections/reports/items"].contains(where: request.path.hasPrefix)
            || request.path.hasPrefix("/layers/clusters/") && request.path.hasSuffix("/leaves")
        // Ranges of a long layer wait for its file, and so does its length.
        let isPart =
            request.path.hasPrefix("/layers/") && (request.method == "HEAD" || request.header("Range") != nil)
        return isRead && !readsReports && !isPart ? .work : .wait
    }
}
