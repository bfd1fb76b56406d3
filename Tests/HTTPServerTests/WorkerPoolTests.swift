import Dispatch
import Testing

@testable import HTTPServer

@Suite struct WorkerPoolTests {
    @Test func hasRoomForAsManyAsItWasTold() throws {
        let pool = try WorkerPool(workers: 1, capacity: 2)
        let (began, goOn, ended) = (
            DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
        )
        let first = pool.reserve()
        pool.submit {
            began.signal()
            goOn.wait()
            ended.signal()
        }
        began.wait()
        let waiting = [pool.reserve(), pool.reserve(), pool.reserve()]
        #expect(first)
        #expect(waiting == [true, true, false])
        pool.submit { ended.signal() }
        pool.submit { ended.signal() }
        goOn.signal()
        for _ in 0..<3 { ended.wait() }
        #expect(pool.reserve())
        pool.close()
        #expect(!pool.reserve())
    }
}
