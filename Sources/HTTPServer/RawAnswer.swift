import Glibc
import HTTPMessage

/// An answer written to the socket past libmicrohttpd, which takes answers only before or after a request's body: for a
/// client that is too slow to finish its request, or that has begun to send too much. The connection ends with it.
///
/// With TLS this would have to be left out, and the connection closed without an answer.
enum RawAnswer {
    /// Sends the refusal as far as the socket takes it without waiting, which is all of it: nothing else was sent.
    static func send(_ refusal: Refusal, on socket: Int32, withBody: Bool = true) {
        let bytes = bytes(of: refusal, withBody: withBody)
        _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    }

    /// The answer as it goes over the wire.
    static func bytes(of refusal: Refusal, withBody: Bool = true) -> [UInt8] {
        let response = refusal.response
        var head = "HTTP/1.1 \(refusal.status) \(refusal.title)\r\nDate: \(date(time(nil)))\r\n"
        for header in response.headers { head += "\(header.name): \(header.value)\r\n" }
        head += "Content-Length: \(response.body.count)\r\nConnection: close\r\n\r\n"
        return Array(head.utf8) + (withBody ? response.body : [])
    }

    /// A moment as a header field states it, such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
    static func date(_ moment: time_t) -> String {
        var moment = moment
        var parts = tm()
        gmtime_r(&moment, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = days[Int(parts.tm_wday) % 7]
        let month = months[Int(parts.tm_mon) % 12]
        let clock = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        return "\(day), \(two(parts.tm_mday)) \(month) \(parts.tm_year + 1900) \(clock) GMT"
    }
}
