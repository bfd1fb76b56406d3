/// How large a legend's parts are, in the drawing's unit of length.
struct LegendMeasures {
    var title: Font
    var unit: Font
    var label: Font
    var heading: Font
    var note: Font
    var footer: Font
    /// The width of the colours.
    var barWidth: Double
    /// The distance from the colours to their labels.
    var labelGap: Double
    /// The length of the tick at a limit, and the space between flat classes.
    var tick: Double
    var classGap: Double
    /// The width of hairlines.
    var hairline: Double
    /// The width of the column of headings; 0 where a heading stands above its text.
    var headingWidth: Double
    /// The space after title and unit, and after a note.
    var titleGap: Double
    var noteGap: Double

    /// Those of the picture that is ``LegendPicture/width`` units wide.
    static let picture = LegendMeasures(
        title: Font(size: 15, isBold: true), unit: Font(size: 11), label: Font(size: 11), heading: Font(size: 10.5),
        note: Font(size: 10.5), footer: Font(size: 8.5), barWidth: 46, labelGap: 12, tick: 6, classGap: 4, hairline: 1,
        headingWidth: 76, titleGap: 12, noteGap: 4)

    /// Those of a printed sheet, in millimetres.
    ///
    /// - Parameter scale: 1 on A4, more on larger paper.
    static func sheet(_ scale: Double) -> LegendMeasures {
        func font(_ size: Double, isBold: Bool = false, leading: Double = 1.35) -> Font {
            Font(size: size * scale, isBold: isBold, lineHeight: size * leading * scale)
        }
        return LegendMeasures(
            title: font(3.3, isBold: true), unit: font(2.25), label: font(2.35), heading: font(1.85),
            note: font(2.15, leading: 1.38), footer: font(1.75), barWidth: 10 * scale, labelGap: 2.6 * scale,
            tick: 1.3 * scale, classGap: 0.9 * scale, hairline: 0.12 * scale.squareRoot(), headingWidth: 0,
            titleGap: 2.6 * scale, noteGap: 1.5 * scale)
    }
}
