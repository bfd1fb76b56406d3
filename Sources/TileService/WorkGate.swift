import Dispatch
import Foundation

/// Lets as many threads compute at once as there are processors, however many wait: for what is done by threads that mostly
/// wait, so that tiles find a processor.
final class WorkGate: Sendable {
    private let places = DispatchSemaphore(value: max(2, ProcessInfo.processInfo.activeProcessorCount))

    /// Runs a piece of work once there is a place.
    func pass<Result, Failure: Error>(_ work: () throws(Failure) -> Result) throws(Failure) -> Result {
        places.wait()
        defer { places.signal() }
        return try work()
    }
}
