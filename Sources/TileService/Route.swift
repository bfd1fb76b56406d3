/// The service's routes, as its metrics tell them apart: few, however many addresses there are.
enum Route: String, CaseIterable, Sendable {
    case viewer, tiles, legend, layers, ogc, timeline, catalogue, reports, print, health, metrics
    /// Paths that lead nowhere.
    case none
}
