/// One thing on a page. A page is prepared once as a list of marks and drawn from it as often as needed: once into a PDF, or
/// for every band of a raster.
struct Mark {
    /// What there is to draw, in the drawing's unit of length.
    enum Shape {
        /// A rectangle of one colour, its edges on whole pixels in a raster, so that neighbouring colours never mix.
        case block(PaperRectangle, InkColor)
        /// A stroke along lines.
        case lines(PaperLines, Stroke)
        /// The inside of closed lines.
        case area(PaperLines, InkColor)
        /// A line of text.
        case text(TextLine)
    }

    let shape: Shape
    /// Nothing is drawn outside it.
    let clip: PaperRectangle?
    /// Holds all that is drawn.
    let bounds: PaperRectangle

    init(_ shape: Shape, clip: PaperRectangle? = nil) {
        (self.shape, self.clip) = (shape, clip)
        bounds =
            switch shape {
            case .block(let rectangle, _): rectangle
            case .lines(let lines, let stroke): lines.bounds.grown(stroke.width)
            case .area(let lines, _): lines.bounds
            case .text(let line): line.bounds
            }
    }
}

/// Lines of a drawing.
struct PaperLines {
    let lines: [[PaperPoint]]
    let isClosed: Bool
    let bounds: PaperRectangle

    init(_ lines: [[PaperPoint]], isClosed: Bool = false) {
        (self.lines, self.isClosed) = (lines, isClosed)
        bounds = PaperRectangle(around: lines.joined()) ?? PaperRectangle(x: 0, y: 0, width: 0, height: 0)
    }

    init(_ rectangle: PaperRectangle) {
        let corners = [
            PaperPoint(x: rectangle.x, y: rectangle.y), PaperPoint(x: rectangle.right, y: rectangle.y),
            PaperPoint(x: rectangle.right, y: rectangle.bottom), PaperPoint(x: rectangle.x, y: rectangle.bottom),
        ]
        self.init([corners], isClosed: true)
    }
}

/// How lines are drawn.
struct Stroke {
    var width: Double
    var color: InkColor
    /// The lengths of dashes and gaps; empty for a whole line.
    var dashes: [Double] = []
    /// How far into its dashes a line begins.
    var dashStart = 0.0
    var hasRoundEnds = false
}

/// A text set in one line.
struct TextLine {
    /// Which way the letters stand.
    enum Turn {
        case upright
        /// Read from below.
        case left
        /// Read from above.
        case right
    }

    var text: String
    /// Where the baseline begins.
    var start: PaperPoint
    /// How wide it is set.
    var width: Double
    var font: Font
    var color: InkColor
    var turn = Turn.upright
    /// The width of the pale edge that keeps it legible on a map, or 0.
    var halo = 0.0

    /// Holds the letters with their accents and tails.
    var bounds: PaperRectangle {
        let (above, below) = (font.size * 0.95 + halo, font.size * 0.25 + halo)
        let length = width + 2 * halo
        return switch turn {
        case .upright:
            PaperRectangle(x: start.x - halo, y: start.y - above, width: length, height: above + below)
        case .left:
            PaperRectangle(x: start.x - above, y: start.y - width - halo, width: above + below, height: length)
        case .right:
            PaperRectangle(x: start.x - below, y: start.y - halo, width: above + below, height: length)
        }
    }
}
