import Foundation
import TestSupport
import Testing

/// `threatmap layer`: every layer, as GeoJSON and as a table.
@Suite struct LayerCommandTests {
    private func place() throws -> Place {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, "-", input: Array(rows(30).utf8))
        let area =
            #"{"type": "Feature", "properties": {"id": "=1+1"}, "geometry": {"type": "Polygon", "coordinates": "#
            + "[[[15,52],[15.1015,52],[15.1015,53],[15,53],[15,52]]]}}"
        let file = try place.write("a.json", #"{"type": "FeatureCollection", "features": [\#n\#(area)\#n]}"#)
        let run = try Program.shell("$T boundaries add '\(file)' --store '\(place.store)' --id-property id")
        try #require(run.status == 0, "\(run.errors)")
        return place
    }

    private func layer(_ place: Place, _ options: String) throws -> Program.Run {
        try Program.shell("$T layer --store '\(place.store)' --layer \(options)")
    }

    @Test("Every layer is a table by the name of its file or by --format, with the same counts as its GeoJSON")
    func tables() throws {
        let place = try place()
        for (options, column) in [("cells --zoom 9", 8), ("clusters --zoom 5", 4), ("areas", 3), ("timeline", 2)] {
            let name = place["\(options.prefix(5)).csv"]
            let asked = try layer(place, "\(options) --format csv")
            let named = try Program.shell(
                "$T layer --store '\(place.store)' --layer \(options) -o '\(name)' && cat '\(name)'")
            #expect(asked.status == 0 && asked.text == named.text && asked.text.hasSuffix("\r\n"), "\(asked.errors)")
            let lines = asked.text.components(separatedBy: "\r\n").dropLast()
            let counts = lines.dropFirst().compactMap { Int($0.components(separatedBy: ",")[column]) }
            #expect(
                counts.count == lines.count - 1 && counts.reduce(0, +) == (options == "areas" ? 15 : 30), "\(options)")
            let json = try layer(place, options)
            #expect(json.text.hasPrefix("{\""), "\(options)")
            for count in counts { #expect(json.text.contains("\"count\":\(count)"), "\(options)") }
        }
        // What a spreadsheet might run stands behind an apostrophe.
        #expect(try layer(place, "areas --format csv").text.contains("\r\nareas,'=1+1,"))
    }

    @Test("Points are limited as asked, and what is left out is told")
    func points() throws {
        let place = try place()
        let few = try layer(place, "points --limit 4 --format csv")
        #expect(few.errors == "4 of 30 points; --limit N writes more\n")
        #expect(
            few.text.hasPrefix("id,category,status,source,occurred,confirmations,longitude,latitude\r\n1,speeding,new,")
        )
        #expect(few.text.components(separatedBy: "\r\n").count == 6)
        let inside = try layer(place, "points --area areas/=1+1 --bbox 15.1,52,15.101,53 --zoom 14 --format geojson")
        #expect(inside.text.contains("\"numberMatched\":11,"), "\(inside.errors)")
    }

    @Test("More points than are read at once are all written, in order, to a file as to standard output")
    func manyPoints() throws {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, "-", input: Array(rows(4500).utf8))
        let table = try layer(place, "points --format csv")
        let ids = table.text.components(separatedBy: "\r\n").dropFirst().dropLast().map { $0.prefix { $0 != "," } }
        #expect(ids.map { Int($0) } == Array(1...4500), "\(table.errors)")
        let run = try layer(place, "points -o '\(place["p.csv"])'")
        #expect(try run.status == 0 && run.output.isEmpty && place.bytes("p.csv") == table.output)
        #expect(try !place.files.contains { $0.contains("part") })
    }

    @Test("A box, an interval and an area choose what is counted")
    func choices() throws {
        let place = try place()
        #expect(try layer(place, "timeline --interval year --bbox 15.1,52,15.101,53").text.contains("\"count\":11,"))
        #expect(try layer(place, "timeline --area areas/=1+1 --format csv").text.contains(",15,15\r\n"))
        #expect(try layer(place, "areas --bbox 16,50,17,51").text.contains("\"numberMatched\":0,"))
        #expect(try layer(place, "areas --bbox 15.05,52.5,17,54").text.contains("\"numberMatched\":1,"))
    }

    @Test("What does not apply or is misspelt is an error that says what would be right")
    func errors() throws {
        let place = try place()
        for (options, message) in [
            (
                "cell --zoom 3",
                "--layer is \"cell\"; did you mean cells? It must be one of cells, clusters, points, areas, timeline"
            ),
            ("cells", "--zoom is missing. See threatmap layer --help"),
            ("areas --zoom 3", "--zoom is \"3\"; it must be left out: only cells and clusters and points have it"),
            ("points --detail 5", "--detail is \"5\"; it must be left out: only cells have it"),
            ("cells --zoom 3 --interval day", "--interval is \"day\"; it must be left out: only timeline has it"),
            (
                "timeline --interval mont",
                "--interval is \"mont\"; did you mean month? It must be one of hour, day, week, month, year"
            ),
            ("timeline --format geojson", "--format is \"geojson\"; did you mean json? It must be one of json, csv"),
            ("cells --zoom 3 --format shapefile", "--format is \"shapefile\". It must be one of geojson, csv"),
            ("points --limit 0", "--limit is \"0\"; it must be a whole number from 1 to 100000000"),
            ("points --limits 5", "there is no option --limits; did you mean --limit? See threatmap layer --help"),
        ] {
            let run = try layer(place, options)
            #expect(run.status == 2 && run.errors == "threatmap: \(message)\n" && run.output.isEmpty, "\(run.errors)")
        }
    }
}
