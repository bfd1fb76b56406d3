import Foundation
import Synchronization

/// The file that is being written beside its place: a signal that ends the program takes it away first.
///
/// Commands write one such file at a time. `serve` has its own way to end, and writes none.
enum PartialFile {
    /// Says that a file is being written.
    static func begin(_ name: String) { begin([name]) }

    /// Says that a file is being written, with others that belong to it. None of them need be there.
    static func begin(_ names: [String]) {
        _ = isPrepared
        // Never freed: the signal may come at any moment, and there are only a few names in a program's life.
        let list = Names.allocate(capacity: names.count + 1)
        list.initialize(repeating: nil, count: names.count + 1)
        for (index, name) in names.enumerated() { list[index] = strdup(name) }
        partialNames.store(UInt(bitPattern: list), ordering: .releasing)
    }

    /// Says that the file has its place, or was taken away.
    static func end() {
        partialNames.store(0, ordering: .releasing)
    }

    /// Names, up to the first `nil`.
    private typealias Names = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    private static let isPrepared: Bool = {
        for number in [SIGTERM, SIGINT, SIGHUP] {
            let before = signal(number, takeAway)
            // What was to be ignored, as under nohup, is ignored further on.
            let isIgnored = unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
            if isIgnored { signal(number, SIG_IGN) }
        }
        // Whoever started us may have held them back.
        var set = sigset_t()
        sigemptyset(&set)
        for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&set, number) }
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        return true
    }()

    /// Does only what a signal handler may, and then ends the program as the signal would have, for whoever waits for it.
    private static let takeAway: @convention(c) (Int32) -> Void = { number in
        if var next = Names(bitPattern: partialNames.load(ordering: .acquiring)) {
            while let name = next.pointee {
                unlink(name)
                next += 1
            }
        }
        signal(number, SIG_DFL)
        raise(number)
    }
}

/// The address of the names of the unfinished file and what belongs to it; 0 without one.
private let partialNames = Atomic<UInt>(0)
