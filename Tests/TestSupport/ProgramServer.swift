import Foundation

/// A server of the real program on a free port.
public final class ProgramServer: Sendable {
    /// The running program.
    public let process = Process()
    /// The service's root, with a slash at its end.
    public let address: String
    private let place: Place

    /// Serves the store of a place, and waits until it listens.
    public init(_ place: Place, _ options: String...) throws {
        self.place = place
        process.executableURL = URL(fileURLWithPath: try Program.path)
        process.arguments = ["serve", "--store", place.store, "--port", "0"] + options
        process.standardError = try place.handle("serve.err")
        try process.run()
        let deadline = Date(timeIntervalSinceNow: 20)
        var found: String?
        while found == nil, Date() < deadline, process.isRunning {
            usleep(20_000)
            found = try Self.errors(place).split(separator: " ").first {
                $0.hasPrefix("http://") && $0.hasSuffix("/")
            }.map(
                String.init)
        }
        guard let found else { throw NotServing(errors: try Self.errors(place)) }
        address = found
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Where it listens.
    public var port: UInt16 {
        get throws {
            guard let port = address.dropLast().split(separator: ":").last.flatMap({ UInt16($0) }) else {
                throw NotServing(errors: address)
            }
            return port
        }
    }

    /// What it wrote to standard error so far.
    public var errors: String {
        get throws { try Self.errors(place) }
    }

    private static func errors(_ place: Place) throws -> String {
        String(decoding: try place.bytes("serve.err"), as: UTF8.self)
    }
}

/// The program ended, or said for 20 seconds not where it listens.
public struct NotServing: Error {
    /// What it wrote to standard error.
    public let errors: String
}
