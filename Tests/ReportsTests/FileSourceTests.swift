import Foundation
import Testing

@testable import Reports

@Suite struct FileSourceTests {
    @Test(
        "A file is read as it is, or unpacked where it is gzip",
        arguments: [0, 1, 2, 65_536, 200_000, 262_144, 524_288, 600_001])
    func contents(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 97 + $0 % 23) }
        #expect(try read(bytes) == bytes)
        #expect(try read(StoredGzip.pack(bytes)) == bytes)
    }

    @Test("Several gzip members are one stream")
    func members() throws {
        #expect(try read(StoredGzip.pack([65, 66]) + StoredGzip.pack([]) + StoredGzip.pack([67])) == [65, 66, 67])
    }

    @Test("A gzip file cut anywhere is an error, never a shorter file")
    func truncated() throws {
        let packed = StoredGzip.pack(Array("id,category\n1,speeding\n".utf8))
        for count in 2..<packed.count {
            let message = try failure(Array(packed.prefix(count)))
            #expect(message == "FILE: is a gzip file whose end is missing", "\(count) bytes")
        }
    }

    @Test("A flipped bit in gzip is an error or changes nothing that is read")
    func flippedBits() throws {
        let text = Array("id,category\n1,speeding\n".utf8)
        let packed = StoredGzip.pack(text)
        for bit in 16..<packed.count * 8 {
            var broken = packed
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            let contents = try? read(broken)
            #expect(contents == nil || contents == text, "bit \(bit)")
        }
    }

    @Test("What follows gzip and is none is an error")
    func garbage() throws {
        let message = try failure(StoredGzip.pack([65]) + Array("junk".utf8))
        #expect(message == "FILE: is not a sound gzip file (incorrect header check)")
    }

    @Test("A missing file and a directory are named")
    func noFile() {
        #expect { try FileSource("/nowhere/x.csv") } throws: { "\($0)" == "/nowhere/x.csv: there is no such file" }
        #expect { try FileSource("/") } throws: { "\($0)" == "/: is a directory, not a file" }
    }

    private func read(_ bytes: [UInt8]) throws -> [UInt8] {
        let path = NSTemporaryDirectory() + "threatmap-\(UUID().uuidString)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let source = try FileSource(path)
        #expect(source.size == bytes.count)
        var contents: [UInt8] = []
        while case let chunk = try source.nextChunk(), !chunk.isEmpty { contents += chunk }
        #expect(source.bytesRead == bytes.count)
        return contents
    }

    private func failure(_ bytes: [UInt8]) throws -> String? {
        do {
            _ = try read(bytes)
            return nil
        } catch let error as InputError {
            let words = "\(error)"
            return words.range(of: ": ").map { "FILE" + words[$0.lowerBound...] }
        }
    }
}
