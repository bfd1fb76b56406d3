import Foundation

/// How much a service prints.
public struct PrintSettings: Sendable, Equatable {
    /// The most pixels of a page that is answered at once; larger ones become jobs.
    public var directPixels = 10_000_000

    /// The most pixels of any page; larger ones are refused.
    public var largestPixels = 150_000_000

    /// Pages that are drawn at once by the threads that else draw tiles.
    public var directAtOnce = 1

    /// Jobs that are drawn at once, each by a thread of its own.
    public var workers = 1

    /// Jobs that wait or are drawn; one more is answered with 503.
    public var jobs = 8

    /// The same of one client.
    public var jobsPerClient = 3

    /// Seconds for which a finished sheet is kept.
    public var keepSeconds = 3600

    /// The most bytes of finished sheets that are kept; the oldest go first.
    public var keptBytes = 1 << 30

    /// Where finished sheets are kept, in files without a name.
    public var directory = NSTemporaryDirectory()

    /// The default settings.
    public init() {}
}
