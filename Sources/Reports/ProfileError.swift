/// Why a file and a profile do not go together.
public enum ProfileError: Error, Equatable, CustomStringConvertible {
    /// The file has no header line.
    case empty(file: String)
    /// The file is not text at all.
    case notText(file: String)
    /// The header lacks columns.
    case missingColumns(file: String, profile: String, missing: [String], found: [String])
    /// Two columns have the name of one that is to be read.
    case repeatedColumn(file: String, column: String)
    /// No shipped profile fits the header.
    case noProfileFits(file: String, found: [String])
    /// A file of JSON has no object that could tell its fields; with what is wrong with the first.
    case noObject(file: String, first: Rejection?)
    /// The profile's words stand for a key that the catalogue lacks.
    case unknownKey(profile: String, field: String, key: String, catalogue: String)

    /// One line that names the file.
    public var description: String {
        switch self {
        case .empty(let file): "\(file): is empty; the first line of a CSV file names its columns"
        case .notText(let file): "\(file): is not a CSV file: its first line is not text"
        case .missingColumns(let file, let profile, let missing, let found):
            "\(file): does not fit the profile \"\(profile)\": it lacks \(Self.list(missing)); it has \(Self.list(found))"
        case .repeatedColumn(let file, let column): "\(file): has more than one column \"\(column)\"; which is meant?"
        case .noProfileFits(let file, let found):
            "\(file): no shipped profile fits its columns \(Self.list(found)); name one with --profile NAME|FILE"
        case .noObject(let file, let first?):
            "\(file): has no object that can be read; line \(first.line): "
                + (first.field.isEmpty ? "" : "\(first.field) ") + first.reason
        case .noObject(let file, nil):
            "\(file): has no object, and so no profile fits; name one with --profile NAME|FILE"
        case .unknownKey(let profile, let field, let key, let catalogue):
            "profile \"\(profile)\": \(field): \"\(key)\" is no key of the catalogue \"\(catalogue)\""
        }
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(20).map { $0.count <= 40 ? "\"\($0)\"" : "\"\($0.prefix(37))...\"" }
        return shown.joined(separator: ", ") + (names.count > 20 ? " and \(names.count - 20) more" : "")
    }
}
