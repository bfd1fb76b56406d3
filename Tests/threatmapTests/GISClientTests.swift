import Foundation
import TestSupport
import Testing

/// GIS programs as our users have them, against the real program. What is not installed is skipped with a message.
@Suite struct GISClientTests {
    private func serve(_ place: Place) throws -> ProgramServer {
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(250)))
        let ring = "[[15,52],[15.11,52],[15.11,53],[15,53],[15,52]]"
        let area =
            #"{"type": "Feature", "properties": {"id": "0201", "name": "słubicki"}, "#
            + #""geometry": {"type": "Polygon", "coordinates": [\#(ring)]}}"#
        let file = try place.write("areas.json", #"{"type": "FeatureCollection", "features": [\#n\#(area)\#n]}"#)
        _ = try run(
            "'\(Program.path)' boundaries add '\(file)' --store '\(place.store)' --layer powiaty --id-property id "
                + "--name-property name")
        return try ProgramServer(place)
    }

    /// Runs a line of the shell; its output, errors included.
    private func run(_ line: String) throws -> String {
        let run = try Program.shell(line + " 2>&1")
        #expect(run.status == 0, "\(line): \(run.text)")
        return run.text
    }

    @Test("GDAL finds, counts, filters and copies our collections", .timeLimit(.minutes(2)))
    func gdal() throws {
        guard Tool("ogrinfo") != nil, Tool("ogr2ogr") != nil else { return }
        let place = try Place()
        let server = try serve(place)
        let source = "OAPIF:\(server.address)ogc"
        let list = try run("ogrinfo -ro '\(source)'")
        #expect(list.contains("reports") && list.contains("cells"))
        let summary = try run("ogrinfo -ro -so '\(source)' reports")
        #expect(summary.contains("Feature Count: 250") && summary.contains("Geometry: Point"), "\(summary)")
        #expect(summary.contains("occurred: DateTime") && summary.contains("confirmations: Integer"))
        // The filter goes to the server, for the OpenAPI document lists the parameter.
        let pushed = try run(
            "CPL_DEBUG=ON ogrinfo -ro -so -oo PAGE_SIZE=100 '\(source)' reports -where \"category='parking'\"")
        #expect(pushed.contains("category=parking") && pushed.contains("Feature Count: 0"), "\(pushed)")
        let box = "15.1049 52.6 15.1149 52.8"
        let copy = try run(
            "ogr2ogr -f CSV /vsistdout/ '\(source)' reports -oo PAGE_SIZE=7 -spat \(box) -lco GEOMETRY=AS_XY")
        let expected = try run("ogrinfo -ro -so '\(source)' reports -spat \(box)")
        let lines = copy.split(separator: "\n").filter { $0.contains("speeding") }.count
        #expect(lines > 0 && lines < 250 && expected.contains("Feature Count: \(lines)"), "\(copy)")
        #expect(try run("ogrinfo -ro -so '\(server.address)layers/points.geojson'").contains("(Point)"))
        let areas = try run("ogrinfo -ro -al '\(source)' areas-powiaty")
        #expect(areas.contains("Geometry: Polygon"))
        #expect(areas.contains("name (String) = słubicki") && list.contains("areas-powiaty"))
        // The area is a parameter that GDAL passes on.
        let inArea = try run("ogrinfo -ro -al -so '/vsicurl/\(server.address)layers/points.geojson?area=powiaty/0201'")
        let count = try #require(areas.firstMatch(of: /count \(Integer\) = ([0-9]+)/)?.1)
        #expect(
            try (1..<250).contains(#require(Int(count))) && inArea.contains("Feature Count: \(count)\n"), "\(inArea)")
        let table = try run(
            "ogrinfo -ro -so -oo X_POSSIBLE_NAMES=longitude -oo Y_POSSIBLE_NAMES=latitude -oo AUTODETECT_TYPE=YES "
                + "'CSV:/vsicurl/\(server.address)layers/points.csv' points")
        #expect(table.contains("Feature Count: 250") && table.contains("confirmations: Integer"), "\(table)")
    }

    @Test("OWSLib reads conformance, collections and items", .timeLimit(.minutes(1)))
    func owslib() throws {
        guard let python = python(with: "owslib") else { return }
        let place = try Place()
        let server = try serve(place)
        let script = """
            from owslib.ogcapi.features import Features
            service = Features("\(server.address)ogc/")
            assert any("core" in item for item in service.conformance()["conformsTo"])
            assert service.feature_collections() == ["reports", "cells", "areas-powiaty"]
            page = service.collection_items("reports", limit=5, bbox=[15, 52, 16, 53])
            assert page["numberMatched"] == 250 and page["numberReturned"] == 5
            assert service.collection_item("reports", page["features"][0]["id"])["type"] == "Feature"
            print(service.api()["openapi"])
            """
        #expect(try run("\(python) \(place.write("client.py", script))").contains("3.0.3"))
    }

    @Test("The OpenAPI document is valid, and no generated request makes the server fail", .timeLimit(.minutes(3)))
    func openAPI() throws {
        let place = try Place()
        let server = try serve(place)
        if let python = python(with: "openapi_spec_validator") {
            let script = """
                import json, urllib.request
                from openapi_spec_validator import validate
                validate(json.load(urllib.request.urlopen("\(server.address)ogc/api")))
                """
            _ = try run("\(python) \(place.write("validate.py", script))")
        }
        guard let python = python(with: "schemathesis") else { return }
        // It does not look at the servers of single paths.
        let script = """
            import json, urllib.request
            document = json.load(urllib.request.urlopen("\(server.address)ogc/api"))
            paths = document["paths"].items()
            document["paths"] = {("/ogc" if item.pop("servers", None) else "") + path: item for path, item in paths}
            json.dump(document, open("\(place["api.json"])", "w"))
            """
        _ = try run("\(python) \(place.write("paths.py", script))")
        let checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
        _ = try run(
            // It leaves files where it runs.
            "cd \(place.directory) && \(python) -m schemathesis.cli run \(place["api.json"]) --url \(server.address) --checks \(checks) "
                + "--phases examples,fuzzing --max-examples 8 --seed 1 --include-path-regex '^/(ogc|layers|legend|timeline|statistics|tiles|reports|catalogue)'"
        )
    }

    /// A Python that has a module: the system's, or the one that `THREATMAP_PYTHON` names.
    private func python(with module: String) -> String? {
        let candidates = [ProcessInfo.processInfo.environment["THREATMAP_PYTHON"], "python3"].compactMap { $0 }
        let found = candidates.first { (try? Program.shell("'\($0)' -c 'import \(module)'"))?.status == 0 }
        if found == nil { print("skipped: no Python has the module \(module)") }
        return found
    }
}
