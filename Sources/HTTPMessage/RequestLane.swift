/// What answering a request takes, and so which threads may do it: what waits must not hold up what computes, and neither
/// what is answered at once.
public enum RequestLane: Sendable, Hashable, CaseIterable {
    /// Answered within a millisecond or so, without waiting for anything. The thread that read the request answers it,
    /// which saves two changes of thread, and holds up that thread's other connections meanwhile.
    case quick

    /// Keeps a processor busy: there are about as many threads for it as processors.
    case work

    /// Waits, most of its time, for a disk or for a lock, so that many can wait at once.
    case wait
}
