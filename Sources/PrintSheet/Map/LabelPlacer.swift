/// Puts the names of places on a map so that none touches another: the important ones first, each where it has room, else
/// left out.
struct LabelPlacer {
    /// A name on the map.
    struct Label {
        let text: TextLine
        let dot: PaperPoint
        let radius: Double
        let rank: Int

        var dotBounds: PaperRectangle {
            PaperRectangle(x: dot.x, y: dot.y, width: 0, height: 0).grown(radius)
        }
    }

    private let frame: PaperRectangle
    private let scale: Double
    private let measure: Canvas
    /// What is taken already, with the space that it wants around it.
    private var taken: [PaperRectangle] = []

    /// More names are not looked at: no sheet has room for them.
    static let mostNames = 5000

    init(_ frame: PaperRectangle, scale: Double, measure: Canvas) {
        (self.frame, self.scale, self.measure) = (frame.grown(-0.8 * scale), scale, measure)
    }

    /// Places names; those of the same rank in their order.
    mutating func labels(_ names: [(name: String, place: PaperPoint, rank: Int)]) -> [Label] {
        let shown = names.prefix(200_000).filter { frame.contains($0.place) && !$0.name.isEmpty }.enumerated()
            .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        return shown.prefix(Self.mostNames).compactMap { label($0.element.name, $0.element.place, $0.element.rank) }
    }

    private mutating func label(_ name: String, _ place: PaperPoint, _ rank: Int) -> Label? {
        let rank = min(max(rank, 0), 4)
        let size = [3.1, 2.7, 2.35, 2.1, 1.9][rank] * scale
        let font = Font(size: size, isBold: rank == 0, lineHeight: size)
        guard let line = measure.lines(name, font, width: frame.width / 3, atMost: 1).first else { return nil }
        let radius = [0.75, 0.6, 0.5, 0.42, 0.36][rank] * scale
        let width = measure.width(line, font)
        // White space around the smaller names, so that they do not crowd.
        let space = [0.5, 0.8, 1.4, 2, 2.6][rank] * scale
        for start in candidates(place, width, size, radius) {
            let text = TextLine(
                text: line, start: start, width: width, font: font, color: .ink, halo: 0.32 * scale)
            let label = Label(text: text, dot: place, radius: radius, rank: rank)
            let boxes = [text.bounds, label.dotBounds.grown(0.3 * scale)]
            guard boxes.allSatisfy({ frame.contains($0) }) else { continue }
            let wanted = boxes.map { $0.grown(space) }
            if taken.contains(where: { other in wanted.contains { $0.overlaps(other) } }) { continue }
            taken += boxes
            return label
        }
        return nil
    }

    /// Where a name may begin, the best first (after Imhof 1962): right of its dot a little raised, then around it.
    private func candidates(_ dot: PaperPoint, _ width: Double, _ size: Double, _ radius: Double) -> [PaperPoint] {
        let gap = radius + 0.45 * scale + 0.32 * scale
        let (right, left, middle) = (gap, -gap - width, -width / 2)
        let (level, above, below) = (size * 0.36, -gap * 0.6, gap * 0.6 + size * 0.75)
        return [
            (right, level), (left, level), (right, above), (right, below), (left, above), (left, below),
            (middle, -gap), (middle, gap + size * 0.75),
        ].map { dot.moved($0.0, $0.1) }
    }
}
