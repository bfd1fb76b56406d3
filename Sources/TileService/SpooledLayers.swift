import Foundation
import HTTPMessage
import Synchronization

/// Keeps the last few layers that are too long for memory in files without a name, for clients that read them in byte
/// ranges, as GDAL does in hundreds of them: each would else cost the making of all that stands before it.
///
/// A layer is written when the first range of it is asked for, by a thread of its own. All is bounded: files and their bytes,
/// layers that are being written, and requests that wait for them.
final class SpooledLayers: Sendable {
    /// What a layer is, whatever the state of the data.
    struct Name: Hashable {
        var target: String
        var audience: Audience
    }

    /// A layer in a file.
    struct Layer {
        /// What an answer with it tells of it, its validator too, but for how long caches may keep it.
        var headers: [HTTPHeader]
        var file: TemporaryFile
    }

    private struct Entry {
        var name: Name
        var tag: String
        var layer: Layer
        var made: UInt64
        var used: UInt64
    }

    /// A layer that is being written.
    private final class Making: Sendable {
        let tag: String
        let result = Mutex<Result<TemporaryFile, Problem>?>(nil)
        /// Left once there is a result.
        let end = DispatchGroup()

        init(tag: String) {
            self.tag = tag
            end.enter()
        }
    }

    private struct State {
        /// The last used stands last.
        var entries: [Entry] = []
        var makings: [Making] = []
        var waiting = 0
        var isStopped = false
    }

    /// The service is being stopped.
    private struct Stopped: Error {}
    /// A layer has more bytes than may be kept.
    private struct TooLong: Error {}

    private let state = Mutex(State())
    private let directory: String
    private let mostBytes: Int

    /// The layers that are kept, and those that are written at once.
    private static let most = (kept: 8, written: 2)

    /// Requests that wait for layers, so that writes, which use the same threads, still find one.
    private static let mostWaiting = 24

    /// For how many seconds after its last use, and after it was made, an earlier state of a layer goes on being read by those
    /// who began with it; caches may keep an answer as long.
    private static let seconds = (used: 60.0, made: 600.0)

    init(in directory: String, mostBytes: Int) {
        (self.directory, self.mostBytes) = (directory, mostBytes)
    }

    /// The layer with a certain validator, where it is in a file.
    func known(_ tag: String) -> Layer? {
        state.withLock { Self.use(&$0) { $0.tag == tag } }?.layer
    }

    /// An earlier state of a layer that some client is reading.
    ///
    /// - Parameter isWanted: Whether a validator is that of the state that is asked for.
    func earlier(_ name: Name, _ isWanted: (String) -> Bool) -> Layer? {
        let now = MonotonicTime.now
        return state.withLock { state in
            Self.use(&state) { entry in
                entry.name == name && isWanted(entry.tag)
                    && MonotonicTime.seconds(since: entry.used, now: now) < Self.seconds.used
                    && MonotonicTime.seconds(since: entry.made, now: now) < Self.seconds.made
            }
        }?.layer
    }

    /// The file of a layer, written first where there is none yet.
    ///
    /// - Parameter headers: What answers with it tell of it later.
    /// - Throws: ``Problem``: 503 where too much is under way or the text cannot be made, 507 where there is no room for it.
    func file(
        _ name: Name, tag: String, headers: [HTTPHeader] = [], _ stream: BodyStream
    ) throws(Problem) -> TemporaryFile {
        enum Step { case ready(TemporaryFile), wait(Making, isNew: Bool), refuse }
        let step: Step = state.withLock { state in
            if let entry = Self.use(&state, where: { $0.tag == tag }) { return .ready(entry.layer.file) }
            guard state.waiting < Self.mostWaiting, !state.isStopped else { return .refuse }
            let known = state.makings.first { $0.tag == tag }
            guard known != nil || state.makings.count < Self.most.written else { return .refuse }
            let making = known ?? Making(tag: tag)
            if known == nil { state.makings.append(making) }
            state.waiting += 1
            return .wait(making, isNew: known == nil)
        }
        switch step {
        case .ready(let file): return file
        case .refuse: throw .tooManyRanges
        case .wait(let making, let isNew):
            if isNew { start(making, name, headers, stream) }
            making.end.wait()
            state.withLock { $0.waiting -= 1 }
            guard let result = making.result.withLock(\.self) else { throw .tooManyRanges }
            return try result.get()
        }
    }

