import Foundation
import Synchronization

/// The file that is being written beside its place: a signal that ends the program takes it away first.
///
/// Commands write one such file at a time. `serve` has its own way to end, and writes none.
enum PartialFile {
    /// Says that a file is being written.
    static func begin(_ name: String) {
        _ = isPrepared
        // Never freed: the signal may come at any moment, and there are only a few names in a program's life.
        let copy = strdup(name)
        partialName.store(UInt(bitPattern: copy), ordering: .releasing)
    }

    /// Says that the file has its place, or was taken away.
    static func end() {
        partialName.store(0, ordering: .releasing)
    }

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
        if let name = UnsafePointer<CChar>(bitPattern: partialName.load(ordering: .acquiring)) { unlink(name) }
        signal(number, SIG_DFL)
        raise(number)
    }
}

/// The address of the unfinished file's name; 0 without one.
private let partialName = Atomic<UInt>(0)
