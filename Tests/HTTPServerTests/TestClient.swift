import Glibc
import HTTPMessage

/// A client that sends exactly the bytes it is told to, well-formed or not.
final class TestClient {
    enum Failure: Error, Equatable {
        case notConnected(errno: Int32)
        case closed
        case timeout
        case reset
        case garbage(String)
    }

    private let socket: Int32
    private var buffer: [UInt8] = []

    init(port: UInt16, timeout seconds: Int = 8) throws {
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
            let failure = Failure.notConnected(errno: errno)
            Glibc.close(socket)
            throw failure
        }
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { Glibc.close(socket) }

    func send(_ text: String) {
        send(Array(text.utf8))
    }

    /// Sends the bytes, or as many as the server takes before it closes.
    func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Sends no more, as `nc -N` does; answers still come.
    func finishSending() {
        shutdown(socket, Int32(SHUT_WR))
    }

    /// The next answer.
    func response(toHead: Bool = false) throws -> HTTPResponse {
        while true {
            if let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) {
                let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
                buffer.removeSubrange(..<end.upperBound)
                return try response(from: lines, toHead: toHead)
            }
            guard try receive() else { throw Failure.closed }
        }
    }

    private func response(from lines: [Substring], toHead: Bool) throws -> HTTPResponse {
        let parts = lines.first?.split(separator: " ") ?? []
        guard parts.count >= 2, parts[0] == "HTTP/1.1", let status = Int(parts[1]) else {
            throw Failure.garbage(lines.first.map(String.init) ?? "")
        }
        let headers = lines.dropFirst().map { line in
            let sides = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return HTTPHeader(String(sides[0]), String(sides.last?.drop { $0 == " " } ?? ""))
        }
        if headers.value(of: "Transfer-Encoding") == "chunked", !toHead {
            return HTTPResponse(status: status, headers: headers, body: try chunkedBody())
        }
        let length = toHead || status < 200 ? 0 : Int(headers.value(of: "Content-Length") ?? "0") ?? 0
        while buffer.count < length {
            guard try receive() else { throw Failure.closed }
        }
        let body = Array(buffer.prefix(length))
        buffer.removeFirst(length)
        return HTTPResponse(status: status, headers: headers, body: body)
    }

    /// A body in chunks (RFC 9112, section 7.1), to its last one.
    private func chunkedBody() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            var lineEnd = buffer.firstIndex(of: 10)
            while lineEnd == nil {
                guard try receive() else { throw Failure.closed }
                lineEnd = buffer.firstIndex(of: 10)
            }
            let line = String(decoding: buffer[..<(lineEnd ?? 0)], as: UTF8.self).filter { $0 != "\r" }
            guard let size = Int(line.filter { $0 != "\r\n" }, radix: 16) else { throw Failure.garbage(line) }
            let end = (lineEnd ?? 0) + 1 + size + 2
            while buffer.count < end {
                guard try receive() else { throw Failure.closed }
            }
            body += buffer[((lineEnd ?? 0) + 1)..<(end - 2)]
            buffer.removeFirst(end)
            if size == 0 { return body }
        }
    }

    /// Everything up to the end of the connection.
    func rest() throws -> [UInt8] {
        while try receive() {}
        return buffer
    }

    private func receive() throws -> Bool {
        var bytes = [UInt8](repeating: 0, count: 64 * 1024)
        let count = recv(socket, &bytes, bytes.count, 0)
        if count > 0 { buffer.append(contentsOf: bytes[..<count]) }
        if count < 0 { throw errno == EAGAIN ? Failure.timeout : Failure.reset }
        return count > 0
    }
}

extension HTTPResponse {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }
}

extension [UInt8] {
    fileprivate func firstRange(of pattern: [UInt8]) -> Range<Int>? {
        guard count >= pattern.count else { return nil }
        for start in 0...(count - pattern.count) where Array(self[start..<start + pattern.count]) == pattern {
            return start..<start + pattern.count
        }
        return nil
    }
}
