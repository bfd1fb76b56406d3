import Foundation

/// The signals that ask the program to end, SIGTERM and SIGINT, taken by one thread in its own time.
struct TerminationSignals {
    private var set = sigset_t()

    /// Holds the signals back in this thread and in those it will make.
    init() {
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Waits for one of them.
    func wait() {
        var set = set
        var signal: Int32 = 0
        while sigwait(&set, &signal) != 0 {}
    }
}
