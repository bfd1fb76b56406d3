import TestSupport
import Testing

extension ClientTests {
    /// GDAL's programs.
    @Suite(.serialized) struct GDALTests {
        /// Our server, unless there is no GDAL.
        private func server() async throws -> ClientServer? {
            guard Tool("ogrinfo") != nil, Tool("ogr2ogr") != nil else { return nil }
            return try await ClientServer.shared()
        }

        /// The number in `Feature Count: N`.
        private func count(_ server: ClientServer, _ arguments: String) async throws -> Int {
            let text = try await server.run("ogrinfo -ro -al -so " + arguments)
            return try #require(text.firstMatch(of: /Feature Count: ([0-9]+)/).flatMap { Int($0.1) }, "\(text)")
        }

        @Test("ogrinfo lists, describes, filters and pages collections", .timeLimit(.minutes(3)))
        func collections() async throws {
            guard let server = try await server() else { return }
            let source = "'OAPIF:\(server.address)ogc'"
            let list = try await server.run("ogrinfo -ro \(source)")
            #expect(list.contains("reports") && list.contains("cells") && list.contains("areas-regiony"), "\(list)")
            let summary = try await server.run("ogrinfo -ro -so \(source) reports")
            #expect(summary.contains("Geometry: Point") && summary.contains("occurred: DateTime"), "\(summary)")
            #expect(summary.contains("confirmations: Integer"), "\(summary)")
            let all = try await count(server, "\(source) reports")
            #expect(all > 2000 && all < ClientServer.reports)
            // An operator's key goes along as a header.
            let header = "--config GDAL_HTTP_HEADERS 'Authorization: Bearer \(server.key)'"
            #expect(try await count(server, "\(source) reports \(header)") == ClientServer.reports)
            // The filter goes to the server, for the OpenAPI document lists the parameter.
            let pushed = try await server.run(
                "CPL_DEBUG=ON ogrinfo -ro -so -oo PAGE_SIZE=1000 \(source) reports -where \"category='parking'\"")
            let parking = try #require(pushed.firstMatch(of: /Feature Count: ([0-9]+)/).flatMap { Int($0.1) })
            #expect(pushed.contains("category=parking") && parking > 0 && parking < all, "\(pushed)")
            #expect(try await count(server, "\(source) reports -where \"category<>'parking'\"") == all - parking)
            let west = try await count(server, "\(source) reports -spat 13 48 19 56")
            let east = try await count(server, "\(source) reports -spat 19 48 25 56")
            #expect(west > 0 && east > 0 && west + east == all, "\(west), \(east), \(all)")
        }

        @Test("ogr2ogr copies every collection, whole, with Polish letters", .timeLimit(.minutes(3)))
        func copies() async throws {
            guard let server = try await server() else { return }
            let source = "'OAPIF:\(server.address)ogc'"
            for name in ["reports", "cells", "areas-regiony"] {
                _ = try await server.run("ogr2ogr -f GPKG \(name).gpkg \(source) \(name) -oo PAGE_SIZE=10000")
                #expect(
                    try await count(server, "\(name).gpkg \(name)") == count(server, "\(source) \(name)"), "\(name)")
            }
            let sum = try await server.run("ogrinfo -ro -q cells.gpkg -sql 'SELECT SUM(count) AS n FROM cells'")
            #expect(sum.contains("n (Integer) = \(ClientServer.reports)"), "\(sum)")
            let areas = try await server.run(
                "ogr2ogr -f CSV /vsistdout/ areas-regiony.gpkg -select name,count,ratePer1000")
            for name in ["Zażółć gęślą jaźń", "Ściana wschodnia", "Łąki"] { #expect(areas.contains(name), "\(areas)") }
            let table = try await server.run(
                "ogr2ogr -f CSV /vsistdout/ \(source) reports -oo PAGE_SIZE=300 -spat 15 50 18 53 -lco GEOMETRY=AS_XY")
            let lines = table.split(separator: "\n").filter { $0.contains(",public,") }.count
            let expected = try await count(server, "\(source) reports -spat 15 50 18 53")
            #expect(lines > 0 && lines == expected, "\(table.prefix(500))")
        }

