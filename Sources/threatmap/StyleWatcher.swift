import Foundation
import Rendering
import Synchronization

/// Looks at the files of styles, twice a second, in a thread of its own: whoever edits a style sees it on the map.
final class StyleWatcher: Sendable {
    private let files: Mutex<StyleFiles>
    private let isStopped = Mutex(false)
    private let publish: @Sendable ([Style]) -> Void
    private let report: @Sendable (String) -> Void

    /// Watches files.
    ///
    /// - Parameters:
    ///   - publish: Gets all styles whenever one has changed.
    ///   - report: Gets a line for each file that was read anew, is broken or is gone.
    init(
        _ files: StyleFiles, publish: @escaping @Sendable ([Style]) -> Void,
        report: @escaping @Sendable (String) -> Void
    ) {
        self.files = Mutex(files)
        self.publish = publish
        self.report = report
    }

    /// Begins to watch, where there is a directory.
    func start() {
        guard files.withLock({ $0.hasDirectory }) else { return }
        let thread = Thread { [self] in watch() }
        thread.name = "style watcher"
        thread.start()
    }

    /// Ends the watching within a moment.
    func stop() {
        isStopped.withLock { $0 = true }
    }

    private static let interval = 0.5

    private func watch() {
        var last: [String: FileStamp]?
        var settled = files.withLock { $0.stamps }
        var isMissing = false
        while !isStopped.withLock({ $0 }) {
            Thread.sleep(forTimeInterval: Self.interval)
            let found = files.withLock { $0.look() }
            // A directory that cannot be read for a while is no reason to take styles away.
            if found == nil, !isMissing {
                report("the directory of styles cannot be read; its styles stay as they were")
            }
            isMissing = found == nil
            // A file that is being written looks different the next time; it is read when it has come to rest.
            if let found, found == last, found != settled {
                refresh(to: found)
                settled = found
            }
            last = found
        }
    }

    private func refresh(to found: [String: FileStamp]) {
        let (before, news, after) = files.withLock { files in
            let before = files.styles
            let news = files.update(to: found)
            return (before, news, files.styles)
        }
        if after != before { publish(after) }
        news.forEach(report)
    }
}
