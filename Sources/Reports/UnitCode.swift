/// The code of a police unit, as keys, reports and lists name it: `WRO-1`, `KPP Słubice`.
public enum UnitCode {
    /// What a code looks like, for errors.
    public static let writtenForm = "1 to 64 characters, none of them a control character"

    /// Whether a text can be a unit's code.
    public static func isValid(_ text: String) -> Bool {
        (1...64).contains(text.count) && text.utf8.count <= 256
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
