import JSONText
import ReportStore
import Reports

/// `threatmap keys`: who may see and do what the public may not.
enum KeysCommand: Command {
    static let name = "keys"
    static let summary = "add, list or revoke the keys of coordinators and operators"
    static let operands = "add | list | revoke NUMBER"
    static let options = [
        Option.store,
        Option(name: "--role", value: "ROLE", help: "coordinator (the default) or operator, for add"),
        Option(name: "--unit", value: "CODE", help: "the unit whose reports a coordinator works on; without it, all"),
        Option(name: "--json", value: nil, help: "write JSON"),
    ]

    static func run(_ arguments: Arguments) throws -> ExitCode {
        guard let action = arguments.operands.first else {
            throw UsageError.missingOperand("add, list or revoke", command: name)
        }
        let path = try arguments.required("--store")
        let rest = arguments.operands.dropFirst()
        switch action {
        case "add":
            if let extra = rest.first { throw UsageError.unexpected(extra, command: name) }
            return try add(path, arguments)
        case "list":
            if let extra = rest.first { throw UsageError.unexpected(extra, command: name) }
            return try list(path, arguments)
        case "revoke":
            guard let text = rest.first else {
                throw UsageError.missingOperand("the number of the key to revoke", command: name)
            }
            if let extra = rest.dropFirst().first { throw UsageError.unexpected(extra, command: name) }
            return try revoke(path, text)
        default: throw UsageError.badValue("keys", action, "add, list or revoke")
        }
    }

    private static func add(_ path: String, _ arguments: Arguments) throws -> ExitCode {
        let word = arguments["--role"] ?? AccessKey.Role.coordinator.rawValue
        guard let role = AccessKey.Role(rawValue: word) else {
            let known = AccessKey.Role.allCases.map(\.rawValue).joined(separator: " or ")
            throw UsageError.badValue("--role", word, known)
        }
        if let unit = arguments["--unit"], !UnitCode.isValid(unit) {
            throw UsageError.badValue("--unit", unit, UnitCode.writtenForm)
        }
        let (key, secret) = try StoreFile.open(path).addKey(role, unit: arguments["--unit"])
        if arguments.has("--json") {
            var json = JSONWriter()
            json.object { json in
                json.member("id", Int(key.id))
                json.member("role", key.role.rawValue)
                if let unit = key.unit { json.member("unit", unit) }
                json.member("key", secret)
            }
            try Console.write(String(decoding: json.bytes, as: UTF8.self) + "\n")
        } else {
            try Console.write(secret + "\n")
        }
        Console.error("key \(key.id) is made; it is shown this once, the store keeps only its hash")
        return .done
    }

    private static func list(_ path: String, _ arguments: Arguments) throws -> ExitCode {
        let store = try StoreFile.open(path, readOnly: true)
        let keys = try store.keys()
        guard arguments.has("--json") else {
            let lines = keys.map { line($0, store.catalogue.clock) }
            try Console.write(lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n")
            return .done
        }
        var json = JSONWriter()
        json.array(keys) { json, listed in
            json.object { json in
                json.member("id", Int(listed.key.id))
                json.member("role", listed.key.role.rawValue)
                json.member("unit") { json in
                    if let unit = listed.key.unit { json.string(unit) } else { json.null() }
                }
                json.member("created", EventTime.iso8601(second: listed.created))
                json.member("revoked") { json in
                    if let revoked = listed.revoked {
                        json.string(EventTime.iso8601(second: revoked))
                    } else {
                        json.null()
                    }
                }
            }
        }
        try Console.write(String(decoding: json.bytes, as: UTF8.self) + "\n")
        return .done
    }

    private static func line(_ listed: ListedKey, _ clock: LocalClock) -> String {
        let state = listed.revoked.map { "revoked \(EventTime.iso8601(second: $0))" } ?? "good"
        return "\(listed.key.id)  \(listed.key.role.rawValue)  \(listed.key.unit ?? "all units")  made "
            + "\(EventTime.iso8601(second: listed.created))  \(state)"
    }

    private static func revoke(_ path: String, _ text: String) throws -> ExitCode {
        guard let id = Int64(text) else {
            throw UsageError.badValue("revoke", text, "a key's number, as keys list shows it")
        }
        guard try StoreFile.open(path).revokeKey(id) else {
            Console.error("threatmap: \(path): there is no good key \(id)")
            return .failed
        }
        Console.error("key \(id) is good for nothing now")
        return .done
    }
}
