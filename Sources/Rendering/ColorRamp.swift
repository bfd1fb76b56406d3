/// Colours from the lowest class to the highest.
public struct ColorRamp: Sendable, Hashable {
    /// The colours at equal distances, at least two.
    public let colors: [Color]

    /// Creates a ramp, or `nil` with fewer than two colours.
    public init?(colors: [Color]) {
        guard colors.count >= 2 else { return nil }
        self.colors = colors
    }

    private init(shipped: String) {
        colors = shipped.split(separator: " ").compactMap { Color(hex: "#" + $0) }
    }

    /// The colour at a position, 0 the lowest and 1 the highest.
    func color(at position: Double) -> Color {
        let scaled = min(max(position, 0), 1) * Double(colors.count - 1)
        let index = min(Int(scaled), colors.count - 2)
        return colors[index].mixed(with: colors[index + 1], scaled - Double(index))
    }

    /// The ramps that styles can name. YlOrRd, greys and RdBu are ColorBrewer's (C. Brewer, 2002), viridis is that of
    /// S. van der Walt and N. Smith (2015), cividis that of J. Nuñez, C. Anderton and R. Renslow (2018).
    ///
    /// The pale end of YlOrRd and greys is translucent, so that the map beneath shows through where little is reported.
    public static let shipped: [String: ColorRamp] = [
        "YlOrRd": ColorRamp(
            shipped: "ffeda07a fed976a8 feb24ccc fd8d3ce0 fc4e2af0 e31a1cff bd0026ff 800026ff"),
        "viridis": ColorRamp(shipped: "440154 472d7b 3b528b 2c728e 21918c 28ae80 5ec962 addc30 fde725"),
        "cividis": ColorRamp(shipped: "00224e 123570 3b496c 575d6d 707173 8a8678 a59c74 c3b369 e1cc55 fee838"),
        "greys": ColorRamp(shipped: "d9d9d9a0 bdbdbdc8 969696e6 737373ff 525252ff 252525ff 000000ff"),
        "RdBu": ColorRamp(
            shipped: "053061 2166ac 4393c3 92c5de d1e5f0 f7f7f7 fddbc7 f4a582 d6604d b2182b 67001f"),
    ]
}
