import Foundation
import HTTPMessage
import ReportStore
import Reports
import Synchronization
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// Byte ranges of layers that are made while they are sent.
@Suite struct SpooledLayerTests {
    private static let targets = ["/layers/points.geojson?zoom=14", "/layers/points.csv?zoom=14"]
    private static let target = targets[0]
    private static let key = ["Authorization": "Bearer operator"]

    private func store(_ count: Int, seed: UInt64) throws -> (store: OGCStore, reports: [Report]) {
        var random = SeededGenerator(seed: seed)
        let reports = try OGCStore.crowd(count, &random)
        return (try OGCStore(reports, OGCStore.catalogue(), wholeFeatures: 3), reports)
    }

    private func range(_ range: String, _ more: [String: String] = [:]) -> [String: String] {
        more.merging(["Range": "bytes=\(range)"]) { $1 }
    }

    private func bytes(_ response: HTTPResponse) throws -> [UInt8] {
        try response.file?.bytes() ?? response.stream?.collected() ?? response.body
    }

    @Test("Ranges of a streamed answer are slices of the whole", arguments: 1...3 as ClosedRange<UInt64>)
    func slices(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let service = try store(200, seed: seed).store.service
        let cases = [
            (Self.target, [:]), (Self.target, Self.key), (Self.targets[1], Self.key),
            (Self.target + "&source=public,police&bbox=15,52,15.5,53", [:]),
            (Self.targets[1] + "&source=public,police&bbox=15,52,15.5,53", [:]),
        ]
        for (target, headers) in cases {
            let whole = service.get(target, headers)
            let text = try #require(try whole.stream?.collected())
            let tag = try #require(whole.header("ETag"))
            #expect(tag.hasPrefix("\"") && whole.header("Accept-Ranges") == "bytes")
            for _ in 0..<30 {
                let first = Int.random(in: 0..<text.count, using: &random)
                let last = Int.random(in: first..<text.count + 50, using: &random)
                let tail = Int.random(in: 1...text.count + 9, using: &random)
                let expected = [
                    ("\(first)-\(last)", first..<min(last + 1, text.count)), ("\(first)-", first..<text.count),
                    ("-\(tail)", max(text.count - tail, 0)..<text.count),
                ].randomElement(using: &random)
                let (field, slice) = try #require(expected)
                // A part is never compressed, and a whole that fits the tag is.
                let accepting = ["Accept-Encoding": "gzip", "If-Range": tag].merging(headers) { $1 }
                let part = service.get(target, range(field, Bool.random(using: &random) ? accepting : headers))
                #expect(part.status == 206 && part.header("ETag") == tag && part.header("Content-Encoding") == nil)
                #expect(
                    part.header("Content-Range") == "bytes \(slice.lowerBound)-\(slice.upperBound - 1)/\(text.count)")
                #expect(try bytes(part) == Array(text[slice]), "\(field)")
                for name in ["Content-Type", "X-Number-Matched", "X-Withheld"] {
                    #expect(part.header(name) == whole.header(name), "\(target) \(name)")
                }
            }
            let beyond = service.get(target, range("\(text.count)-", headers))
            #expect(beyond.status == 416 && beyond.header("Content-Range") == "bytes */\(text.count)")
        }
    }

    @Test("The whole and its head tell the same, before there is a file and with it", arguments: targets)
    func heads(target: String) throws {
        let service = try store(60, seed: 4).store.service
        #expect(service.get(target).length == nil)
        for isKept in [false, true] {
            let lists = [["Accept-Encoding": "gzip"]] + (isKept ? [[:], range("5-9")] : [])
            if isKept { #expect(service.get(target, method: "HEAD").length != nil) }
            for headers in lists {
                let head = service.get(target, headers, method: "HEAD")
                let get = service.get(target, headers.filter { $0.key != "Range" })
                #expect(head.status == 200 && head.headers == get.headers && head.length == get.length)
                #expect((head.length != nil) == (isKept && headers["Accept-Encoding"] == nil))
            }
        }
        let (plain, kept) = (try store(60, seed: 4).store.service.get(target), service.get(target))
        #expect(kept.file != nil && plain.stream != nil)
        #expect(try bytes(kept) == bytes(plain) && kept.header("Content-Type") == plain.header("Content-Type"))
        #expect(kept.header("X-Number-Matched") == plain.header("X-Number-Matched"))
        #expect((kept.header("X-Number-Matched") != nil) == target.contains(".csv"))
    }

    @Test(
        "If-Range with another validator gets the whole; data that changed in the box gives another one",
        arguments: ["geojson", "csv"])
    func validators(ending: String) throws {
        let (store, reports) = try store(60, seed: 5)
        let target = "/layers/points.\(ending)?bbox=15.2,52.7,15.3,52.8"
        let tag = try #require(store.service.get(target, Self.key).header("ETag"))
        let packed = try #require(
            store.service.get(target, Self.key.merging(["Accept-Encoding": "gzip"]) { $1 }).header("ETag"))
        let open = try #require(store.service.get(target).header("ETag"))
        #expect(Set([tag, packed, open]).count == 3)
        for other in [packed, open, "W/" + tag, "\"x\"", "Sun, 06 Nov 1994 08:49:37 GMT"] {
            let answer = store.service.get(target, range("5-9", Self.key.merging(["If-Range": other]) { $1 }))
            #expect(answer.status == 200 && answer.stream != nil, "\(other)")
        }
        // Far away nothing changes here, not even the time.
        let text = try bytes(store.service.get(target, Self.key))
        try store.put([OGCStore.report(1000, try #require(.init(longitude: 21, latitude: 50)))])
        let same = store.service.get(target, Self.key)
        #expect(try same.header("ETag") == tag && bytes(same) == text)
        try store.put([OGCStore.report(1001, try #require(.init(longitude: 15.25, latitude: 52.75)))])
        let changed = store.service.get(target, range("0-9", Self.key.merging(["If-Range": tag]) { $1 }))
        #expect(changed.status == 200 && changed.stream != nil && changed.header("ETag") != tag)
        #expect(reports.count == 60)
    }

    @Test("Who has begun to read a layer reads on in it, and who begins anew reads the new one", arguments: targets)
    func readingOn(target: String) throws {
        let (store, _) = try store(80, seed: 6)
        let old = try bytes(store.service.get(target, Self.key))
        let first = store.service.get(target, range("0-99", Self.key))
        let tag = try #require(first.header("ETag"))
        try store.put([OGCStore.report(1000, try #require(.init(longitude: 15.25, latitude: 52.75)))])
        var read = try bytes(first)
        while read.count < old.count {
            let condition = read.count % 200 == 0 ? ["If-Range": tag] : [:]
            let field = "\(read.count)-\(read.count + 99)"
            let part = store.service.get(target, range(field, Self.key.merging(condition) { $1 }))
            try #require(part.status == 206 && part.header("ETag") == tag)
            read += try bytes(part)
        }
        #expect(read == old)
        // What stands in the header is of the state that is read.
        #expect(first.header("X-Number-Matched") == (target.contains(".csv") ? "80" : nil))
        let last = store.service.get(target, range("100-199", Self.key))
        #expect(last.header("X-Number-Matched") == first.header("X-Number-Matched"))
        let new = store.service.get(target, range("0-99", Self.key))
        #expect(new.status == 206 && new.header("ETag") != tag)
        // Nobody else reads what was made for the holder of a key.
        let open = store.service.get(target, range("100-199"))
        #expect(open.status == 206 && open.header("ETag")?.contains("-key") == false)
        #expect(try bytes(open) == Array(bytes(store.service.get(target))[100..<200]))
    }

    @Test("Many ask for ranges at once, and each gets its own")
    func atOnce() throws {
        let service = try store(300, seed: 7).store.service
        let text = try bytes(service.get(Self.target, Self.key))
        let wrong = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 16) { number in
            let first = number * 997 % text.count
            let part = service.get(Self.target, range("\(first)-\(first + 500)", Self.key))
            let slice = (try? bytes(part)) ?? []
            if part.status != 206 || slice != Array(text[first..<min(first + 501, text.count)]) {
                wrong.withLock {
                    $0.append("\(first): \(part.status) \(part.headers) \(String(decoding: part.body, as: UTF8.self))")
                }
            }
        }
        #expect(wrong.withLock(\.self) == [])
    }

    // MARK: The files

    private let name = SpooledLayers.Name(target: "/layers/cells.geojson", audience: .public)

    private func stream(_ text: String) -> BodyStream { BodyStream { try $0(Array(text.utf8)) } }

    @Test("The last few files are kept, by number and by bytes, and those in use stay readable")
    func eviction() throws {
        let layers = SpooledLayers(in: NSTemporaryDirectory(), mostBytes: 1000)
        let first = try layers.file(name, tag: "0", stream("zero"))
        for number in 1...8 { _ = try layers.file(name, tag: "\(number)", stream("text \(number)")) }
        #expect(layers.known("0") == nil && (1...8).allSatisfy { layers.known("\($0)") != nil })
        #expect(try FileSlice(first).bytes() == Array("zero".utf8))
        // It was used last, so it is not the one to go.
        _ = layers.known("1")
        _ = try layers.file(name, tag: "9", stream("nine"))
        #expect(layers.known("1") != nil && layers.known("2") == nil)
        let long = String(repeating: "ż", count: 490)
        _ = try layers.file(name, tag: "long", stream(long))
        #expect(layers.known("long") != nil && layers.known("9") != nil && layers.known("3") == nil)
        layers.stop()
        #expect(layers.known("long") == nil)
        #expect(throws: Problem.self) { try layers.file(name, tag: "10", stream("ten")) }
    }

    private func problem(_ layers: SpooledLayers, _ stream: BodyStream) -> Problem? {
        do throws(Problem) {
            _ = try layers.file(name, tag: "a", stream)
            return nil
        } catch {
            return error
        }
    }

    @Test("A layer that cannot be written is a problem in words, and the next may be asked for")
    func failures() throws {
        struct Failure: Error {}
        let layers = SpooledLayers(in: NSTemporaryDirectory(), mostBytes: 10)
        let long = problem(layers, stream("eleven byte"))
        #expect(long?.status == 507 && long?.detail.contains("it has more than 10 bytes; fetch the whole") == true)
        let broken = problem(layers, BodyStream { _ in throw Failure() })
        #expect(broken?.status == 503 && broken?.headers.value(of: "Retry-After") != nil)
        let missing = problem(SpooledLayers(in: "/nowhere/at/all", mostBytes: 10), stream("a"))
        #expect(missing?.status == 500 && missing?.detail.contains("a temporary file failed: mkstemp: No such") == true)
        #expect(problem(layers, stream("ten bytes.")) == nil)
    }

    @Test("On a full disk a layer is refused and its room given back, and layers that are kept make room for another")
    func fullDisk() throws {
        guard let mount = Tool("mount") else { return }
        let place = try Place()
        guard try Program.shell("\(mount.path) -t tmpfs -o size=1m tmpfs \(place.directory)").status == 0 else {
            print("skipped: no file system can be mounted here")
            return
        }
        defer { _ = try? Program.shell("umount -l \(place.directory)") }
        func free() throws -> Int {
            let values = try FileManager.default.attributesOfFileSystem(forPath: place.directory)
            return try #require(values[.systemFreeSize] as? Int)
        }
        let all = try free()
        let layers = SpooledLayers(in: place.directory, mostBytes: 1 << 30)
        func pieces(_ count: Int) -> BodyStream {
            BodyStream { write in for _ in 0..<count { try write([UInt8](repeating: 65, count: 100_000)) } }
        }
        for _ in 0..<3 {
            let full = problem(layers, pieces(20))
            #expect(full?.status == 507 && full?.detail.contains("the disk is full; fetch the whole") == true)
            #expect(try free() == all)
        }
        // The thread that wrote a layer may hold it for a moment more, and then there is no room yet.
        var hasMadeRoom = false
        for _ in 0..<500 where !hasMadeRoom {
            _ = try layers.file(name, tag: "first", pieces(6))
            try #require(layers.known("first") != nil)
            hasMadeRoom = problem(layers, pieces(7)) == nil
            #expect(layers.known("first") == nil)
        }
        #expect(hasMadeRoom)
        layers.stop()
        for _ in 0..<500 where try free() < all { usleep(10_000) }
        #expect(try free() == all)
    }
}
