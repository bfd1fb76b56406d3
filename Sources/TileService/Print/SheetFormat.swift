/// What a printed sheet is written as.
public enum SheetFormat: String, Sendable, CaseIterable {
    /// Text as text, lines as lines, the surface as one image.
    case pdf
    /// A raster of the whole page.
    case png

    /// The media type.
    public var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .png: "image/png"
        }
    }
}
