import Foundation
import TestSupport
import Testing

@Suite struct ImportFormatTests {
    /// The rows of our own CSV as objects, one a line.
    private func objects(_ count: Int) -> String {
        (0..<count).map { number in
            "{\"occurred\": \"2025-06-14T21:37Z\", \"latitude\": 52.7, \"longitude\": 15.\(1000 + number % 9000), "
                + "\"status\": \"new\", \"source\": \"public\", \"category\": \"speeding\", \"id\": \"\(number)\"}\n"
        }.joined()
    }

    /// The same rows as features, as our own layer of points has them.
    private func features(_ count: Int) -> String {
        let features = (0..<count).map { number in
            "{\"type\":\"Feature\",\"id\":\"\(number)\",\"geometry\":{\"type\":\"Point\",\"coordinates\":"
                + "[15.\(1000 + number % 9000),52.7]},\"properties\":{\"id\":\"\(number)\",\"category\":\"speeding\","
                + "\"status\":\"new\",\"source\":\"public\",\"occurred\":\"2025-06-14T21:37Z\"}}"
        }
        return "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))],\"truncated\":false}"
    }

    @Test("Rows of CSV, objects and features are the same reports, whatever the file is called, packed or not")
    func formats() throws {
        let place = try Place()
        let first = try Program.run("import", "--store", place.store, "--json", place.write("a.csv", rows(300)))
        #expect(try summary(first)["accepted"] == 300)
        for text in [objects(300), features(300)] {
            let plain = try place.write("b", text)
            let packed = try Program.shell("gzip -c \(plain)").output
            for input in [Array(text.utf8), packed] {
                let run = try Program.run("import", "--store", place.store, "--json", "-", input: input)
                #expect(
                    try summary(run)
                        == ["read": 300, "accepted": 0, "updated": 0, "rejected": 0, "duplicates": 300])
                #expect(run.status == 0)
            }
        }
    }

    private static let hasGDAL = FileManager.default.fileExists(atPath: "/usr/bin/ogr2ogr")

    @Test(
        "What ogr2ogr writes goes in, as a collection, as a sequence and with record separators",
        .enabled(if: hasGDAL, "this needs ogr2ogr"))
    func gdal() throws {
        let place = try Place()
        let csv = try place.write("a.csv", rows(50))
        _ = try Program.run("import", "--store", place.store, csv)
        let open = "-oo X_POSSIBLE_NAMES=longitude -oo Y_POSSIBLE_NAMES=latitude \(csv)"
        let outputs = [
            ("c.geojson", "GeoJSON"), ("c.geojsonl", "GeoJSONSeq"), ("c.geojsons", "GeoJSONSeq -lco RS=YES"),
        ]
        for (name, format) in outputs {
            let made = try Program.shell("ogr2ogr -f \(format) \(place[name]) \(open)")
            #expect(made.status == 0, "\(made.errors)")
            let run = try Program.run("import", "--store", place.store, "--json", place[name])
            #expect(try summary(run)["duplicates"] == 50, "\(name): \(run.errors)")
            #expect(run.status == 0)
        }
    }

    @Test("A collection cut off in the middle brings its whole features, and the exit code is 3")
    func cutCollection() throws {
        let place = try Place()
        let text = features(10)
        let input = try place.write("a.geojson", String(text.prefix(text.count - 100)))
        let run = try Program.run("import", "--store", place.store, "--json", input)
        #expect(try summary(run) == ["read": 11, "accepted": 9, "updated": 0, "rejected": 2, "duplicates": 0])
        #expect(run.status == 3)
        let lines = run.errors.split(separator: "\n")
        #expect(lines[0] == "\(input), line 1: the file ends inside this feature")
        #expect(lines[1] == "\(input), line 1: the file ends inside the list of features: it is cut off")
    }

    @Test("A dry run reads and checks all, and makes no store", arguments: ["csv", "ndjson"])
    func dryRun(format: String) throws {
        let place = try Place()
        let text = format == "csv" ? rows(20) + ",,\n" : objects(20) + "{}\n"
        let input = try place.write("a", text)
        let run = try Program.run(
            "import", "--dry-run", "--store", place.store, "--rejects", place["bad.csv"], "--json", input)
        #expect(run.status == 3)
        #expect(run.errors.hasSuffix("/s): 20 would be accepted, 1 would be rejected; nothing was imported\n"))
        var counts = try summary(run)
        #expect(counts.removeValue(forKey: "dryRun") == 1)
        #expect(counts == ["read": 21, "accepted": 20, "updated": 0, "rejected": 1, "duplicates": 0])
        #expect(try place.files == ["a", "bad.csv"])
        #expect(try place.bytes("bad.csv").filter { $0 == 10 }.count == 2)
        let good = try Program.run("import", "--dry-run", "--store", place.store, place.write("b.csv", rows(3)))
        #expect(good.status == 0)
    }

    @Test("A dry run leaves a store as it was, and tells what an import would")
    func dryRunOnStore() throws {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(20)))
        let before = try place.bytes("store.sqlite")
        let run = try Program.run("import", "--dry-run", "--store", place.store, place.write("b.csv", rows(30)))
        #expect(run.status == 0 && run.errors.contains(": 30 would be accepted, 0 would be rejected"))
        #expect(try place.bytes("store.sqlite") == before)
        let police = "Crime ID,Month,Longitude,Latitude,Crime type,Last outcome category\n,2025-06,-0.1,51.5,Drugs,\n"
        let other = try Program.run("import", "--dry-run", "--store", place.store, place.write("c.csv", police))
        #expect(other.status == 1 && other.errors.contains("holds reports of the catalogue \"kmzb\""))
        let broken = try Program.run("import", "--dry-run", "--store", place.store, place.write("d.csv", "a,b\n"))
        #expect(broken.status == 1 && broken.errors.contains("no shipped profile fits its columns"))
        #expect(try place.bytes("store.sqlite") == before)
    }
}
