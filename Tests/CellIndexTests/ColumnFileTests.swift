import Foundation
import TestSupport
import Testing

@testable import CellIndex

@Suite("Column files")
struct ColumnFileTests {
    private static let stamp = "zażółć gęślą jaźń 🗺️"

    private static func snapshot(_ count: Int, seed: UInt64 = 1) throws -> CellSnapshot {
        var random = try RandomReports(seed: seed)
        return try CellSnapshot(count == 0 ? [] : random.reports(count), sequence: Int64(count) + 17)
    }

    private static func write(_ snapshot: CellSnapshot, _ file: TemporaryFile) throws {
        try ColumnFile.write(snapshot, stamp: stamp, to: file.path, mode: 0o640)
    }

    @Test("hold all parts of an index", arguments: [0, 1, 63, 64, 65, 1000, 70_000])
    func roundTrip(count: Int) throws {
        let file = try TemporaryFile()
        let snapshot = try Self.snapshot(count)
        try Self.write(snapshot, file)
        let opened = try ColumnFile(open: file.path)
        #expect(opened.stamp == Self.stamp && opened.sequence == snapshot.sequence && opened.count == count)
        let loaded = try opened.load()
        #expect(loaded.sequence == snapshot.sequence && loaded.baseSequence == snapshot.sequence)
        Self.expectEqual(loaded.base.table, snapshot.base.table)
        #expect(try file.files == ["zażółć-columns"])
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? NSNumber
        #expect(mode == 0o640)
    }

    static func expectEqual(_ left: ReportTable, _ right: ReportTable) {
        #expect(left.codes == right.codes && left.ids == right.ids && left.kinds == right.kinds)
        #expect(left.kindNumbers == right.kindNumbers && left.seconds == right.seconds)
        #expect(left.hours.vectors == right.hours.vectors && left.hours.count == right.hours.count)
        #expect(left.timeOrder.rows == right.timeOrder.rows && left.extent == right.extent)
        #expect(left.firstInstant == right.firstInstant && left.largestID == right.largestID)
        func words(_ table: ReportTable) -> [[[UInt64]]] {
            let attributes = table.attributes
            return [attributes.categories, attributes.sources, attributes.statuses, table.boundaries.bits].map {
                $0.map(\.words)
            }
        }
        #expect(words(left) == words(right))
        #expect(left.coarseRuns.places == right.coarseRuns.places && left.coarseRuns.ranks == right.coarseRuns.ranks)
        #expect(left.coarseRuns.starts == right.coarseRuns.starts)
    }

    @Test("hold the base of a snapshot with changes, and say how old it is")
    func changedSnapshot() throws {
        let file = try TemporaryFile()
        var random = try RandomReports(seed: 4)
        let before = try Self.snapshot(500)
        let changes = (0..<40).map { _ in random.report(id: .random(in: 1...540, using: &random.random)) }
        let after = try before.applying(changes, sequence: 700)
        #expect(after.baseSequence == 517)
        try Self.write(after, file)
        let loaded = try ColumnFile(open: file.path).load()
        #expect(loaded.sequence == 517 && loaded.count == before.count)
        let again = try loaded.applying(changes, sequence: 700)
        let (expected, found) = (try after.compacted(), try again.compacted())
        #expect(found.baseSequence == 700)
        Self.expectEqual(found.base.table, expected.base.table)
    }

    @Test("with any byte changed are refused", arguments: [0, 1, 300])
    func flippedBytes(count: Int) throws {
        let file = try TemporaryFile()
        try Self.write(try Self.snapshot(count), file)
        let bytes = try file.bytes
        var random = SeededGenerator(seed: 8)
        // The preamble and the header byte by byte, and some of the columns.
        let ends = Array(0..<min(60, bytes.count)) + (max(bytes.count - 200, 0)..<bytes.count)
        let positions = ends + (0..<500).map { _ in Int.random(in: bytes.indices, using: &random) }
        for position in positions {
            var damaged = bytes
            damaged[position] ^= UInt8.random(in: 1...255, using: &random)
            try file.write(damaged)
            #expect(throws: ColumnFileError.self, "\(position)") { try ColumnFile(open: file.path).load() }
        }
        try file.write(bytes)
        #expect(try ColumnFile(open: file.path).load().count == count)
    }