        @Test("Layers open by their address, as GeoJSON, tables and vector tiles", .timeLimit(.minutes(3)))
        func layers() async throws {
            guard let server = try await server() else { return }
            for prefix in ["", "/vsicurl/"] {
                let cells = try await server.run(
                    "ogrinfo -ro -al -so '\(prefix)\(server.address)layers/cells.geojson?zoom=6&bbox=14,49,24.2,54.9'")
                #expect(cells.contains("Geometry: Polygon") && cells.contains("WGS 84"), "\(prefix): \(cells)")
                let areas = try await server.run("ogrinfo -ro -al '\(prefix)\(server.address)layers/areas.geojson'")
                #expect(areas.contains("name (String) = Zażółć gęślą jaźń"), "\(prefix): \(areas)")
            }
            // The area is a parameter that GDAL passes on.
            let all = try await count(server, "'/vsicurl/\(server.address)layers/points.geojson?limit=10000'")
            var parts: [Int] = []
            for id in ["W1", "W2", "E1", "E2"] {
                let layer = "layers/points.geojson?limit=10000&area=regiony/\(id)"
                parts.append(try await count(server, "'/vsicurl/\(server.address)\(layer)'"))
            }
            #expect(parts.reduce(0, +) == all && !parts.contains(0), "\(parts), \(all)")
            let table = try await server.run(
                "ogrinfo -ro -so -oo X_POSSIBLE_NAMES=longitude -oo Y_POSSIBLE_NAMES=latitude -oo AUTODETECT_TYPE=YES "
                    + "'CSV:/vsicurl/\(server.address)layers/points.csv?limit=10000' points")
            #expect(table.contains("Feature Count: \(all)") && table.contains("confirmations: Integer"), "\(table)")
            let tile = try await server.run(
                "ogrinfo -ro -al -so 'MVT:\(server.address)layers/cells/6/35/21.mvt' -oo X=35 -oo Y=21 -oo Z=6")
            #expect(tile.contains("Layer name: cells") && tile.contains("count: Integer"), "\(tile)")
        }

        @Test("A layer too long for memory opens by its address, read in byte ranges", .timeLimit(.minutes(3)))
        func longLayer() async throws {
            guard Tool("ogrinfo") != nil else { return }
            let server = try await ClientServer.shared(reports: ClientServer.manyReports)
            let header = "--config GDAL_HTTP_HEADERS 'Authorization: Bearer \(server.key)'"
            for prefix in ["/vsicurl/", ""] {
                let number = try await count(server, "'\(prefix)\(server.address)layers/points.geojson' \(header)")
                #expect(number == ClientServer.manyReports, "\(prefix)")
            }
            // It was read from a file by then.
            let status = try await server.run(
                "curl -s -o part -w '%{http_code} %{size_download}' -r 10000000-10000099 "
                    + "-H 'Authorization: Bearer \(server.key)' '\(server.address)layers/points.geojson'")
            #expect(status == "206 100")
        }

        @Test("ogr2ogr copies more reports than a page or an answer in memory holds", .timeLimit(.minutes(3)))
        func longCopies() async throws {
            guard Tool("ogr2ogr") != nil, Tool("ogrinfo") != nil else { return }
            let server = try await ClientServer.shared(reports: ClientServer.manyReports)
            let header = "--config GDAL_HTTP_HEADERS 'Authorization: Bearer \(server.key)'"
            let (pages, layer) = ("'OAPIF:\(server.address)ogc' reports", "'\(server.address)layers/points.geojson'")
            for (source, options) in [(pages, "-oo PAGE_SIZE=10000"), (pages, "-oo PAGE_SIZE=1000"), (layer, "")] {
                _ = try await server.run(
                    "rm -f all.gpkg; ogr2ogr -f GPKG all.gpkg \(source) \(options) \(header) -nln r")
                let ids = try await server.run("ogrinfo -ro -q all.gpkg -sql 'SELECT COUNT(DISTINCT id) AS n FROM r'")
                #expect(ids.contains("n (Integer) = \(ClientServer.manyReports)"), "\(source) \(options): \(ids)")
                #expect(try await count(server, "all.gpkg r") == ClientServer.manyReports, "\(source) \(options)")
            }
        }

        @Test("gdal_translate draws a picture of the tiles that is not empty", .timeLimit(.minutes(3)))
        func tiles() async throws {
            guard let server = try await server(), Tool("gdal_translate") != nil else { return }
            let side = 20037508.342789244
            try server.place.write(
                "tiles.xml",
                """
                <GDAL_WMS>
                  <Service name="TMS"><ServerUrl>\(server.address)tiles/heat/${z}/${x}/${y}.png</ServerUrl></Service>
                  <DataWindow>
                    <UpperLeftX>-\(side)</UpperLeftX><UpperLeftY>\(side)</UpperLeftY>
                    <LowerRightX>\(side)</LowerRightX><LowerRightY>-\(side)</LowerRightY>
                    <TileLevel>18</TileLevel><TileCountX>1</TileCountX><TileCountY>1</TileCountY><YOrigin>top</YOrigin>
                  </DataWindow>
                  <Projection>EPSG:3857</Projection><BlockSizeX>256</BlockSizeX><BlockSizeY>256</BlockSizeY>
                  <BandsCount>4</BandsCount>
                </GDAL_WMS>
                """)
            // Poland in Web Mercator.
            let box = "1558000 7342000 2694000 6274000"
            _ = try await server.run("gdal_translate -q -of GTiff -projwin \(box) -outsize 512 0 tiles.xml heat.tif")
            // The opacity of the pixels: some have none, some have much.
            let bands = try await server.run("gdalinfo -stats heat.tif")
            let most = bands.matches(of: /STATISTICS_MAXIMUM=([0-9]+)/).compactMap { Int($0.1) }
            let mean = bands.matches(of: /STATISTICS_MEAN=([0-9.]+)/).compactMap { Double($0.1) }
            #expect(most.count == 4 && most[3] > 100 && mean[3] > 5 && mean[3] < 250, "\(bands)")
        }
    }
}
