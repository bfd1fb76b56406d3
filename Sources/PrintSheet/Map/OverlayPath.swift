import WebMercator

/// An overlay's lines on paper, less what lies outside the map.
struct OverlayPath {
    /// Part of a line.
    struct Piece {
        var points: [PaperPoint]
        /// How far along its line it begins, in millimetres: its dashes go on from there.
        var start: Double
    }

    private(set) var pieces: [Piece] = []
    private let extent: MapExtent
    private let frame: PaperRectangle
    private let clip: PaperRectangle

    /// Points nearer to each other than this, in millimetres, are one: finer than any printer.
    private static let finest = 0.02
    /// Longer lines are cut to pieces, so that a band of a raster need draw only what it shows.
    private static let longest = 200

    /// - Parameter margin: How far beyond the frame a line still shows, in millimetres.
    init(_ lines: [[GeographicCoordinate]], _ extent: MapExtent, _ frame: PaperRectangle, margin: Double) {
        (self.extent, self.frame, clip) = (extent, frame, frame.grown(margin))
        for line in lines { add(line) }
    }

    /// Lines without the stretches that an earlier one has too: of two neighbours' common border one is enough, and dashes
    /// drawn twice would fill each other's gaps.
    static func unique(_ lines: [[GeographicCoordinate]]) -> [[GeographicCoordinate]] {
        var seen: Set<[GeographicCoordinate]> = []
        var result: [[GeographicCoordinate]] = []
        for line in lines {
            var run: [GeographicCoordinate] = []
            for (from, to) in zip(line, line.dropFirst()) {
                let isForward = (from.longitude, from.latitude) < (to.longitude, to.latitude)
                if seen.insert(isForward ? [from, to] : [to, from]).inserted {
                    if run.isEmpty { run = [from] }
                    run.append(to)
                } else if !run.isEmpty {
                    result.append(run)
                    run = []
                }
            }
            if !run.isEmpty { result.append(run) }
        }
        return result
    }

    private mutating func add(_ line: [GeographicCoordinate]) {
        let columns = unwrapped(line)
        guard let west = columns.min(), let east = columns.max(), east - west < 8 else { return }
        let (unitX, unitY) = (frame.width / extent.width, frame.height / extent.height)
        // Each copy of the world of which the map shows something.
        for copy in Int(
            (-east).rounded(.down))...max(Int((-east).rounded(.down)), Int((extent.width - west).rounded(.up)))
        {
            let shift = Double(copy)
            guard east + shift >= -0.5, west + shift <= extent.width + 0.5 else { continue }
            var clipper = LineClipper(clip, longest: Self.longest)
            var last: PaperPoint?
            for (index, (column, place)) in zip(columns, line).enumerated() {
                let y = WebMercator.fractionSouth(latitude: place.latitude) - extent.north
                let point = PaperPoint(x: frame.x + (column + shift) * unitX, y: frame.y + y * unitY)
                if let last, index + 1 < line.count, abs(point.x - last.x) < Self.finest,
                    abs(point.y - last.y) < Self.finest
                {
                    continue
                }
                clipper.add(point)
                last = point
            }
            pieces += clipper.finish()
        }
    }

    /// Fractions of the world east of the map's west edge that never jump: a line across the antimeridian goes on.
    private func unwrapped(_ line: [GeographicCoordinate]) -> [Double] {
        var columns: [Double] = []
        columns.reserveCapacity(line.count)
        for place in line {
            let column = (place.longitude + 180) / 360 - extent.west
            let jump = columns.last.map { ($0 - column).rounded() } ?? 0
            columns.append(column + jump)
        }
        return columns
    }
}
