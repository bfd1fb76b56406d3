import Glibc

/// The process's limit of open files.
enum FileLimit {
    /// Files that are not connections: databases, the standard streams, libmicrohttpd's own.
    private static let others = 256

    /// Raises the soft limit as far as needed and allowed, and returns how many connections it has room for.
    static func raise(toServe connections: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
        let wanted = rlim_t(connections + others)
        if limit.rlim_cur < wanted {
            var raised = limit
            raised.rlim_cur = min(wanted, limit.rlim_max)
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
        }
        return min(connections, max(1, Int(clamping: limit.rlim_cur) - others))
    }
}
