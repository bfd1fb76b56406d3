extension PaperRectangle {
    /// Whether the two have a point in common, edges included.
    func touches(_ other: PaperRectangle) -> Bool {
        x <= other.right && other.x <= right && y <= other.bottom && other.y <= bottom
    }
}