    @Test("of any other length are refused", arguments: [0, 300])
    func otherLengths(count: Int) throws {
        let file = try TemporaryFile()
        try Self.write(try Self.snapshot(count), file)
        let bytes = try file.bytes
        var random = SeededGenerator(seed: 9)
        let lengths =
            Array(0..<64) + [bytes.count - 1] + (0..<200).map { _ in .random(in: 0..<bytes.count, using: &random) }
        for length in lengths {
            try file.write(bytes.prefix(length))
            #expect(throws: ColumnFileError.self, "\(length)") { try ColumnFile(open: file.path).load() }
        }
        try file.write(bytes + [0])
        #expect(throws: ColumnFileError.self) { try ColumnFile(open: file.path).load() }
    }

    @Test("whose header promises more than is there are refused, however right its checksum")
    func lyingHeader() throws {
        let file = try TemporaryFile()
        try Self.write(try Self.snapshot(300), file)
        let bytes = try file.bytes
        let start = try #require(Int(exactly: Self.word(bytes, 16)))
        for index in 0..<20 {
            for value in [0, 1, 299, 301, 1 << 20, UInt64(UInt32.max) - 1, 1 << 40, .max] {
                var lying = bytes
                Self.set(&lying, start + index * 8, value)
                Self.set(&lying, 32, XXHash64.hash(Array(lying[start...])))
                Self.set(&lying, 40, XXHash64.hash(Array(lying[..<40])))
                try file.write(lying)
                // Words that say nothing of lengths may be changed by who can make checksums.
                let loaded = try? ColumnFile(open: file.path).load()
                #expect(loaded == nil || loaded?.count == 300)
            }
        }
    }

    private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
        (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64($1 * 8) }
    }

    private static func set(_ bytes: inout [UInt8], _ offset: Int, _ word: UInt64) {
        for index in 0..<8 { bytes[offset + index] = UInt8(truncatingIfNeeded: word >> UInt64(index * 8)) }
    }

    @Test("keep their layout as long as they keep their version")
    func layout() throws {
        let file = try TemporaryFile()
        try Self.write(try Self.snapshot(300), file)
        // Whoever has to change this number raises `ColumnFile.version` with it.
        #expect(ColumnFile.version == 1)
        let hash = try XXHash64.hash(file.bytes)
        #expect(hash == 2_709_453_214_654_377_213)
    }

    @Test("that cannot be written are an error that names file and reason, and leave nothing behind")
    func unwritable() throws {
        let file = try TemporaryFile()
        let snapshot = try Self.snapshot(10)
        let missing = file.directory + "/none/columns"
        #expect(throws: ColumnFileError.cannotWrite(missing, reason: "No such file or directory")) {
            try ColumnFile.write(snapshot, stamp: "", to: missing, mode: 0o600)
        }
        try FileManager.default.createDirectory(atPath: file.path, withIntermediateDirectories: true)
        #expect(throws: ColumnFileError.cannotWrite(file.path, reason: "Is a directory")) {
            try Self.write(snapshot, file)
        }
        #expect(try file.files == ["zażółć-columns"])
        #expect(throws: ColumnFileError.self) { try ColumnFile(open: file.path) }
    }

    @Test("are left to the writer who came first")
    func twoWriters() throws {
        let file = try TemporaryFile()
        let descriptor = open(file.path + ".tmp", O_RDWR | O_CREAT, 0o600)
        defer { close(descriptor) }
        try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        try Self.write(try Self.snapshot(10), file)
        #expect(try file.files == ["zażółć-columns.tmp"])
        try #require(flock(descriptor, LOCK_UN) == 0)
        try Self.write(try Self.snapshot(10), file)
        #expect(try file.files == ["zażółć-columns"])
    }

    @Test("are checked by XXH64, as its specification has it")
    func checksums() {
        #expect(XXHash64.hash([]) == 0xEF46_DB37_51D8_E999)
        #expect(XXHash64.hash(Array("a".utf8)) == 0xD24E_C4F1_A98C_6E5B)
        #expect(XXHash64.hash(Array("abc".utf8)) == 0x44BC_2CF5_AD77_0999)
        let sentence = "Nobody inspects the spammish repetition"
        #expect(XXHash64.hash(Array(sentence.utf8)) == 0xFBCE_A83C_8A37_8BF1)
    }
}
