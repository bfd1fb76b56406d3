/// Cuts a line to a rectangle, point by point (Liang and Barsky 1984).
struct LineClipper {
    private let clip: PaperRectangle
    private let longest: Int
    private var pieces: [OverlayPath.Piece] = []
    private var current: OverlayPath.Piece?
    private var last: PaperPoint?
    private var distance = 0.0

    /// - Parameter longest: The most points of a piece.
    init(_ clip: PaperRectangle, longest: Int) {
        (self.clip, self.longest) = (clip, longest)
    }

    /// Goes on to a point.
    mutating func add(_ point: PaperPoint) {
        defer { last = point }
        guard let last else { return }
        let (right, down) = (point.x - last.x, point.y - last.y)
        let length = (right * right + down * down).squareRoot()
        defer { distance += length }
        guard let (enter, leave) = shown(last, right, down) else {
            close()
            return
        }
        if enter > 0 || current == nil {
            close()
            current = OverlayPath.Piece(
                points: [last.moved(right * enter, down * enter)], start: distance + enter * length)
        }
        let end = leave < 1 ? last.moved(right * leave, down * leave) : point
        current?.points.append(end)
        if leave < 1 {
            close()
        } else if let piece = current, piece.points.count >= longest {
            close()
            current = OverlayPath.Piece(points: [end], start: distance + length)
        }
    }

    /// Ends the line and gives its pieces.
    mutating func finish() -> [OverlayPath.Piece] {
        close()
        return pieces
    }

    private mutating func close() {
        if let piece = current, piece.points.count > 1 { pieces.append(piece) }
        current = nil
    }

    /// Between which shares of a stretch it lies in the rectangle.
    private func shown(_ from: PaperPoint, _ right: Double, _ down: Double) -> (Double, Double)? {
        var (enter, leave) = (0.0, 1.0)
        for (slope, room) in [
            (-right, from.x - clip.x), (right, clip.right - from.x), (-down, from.y - clip.y),
            (down, clip.bottom - from.y),
        ] {
            if slope == 0 {
                if room < 0 { return nil }
            } else if slope < 0 {
                enter = max(enter, room / slope)
            } else {
                leave = min(leave, room / slope)
            }
        }
        return enter <= leave ? (enter, leave) : nil
    }
}
