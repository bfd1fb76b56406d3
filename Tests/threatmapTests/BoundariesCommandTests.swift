import Foundation
import TestSupport
import Testing

/// `threatmap boundaries` on files good and bad.
@Suite struct BoundariesCommandTests {
    private func feature(_ id: String, _ west: Int, _ ring: String? = nil) -> String {
        let box = "[[\(west),50],[\(west + 1),50],[\(west + 1),51],[\(west),51],[\(west),50]]"
        return #"{"type": "Feature", "properties": {"terc": \#(id), "name": "Łódź \#(west)"}, "geometry": "#
            + #"{"type": "Polygon", "coordinates": [\#(ring ?? box)]}}"#
    }

    private func collection(_ features: String...) -> String {
        "{\"type\": \"FeatureCollection\", \"features\": [\n" + features.joined(separator: ",\n") + "\n]}\n"
    }

    private func place() throws -> Place {
        let place = try Place()
        let run = try Program.run("import", "--store", place.store, "-", input: Array(rows(20).utf8))
        #expect(run.status == 0)
        return place
    }

    private func add(_ place: Place, _ text: String, _ more: String = "") throws -> Program.Run {
        let file = try place.write("map.json", text)
        return try Program.shell(
            "$T boundaries add '\(file)' --store '\(place.store)' --id-property terc --name-property name \(more)")
    }

    @Test("A layer is added, listed, replaced and removed")
    func layers() throws {
        let place = try place()
        let run = try add(place, collection(feature("\"0201\"", 14), feature("\"0202\"", 15)), "--layer counties")
        #expect(run.status == 0 && run.errors == "counties: 2 areas added\n" && run.output.isEmpty)
        let again = try add(place, collection(feature("3", 14)), "--layer counties")
        #expect(again.status == 0 && again.errors == "counties: 1 areas added, in the place of 2\n")
        #expect(try Program.run("boundaries", "list", "--store", place.store).text == "counties  1 areas\n")
        let removed = try Program.run("boundaries", "remove", "counties", "--store", place.store)
        #expect(removed.status == 0 && removed.errors == "counties: 1 areas removed\n")
        let missing = try Program.run("boundaries", "remove", "counties", "--store", place.store)
        #expect(missing.status == 1 && missing.errors.contains("there is no layer of areas \"counties\""))
    }

    @Test("Areas are written as GeoJSON and as a table, and are a filter")
    func written() throws {
        let place = try place()
        // The rows lie at 15.1 degrees east and 52.7 north.
        let text = collection(
            feature("\"0201\"", 15, "[[15,52],[16,52],[16,53],[15,53],[15,52]]"), feature("\"0202\"", 16))
        #expect(try add(place, text).status == 0)
        let layer = "$T layer --store '\(place.store)' --layer"
        let run = try Program.shell("\(layer) areas")
        let object = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
        let features = try #require(object?["features"] as? [[String: Any]])
        #expect((features[0]["properties"] as? [String: Any])?["count"] as? Int == 20, "\(run.errors)")
        let table = try Program.shell("\(layer) areas -o '\(place["a.csv"])' && cat '\(place["a.csv"])'")
        #expect(table.text.contains("\r\nareas,0201,Łódź 15,20,0.002"))
        let cells = try Program.shell("\(layer) cells --zoom 8 --area 0201")
        #expect(cells.text.contains("\"count\":20,"))
        #expect(try Program.shell("\(layer) cells --zoom 8 --area 0202").text.contains("\"numberMatched\":0,"))
        let wrong = try Program.shell("\(layer) cells --zoom 8 --area areas/7")
        #expect(wrong.status == 2)
        #expect(wrong.errors == "threatmap: --area: \"7\" is not the id of an area of the layer areas\n")
        let unknown = try Program.shell("\(layer) areas --boundaries counties")
        #expect(unknown.status == 2 && unknown.errors.contains("--boundaries is \"counties\"; it must be one of areas"))
    }

    @Test("Broken features are named with file, line and id; nothing is added without being told to")
    func broken() throws {
        let place = try place()
        let text = collection(
            feature("\"0201\"", 14), feature("\"0201\"", 15), feature("null", 16), feature("7", 17, "[[0,0]]"),
            feature("8", 18, "[[0,0],[10,10],[10,0],[0,10],[0,0]]"), "{\"type\": }", feature("9", 19))
        let run = try add(place, text)
        #expect(run.status == 1)
        for words in [
            "map.json: line 3: the area \"0201\" has the same id as the one in line 2",
            "map.json: line 4: feature 3 has no property \"terc\"",
            "map.json: line 5: the area \"7\" ring 1 has 1 positions",
            "map.json: line 6: the area \"8\" crosses itself near [5.0", "map.json: line 7: feature 6 is not JSON",
            "nothing was added; --skip-invalid adds the 2 good areas",
        ] {
            #expect(run.errors.contains(words), "\(run.errors)")
        }
        #expect(try Program.run("boundaries", "list", "--store", place.store).text.isEmpty)
        let skipped = try add(place, text, "--skip-invalid")
        #expect(skipped.status == 3 && skipped.errors.contains("areas: 2 areas added; 5 were left out"))
    }

    @Test("Areas that overlap are told, and added")
    func overlaps() throws {
        let place = try place()
        let run = try add(
            place,
            collection(
                feature("1", 14), feature("2", 15, "[[14.5,50.1],[14.9,50.1],[14.9,50.9],[14.5,50.1]]"),
                feature("3", 15),
                feature("\"ż\"", 15)))
        #expect(run.status == 0)
        #expect(run.errors.contains("warning: the areas \"1\" and \"2\" overlap; a report in both counts in both\n"))
        #expect(
            run.errors.contains(
                "line 5: warning: the area \"ż\" has the same outline as \"3\" in line 4; a report in it counts in both\n"
            ))
        #expect(run.errors.components(separatedBy: "warning").count == 3)
    }

    @Test(
        "What is no boundary file is refused in words",
        arguments: [
            ("", "this is not a GeoJSON feature collection"), ("id,name\n", "not a GeoJSON feature collection"),
            ("{\"type\": \"FeatureCollection\", \"features\": []}", "there is no area to add"),
            ("{\"type\": \"FeatureCollection\", \"features\": [", "the file ends inside the list of features"),
        ])
    func noBoundaries(text: String, words: String) throws {
        let place = try place()
        let run = try add(place, text)
        #expect(run.status == 1 && run.errors.contains(words), "\(run.errors)")
        let bad = try add(place, text, "--layer 'a/b'")
        #expect(bad.status == 2 && bad.errors.contains("--layer is \"a/b\"; it must be up to 64 letters"))
    }
}
