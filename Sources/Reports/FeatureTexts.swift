/// The texts of the features in a GeoJSON feature collection of any size, one at a time, for readers that take more from a
/// feature than a report.
public struct FeatureTexts {
    /// What comes next in the file.
    public enum Piece: Sendable, Equatable {
        /// A feature's text, and the number of the line on which it begins. Whether it is JSON has not been looked at.
        case feature([UInt8], line: Int)
        /// Something that is none.
        case rejection(Rejection)
    }

    /// The longest feature that is read: the outline of a continent in every detail.
    public static let longestFeature = 32 << 20

    private var window: ByteWindow
    private var reader = FeatureCollectionReader(longest: Self.longestFeature)
    private let file: String

    /// Starts at the beginning of an input.
    ///
    /// - Parameter file: The file's name, for errors.
    /// - Throws: ``InputError``, also where it is no feature collection.
    public init(_ source: some ByteSource, file: String) throws {
        window = ByteWindow(source)
        self.file = file
        guard try InputKind.detect(&window) == .featureCollection else {
            throw InputError.malformed(file, line: 1, "this is not a GeoJSON feature collection")
        }
        try window.passByteOrderMark()
    }

    /// The next feature, or what is wrong; `nil` at the end of the file.
    ///
    /// - Throws: ``InputError`` where the next feature's beginning cannot be told.
    public mutating func next() throws -> Piece? {
        switch try reader.next(&window, file: file) {
        case nil: nil
        case .text(let text): .feature(Array(window.bytes[text.range]), line: text.line)
        case .rejection(let rejection): .rejection(rejection)
        }
    }
}
