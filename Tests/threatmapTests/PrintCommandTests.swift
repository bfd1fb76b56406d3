import Foundation
import TestSupport
import Testing

/// `threatmap print` as people and their other programs meet it.
@Suite struct PrintCommandTests {
    private let small = "--bbox 15.1,52.65,15.2,52.75 --paper 200x150 --dpi 72"

    private func store() throws -> Place {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(250)))
        return place
    }

    private func print(_ place: Place, _ options: String, to name: String) throws -> Program.Run {
        try Program.shell("cd '\(place.directory)' && \"$T\" print --store store.sqlite \(options) -o '\(name)'")
    }

    @Test func `A PNG has the paper's size, and pngcheck sees its resolution`() throws {
        guard Tool("pngcheck") != nil else { return }
        let place = try store()
        #expect(try print(place, small, to: "a.png").status == 0)
        let run = try Program.shell("pngcheck -v '\(place["a.png"])'")
        #expect(
            run.status == 0 && run.text.contains("567 x 425 image")
                && run.text.contains("2835x2835 pixels/meter (72 dpi)"))
        #expect(try place.files.filter { $0.hasPrefix("a.") } == ["a.csv", "a.png"])
    }

    @Test func `GDAL lays a page with its world file where its map belongs`() throws {
        guard Tool("gdalinfo") != nil, Tool("gdallocationinfo") != nil else { return }
        let place = try store()
        // Reports of a line in the north of a map whose south is empty.
        let options = "--center 15.1,52.7 --scale 50000 --paper 200x150 --dpi 72 --no-places --world-file"
        #expect(try print(place, options, to: "b.png").status == 0)
        #expect(try place.files.filter { $0.hasPrefix("b.") } == ["b.pgw", "b.png", "b.prj"])
        let run = try Program.shell("gdalinfo -json '\(place["b.png"])'")
        let info = try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
        #expect(info["size"] as? [Int] == [567, 425])
        let transform = try #require(info["geoTransform"] as? [Double])
        // 1/72 inch at 1 : 50,000, in metres of the projection, which are longer than those on the ground.
        let side = 0.0254 / 72 * 50_000 / cos(52.7 * .pi / 180)
        #expect(abs(transform[1] / side - 1) < 1e-5 && abs(transform[5] / side + 1) < 1e-5, "\(transform)")
        // The reports lie from 15.1° to 15.125° E at 52.7° N: red there, and nothing 5 km south of it.
        func color(_ longitude: Double, _ latitude: Double) throws -> String {
            try Program.shell("gdallocationinfo -valonly -wgs84 '\(place["b.png"])' \(longitude) \(latitude)").text
        }
        let projection = try Program.shell("gdalsrsinfo -o epsg -e '\(place["b.prj"])'")
        #expect(projection.text.contains("EPSG:3857"))
        let located = try Program.shell(
            "gdal_translate -q -a_srs EPSG:3857 -of GTiff '\(place["b.png"])' '\(place["b2.tif"])' && "
                + "gdallocationinfo -valonly -wgs84 '\(place["b2.tif"])' 15.1125 52.7 && "
                + "gdallocationinfo -valonly -wgs84 '\(place["b2.tif"])' 15.1125 52.672")
        let colors = located.text.split(separator: "\n").compactMap { Int($0) }
        try #require(colors.count == 6, "\(located.text) \(located.errors)")
        #expect(Array(colors[3...]) == [255, 255, 255])
        #expect(colors[2] < 120, "\(colors)")
    }

    @Test func `A PDF is of the paper's size`() throws {
        guard Tool("pdfinfo") != nil else { return }
        let place = try store()
        #expect(
            try print(place, "--bbox 15.1,52.65,15.2,52.75 --paper A5".replacing("A5", with: "A3"), to: "c.pdf").status
                == 0)
        let run = try Program.shell("pdfinfo '\(place["c.pdf"])'")
        #expect(run.text.contains("Pages:           1") && run.text.contains("(A3)"), "\(run.text)")
    }

    @Test(arguments: [
        ("--bbox 15,52,15,52", "--bbox: \"15,52,15,52\" has no size; its west and east, south and north must differ"),
        ("--bbox 15,52,16,53 --paper 2001x300", "--paper: \"2001x300\" is no paper; write A4, A3, A2, A1, A0 or"),
        (
            "--bbox 15,52,16,53 --dpi 10000",
            "--dpi: \"10000\" is no resolution; it is a whole number of pixels per inch"
        ),
        ("", "--bbox: what is the map to show? Give bbox, center with scale, or area"),
        ("--center 15,52", "--scale: a map around a center needs its scale, such as 25000 for 1 cm to 250 m"),
        ("--bbox 15,52,16,53 --lanscape", "there is no option --lanscape; did you mean --landscape?"),
        (
            "--bbox 15,52,16,53 --overlay nowhere.json",
            "--overlay is \"nowhere.json\"; it must be a GeoJSON file that can be read"
        ),
        ("--bbox 15,52,16,53 --stroke '#000000'", "--stroke: there are more strokes than files"),
        ("--bbox 15,52,16,53 --overlay a.csv --stroke red", "--stroke is \"red\"; it must be a colour"),
        ("--bbox 15,52,16,53 --style heet", "--style is \"heet\"; it must be one of heat, density"),
        ("--bbox 15,52,16,53 --dpi 100 --dpi 200", "--dpi is given twice"),
        ("--bbox 15,52,16,53 --area a/b", "--area: no areas are loaded here"),
    ])
    func `Wrong usage is told, and nothing is written`(options: String, message: String) throws {
        let place = try store()
        for name in ["d.pdf", "d.png"] {
            let run = try print(place, options, to: name)
            #expect(run.status == 2)
            #expect(run.errors.hasPrefix("threatmap: " + message), "\(run.errors)")
        }
        #expect(try !place.files.contains { $0.hasPrefix("d.") })
    }

    @Test func `What is read and makes no sense ends with exit code 1, and nothing is written`() throws {
        let place = try store()
        try place.write("text.json", Array("Ala ma kota".utf8))
        try place.write("base.mbtiles", Array("no tiles".utf8))
        for (options, message) in [
            ("--overlay text.json", "text.json: "), ("--basemap base.mbtiles", "base.mbtiles: is no MBTiles file"),
            ("--basemap nowhere.mbtiles", "nowhere.mbtiles: there is no such file"),
        ] {
            let run = try print(place, small + " " + options, to: "e.pdf")
            #expect(run.status == 1 && run.errors.hasPrefix("threatmap: " + message), "\(run.errors)")
        }
        #expect(try !place.files.contains { $0.hasPrefix("e.") })
    }

    @Test func `The name must end in .pdf or .png, and be no file that is read`() throws {
        let place = try store()
        for (name, message) in [
            ("f", "a name that ends in .pdf or .png"), ("f.jpg", "a name that ends in .pdf or .png"),
            ("pdf", "a name that ends in .pdf or .png"),
        ] {
            let run = try print(place, small, to: name)
            #expect(run.status == 2 && run.errors.contains(message), "\(run.errors)")
        }
        let missing = try Program.shell("\"$T\" print --store '\(place.store)' \(small)")
        #expect(missing.status == 2 && missing.errors.contains("-o is missing"))
        let world = try print(place, small + " --world-file", to: "f.pdf")
        #expect(world.status == 2 && world.errors.contains("ends in .png where --world-file is asked for"))
    }
}
