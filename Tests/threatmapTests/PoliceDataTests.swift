import Foundation
import TestSupport
import Testing

/// Real files of data.police.uk, which are not in the repository.
@Suite struct PoliceDataTests {
    private static let directory = Program.root + "/../shared/data/police-uk/"
    private static let isThere = FileManager.default.fileExists(atPath: directory)

    @Test(
        "All located rows of a real file go in, the others are rejected with a reason, and nothing goes in twice",
        .enabled(if: isThere, "../shared/data/police-uk is not there"),
        arguments: [
            ("2025-06-city-of-london-street.csv", 666, 35), ("2025-06-bedfordshire-street.csv", 5366, 220),
        ])
    func realFile(name: String, accepted: Int, rejected: Int) throws {
        let place = try Place()
        let file = Self.directory + name
        let run = try Program.run("import", "--store", place.store, "--rejects", place["bad.csv"], "--json", file)
        let all = accepted + rejected
        #expect(
            try summary(run) == [
                "read": all, "accepted": accepted, "updated": 0, "rejected": rejected, "duplicates": 0,
            ])
        #expect(run.status == 3)
        let lines = String(decoding: try place.bytes("bad.csv"), as: UTF8.self).split(separator: "\n").dropFirst()
        #expect(lines.count == rejected)
        #expect(lines.allSatisfy { $0.hasSuffix(",Longitude,,is empty: the row has no place") })
        let again = try Program.run("import", "--store", place.store, "--json", file)
        #expect(
            try summary(again) == [
                "read": all, "accepted": 0, "updated": 0, "rejected": rejected, "duplicates": accepted,
            ])
        #expect(try Program.run("verify", "--store", place.store).status == 0)
    }
}
