import Glibc

/// One connection to a server on this machine, kept open from request to request. It blocks; use it from one thread.
public final class HTTPClient {
    /// An answer that was received in full.
    public struct Answer: Sendable {
        /// The status code.
        public let status: Int
        /// The head's lines, without the first.
        public let headers: [String]
        /// The content.
        public let body: [UInt8]

        /// The content as text.
        public var text: String { String(decoding: body, as: UTF8.self) }

        /// A header's value.
        public func header(_ name: String) -> String? {
            let start = name.lowercased() + ":"
            return headers.first { $0.lowercased().hasPrefix(start) }.map {
                String($0.dropFirst(start.count).drop { $0 == " " })
            }
        }
    }

    /// Why there is no answer.
    public enum Failure: Error, Equatable {
        /// Nobody listens.
        case notConnected
        /// The connection ended first.
        case closed
        /// The server said nothing for too long.
        case timeout
        /// What came is no HTTP.
        case garbage(String)
    }

    private let socket: Int32
    private var buffer: [UInt8] = []

    /// Connects.
    ///
    /// - Parameter seconds: The longest silence that is borne.
    public init(port: UInt16, timeout seconds: Int = 20) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            Glibc.close(socket)
            throw Failure.notConnected
        }
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var atOnce: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &atOnce, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { Glibc.close(socket) }

    /// Sends a request and waits for the whole answer.
    ///
    /// - Parameter body: A JSON document, or nothing.
    public func request(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: String? = nil
    ) throws -> Answer {
        var text = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        if let body { text += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n" }
        try send(Array((text + "\r\n" + (body ?? "")).utf8))
        return try answer()
    }

    private func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure.closed }
            sent += count
        }
    }

    private func answer() throws -> Answer {
        var end = headEnd(from: 0)
        while end == nil {
            let searched = max(0, buffer.count - 3)
            try receive()
            end = headEnd(from: searched)
        }
        guard let end else { throw Failure.closed }
        let head = String(decoding: buffer[..<end], as: UTF8.self)
        let lines = head.split(separator: "\r\n").map(String.init)
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            throw Failure.garbage(String(head.prefix(80)))
        }
        let headers = Array(lines.dropFirst())
        let length =
            Answer(status: status, headers: headers, body: []).header("Content-Length").flatMap { Int($0) } ?? 0
        while buffer.count < end + 4 + length { try receive() }
        let body = Array(buffer[end + 4..<end + 4 + length])
        buffer.removeFirst(end + 4 + length)
        return Answer(status: status, headers: headers, body: body)
    }

    /// Where the empty line behind the head begins.
    private func headEnd(from start: Int) -> Int? {
        var index = start
        while index + 3 < buffer.count {
            if buffer[index] == 13, buffer[index + 1] == 10, buffer[index + 2] == 13, buffer[index + 3] == 10 {
                return index
            }
            index += 1
        }
        return nil
    }

    private func receive() throws {
        let count = withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: 1) { space in
            let count = recv(socket, space.baseAddress, space.count, 0)
            if count > 0 { buffer.append(contentsOf: space[..<count]) }
            return count
        }
        if count < 0 { throw errno == EAGAIN ? Failure.timeout : Failure.closed }
        if count == 0 { throw Failure.closed }
    }
}
