import HTTPMessage
import Testing

@testable import HTTPServer

@Suite struct RawAnswerTests {
    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
    ])
    func writesDates(moment: Int, text: String) {
        #expect(RawAnswer.date(moment) == text)
    }

    @Test func leavesTheBodyOutForHead() {
        let whole = RawAnswer.bytes(of: .bodyTooLarge(5))
        let head = RawAnswer.bytes(of: .bodyTooLarge(5), withBody: false)
        #expect(whole.starts(with: head) && whole.count - head.count == Refusal.bodyTooLarge(5).response.body.count)
        #expect(head.suffix(4) == Array("\r\n\r\n".utf8)[...])
    }
}