    /// Calls off what is being written, and gives up the files.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.entries = []
        }
    }

    // MARK: Writing

    private func start(_ making: Making, _ name: Name, _ headers: [HTTPHeader], _ stream: BodyStream) {
        let thread = Thread { [self] in
            // Of this thread alone, as Linux has it: tiles come first.
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
            let result = write(stream)
            state.withLock { state in
                state.makings.removeAll { $0 === making }
                if case .success(let file) = result, !state.isStopped {
                    keep(Layer(headers: headers, file: file), name, making.tag, &state)
                }
            }
            making.result.withLock { $0 = result }
            making.end.leave()
        }
        thread.name = "spool"
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// Writes a layer. Where the disk is full, the layers that are kept make room for it, once.
    private func write(_ stream: BodyStream, mayMakeRoom: Bool = true) -> Result<TemporaryFile, Problem> {
        do {
            let file = try TemporaryFile(in: directory)
            var bytes = 0
            try stream.produce { [self] piece in
                if state.withLock({ $0.isStopped }) { throw Stopped() }
                bytes += piece.count
                guard bytes <= mostBytes else { throw TooLong() }
                try file.append(piece)
            }
            return .success(file)
        } catch let error as TemporaryFileError {
            guard error.isFull else { return .failure(.failure("\(error)")) }
            if mayMakeRoom, giveUpKept() { return write(stream, mayMakeRoom: false) }
            return .failure(.noRoom("the disk is full"))
        } catch is TooLong {
            return .failure(.noRoom("it has more than \(mostBytes) bytes"))
        } catch is Stopped {
            return .failure(.unavailable("the service is being stopped"))
        } catch {
            return .failure(.unavailable("the layer changed while it was read; try again"))
        }
    }

    /// Gives up the layers that are kept; one that is being sent takes its room until it is.
    ///
    /// - Returns: Whether there were any.
    private func giveUpKept() -> Bool {
        let given = state.withLock { state in
            defer { state.entries = [] }
            return state.entries
        }
        return !given.isEmpty
    }

    private func keep(_ layer: Layer, _ name: Name, _ tag: String, _ state: inout State) {
        let now = MonotonicTime.now
        state.entries.append(Entry(name: name, tag: tag, layer: layer, made: now, used: now))
        var bytes = state.entries.reduce(0) { $0 + $1.layer.file.size }
        while state.entries.count > Self.most.kept || bytes > mostBytes, state.entries.count > 1 {
            bytes -= state.entries.removeFirst().layer.file.size
        }
    }

    /// The last used entry that a condition holds for, now used again.
    private static func use(_ state: inout State, where isWanted: (Entry) -> Bool) -> Entry? {
        guard let index = state.entries.lastIndex(where: isWanted) else { return nil }
        var entry = state.entries.remove(at: index)
        entry.used = MonotonicTime.now
        state.entries.append(entry)
        return entry
    }
}

extension Problem {
    fileprivate static var tooManyRanges: Problem {
        Problem(
            status: 503, title: "Service unavailable",
            detail: "too many long layers are being prepared for byte ranges; try again, or fetch the whole",
            headers: [HTTPHeader("Retry-After", "2")])
    }

    fileprivate static func noRoom(_ reason: String) -> Problem {
        Problem(
            status: 507, title: "Insufficient storage",
            detail: "byte ranges of this layer need room that there is not: \(reason); fetch the whole, or less of it")
    }
}
