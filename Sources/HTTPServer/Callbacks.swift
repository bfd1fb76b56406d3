import CMicroHTTPD
import HTTPMessage
import Synchronization

// What libmicrohttpd calls, as plain functions: they turn C's pointers into Swift's objects and values, and decide
// nothing. Who owns the objects behind the pointers stands at `MicroHTTPD`.

/// A connection is served from now on.
func opened(_ context: UnsafeMutableRawPointer, _ socket: Int32) -> UnsafeMutableRawPointer? {
    let core = core(context)
    guard let client = core.clients.client(of: socket) else { return nil }
    client.opened(limits: core.limits)
    return Unmanaged.passRetained(client).toOpaque()
}

/// A connection is over; its socket is still open.
func closed(_ context: UnsafeMutableRawPointer, _ client: UnsafeMutableRawPointer) {
    core(context).clients.remove(Unmanaged<ClientConnection>.fromOpaque(client).takeRetainedValue())
}

/// A request line arrived.
func began(
    _ context: UnsafeMutableRawPointer, _ client: UnsafeMutableRawPointer?, _ connection: OpaquePointer,
    _ target: UnsafePointer<CChar>, _ length: Int
) -> UnsafeMutableRawPointer? {
    guard let client else { return nil }
    let exchange = core(context).begin(
        client: Unmanaged<ClientConnection>.fromOpaque(client).takeUnretainedValue(),
        connection: ConnectionHandle(pointer: connection),
        target: Array(UnsafeRawBufferPointer(start: target, count: length)))
    return Unmanaged.passRetained(exchange).toOpaque()
}

/// The header fields or a piece of the body arrived, the request is complete, or its connection was resumed.
func proceed(
    _ context: UnsafeMutableRawPointer, _ request: UnsafeMutableRawPointer?, _ connection: OpaquePointer,
    _ method: UnsafePointer<CChar>, _ version: UnsafePointer<CChar>, _ targetSize: Int,
    _ bytes: UnsafeRawPointer?, _ count: Int
) -> Bool {
    guard let request else { return false }
    let core = core(context)
    let exchange = Unmanaged<Exchange>.fromOpaque(request).takeUnretainedValue()
    if count > 0 { return core.readBody(exchange, UnsafeRawBufferPointer(start: bytes, count: count)) }
    guard exchange.awaitsHead else { return core.goOn(exchange) }
    let fields = RequestHead.Fields(
        method: String(cString: method), version: String(cString: version), headers: headers(of: connection),
        size: microhttpd_head_size(connection), targetSize: targetSize)
    return core.readHead(exchange, fields)
}

/// A request was answered or given up.
func ended(_ context: UnsafeMutableRawPointer, _ request: UnsafeMutableRawPointer) {
    core(context).end(Unmanaged<Exchange>.fromOpaque(request).takeRetainedValue())
}

private func core(_ context: UnsafeMutableRawPointer) -> ServerCore {
    Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
}

private func headers(of connection: OpaquePointer) -> [HTTPHeader] {
    var headers: [HTTPHeader] = []
    withUnsafeMutablePointer(to: &headers) { headers in
        microhttpd_each_header(connection, headers) { context, name, nameLength, value, valueLength in
            let name = UnsafeRawBufferPointer(start: name, count: nameLength)
            let value = UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : valueLength)
            let header = HTTPHeader(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
            context.assumingMemoryBound(to: [HTTPHeader].self).pointee.append(header)
        }
    }
    return headers
}

extension Exchange {
    /// Whether the header fields have not been looked at yet.
    fileprivate var awaitsHead: Bool {
        state.withLock { if case .head = $0.phase { true } else { false } }
    }
}
