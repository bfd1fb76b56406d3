import CMicroHTTPD
import HTTPMessage

/// Hands an answer to libmicrohttpd.
enum ResponseWriter {
    /// Bodies up to this size are copied, and go out together with their header in one system call. Larger ones are
    /// read piece by piece from the handler's array, which many connections may share, so that a hundred slow readers
    /// of one large layer do not hold a hundred copies.
    private static let largestCopy = 64 * 1024

    /// Queues the answer. False where the connection is past taking one, and is to be closed.
    ///
    /// - Parameter buffer: What holds the body where it is a stream; without it, as for `HEAD`, no body is sent.
    static func send(
        _ response: HTTPResponse, from buffer: StreamBuffer? = nil, on connection: ConnectionHandle, closing: Bool
    ) -> Bool {
        let made =
            switch response.content {
            case .bytes(let bytes): answer(with: bytes)
            case .file(let slice): answer(reading: ResponseBody(slice), count: slice.range.count)
            case .stream: answer(streaming: buffer)
            }
        guard let answer = made else { return false }
        for header in response.headers where isSendable(header) {
            _ = microhttpd_add_header(answer, header.name, header.value)
        }
        if closing { _ = microhttpd_add_header(answer, "Connection", "close") }
        return microhttpd_queue(connection.pointer, UInt32(clamping: response.status), answer)
    }

    /// Whether a header field of the handler's goes out. What would break the message never does: the framing is the
    /// server's, and a value with a line end in it would begin another header field or another answer.
    static func isSendable(_ header: HTTPHeader) -> Bool {
        guard !header.name.isEmpty, header.name.utf8.allSatisfy(\.isTokenCharacter) else { return false }
        guard !header.value.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) else { return false }
        switch header.name.lowercased() {
        case "content-length", "transfer-encoding", "keep-alive", "upgrade", "trailer": return false
        case "connection": return header.value.lowercased() == "close"
        default: return true
        }
    }

    private static func answer(with body: [UInt8]) -> OpaquePointer? {
        if body.count <= largestCopy {
            return body.withUnsafeBytes { microhttpd_answer_copying($0.baseAddress, $0.count) }
        }
        return answer(reading: ResponseBody(body), count: body.count)
    }

    private static func answer(reading body: ResponseBody, count: Int) -> OpaquePointer? {
        let shared = Unmanaged.passRetained(body)
        return microhttpd_answer_reading(
            UInt64(count), largestCopy, shared.toOpaque(),
            { body, position, buffer, room in
                Unmanaged<ResponseBody>.fromOpaque(body).takeUnretainedValue()
                    .copy(from: position, to: UnsafeMutableRawBufferPointer(start: buffer, count: room))
            },
            { body in Unmanaged<ResponseBody>.fromOpaque(body).release() })
    }

    private static func answer(streaming buffer: StreamBuffer?) -> OpaquePointer? {
        guard let buffer else { return microhttpd_answer_without_body() }
        let shared = Unmanaged.passRetained(StreamReader(buffer))
        return microhttpd_answer_streaming(
            largestCopy, shared.toOpaque(),
            { body, _, buffer, room in
                Unmanaged<StreamReader>.fromOpaque(body).takeUnretainedValue()
                    .read(into: UnsafeMutableRawBufferPointer(start: buffer, count: room))
            },
            { body in Unmanaged<StreamReader>.fromOpaque(body).takeRetainedValue().end() })
    }
}

/// The reading end of a stream; libmicrohttpd holds the one retained reference.
private final class StreamReader: Sendable {
    private let buffer: StreamBuffer

    init(_ buffer: StreamBuffer) {
        self.buffer = buffer
    }

    func read(into room: UnsafeMutableRawBufferPointer) -> Int {
        buffer.read(into: room)
    }

    /// The answer was sent, or given up.
    func end() {
        buffer.abandon()
    }
}

/// The body of an answer while it is being sent; libmicrohttpd holds the one retained reference.
private final class ResponseBody: Sendable {
    private enum Source {
        case bytes([UInt8])
        case file(FileSlice)
    }

    private let source: Source

    init(_ bytes: [UInt8]) {
        source = .bytes(bytes)
    }

    init(_ slice: FileSlice) {
        source = .file(slice)
    }

    /// Copies what fits, and returns how much that was, or that the rest cannot be had.
    func copy(from position: UInt64, to buffer: UnsafeMutableRawBufferPointer) -> Int {
        switch source {
        case .bytes(let bytes):
            let start = min(Int(clamping: position), bytes.count)
            let piece = bytes[start..<min(bytes.count, start + buffer.count)]
            buffer.copyBytes(from: piece)
            return piece.count
        case .file(let slice):
            let start = min(Int(clamping: position), slice.range.count)
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, slice.range.count - start)])
            let count = (try? slice.file.read(from: slice.range.lowerBound + start, into: room)) ?? 0
            // 0 would mean: ask again. A file that is shorter than it was is a broken one.
            return count > 0 ? count : Int(microhttpd_body_broken)
        }
    }
}
