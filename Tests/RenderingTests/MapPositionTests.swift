import Foundation
import Rendering
import TestSupport
import Testing

/// What other programs are told about where a picture lies.
struct MapPositionTests {
    @Test func `a world file ends with the centre of the upper left pixel`() {
        let position = MapPosition(west: 1000, north: 5000, pixelSide: 10)
        #expect(position.worldFile == "10.0\n0.0\n0.0\n-10.0\n1005.0\n4995.0\n")
    }

    @Test func `fractions of the world are metres from its middle`() {
        let position = MapPosition(fractionEast: 0.5, fractionSouth: 0.25, pixelSide: 1 / 1024)
        #expect(position.west == 0)
        #expect(abs(position.north - 10_018_754.171394622) < 1e-6)
        #expect(abs(position.pixelSide - 39_135.75848201023) < 1e-9)
    }

    @Test func `GDAL takes the projection for Web Mercator`() throws {
        guard let tool = Tool("gdalsrsinfo") else { return }
        let (status, output) = try tool.run(
            ["--single-line", "-e", "-o", "epsg"], Array(MapPosition.projectionFile.utf8), extension: "prj")
        #expect(status == 0)
        #expect(String(decoding: output, as: UTF8.self).contains("EPSG:3857"))
    }
}
