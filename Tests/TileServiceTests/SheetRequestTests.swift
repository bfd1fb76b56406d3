import Boundaries
import HTTPMessage
import PrintSheet
import Reports
import Testing
import TileService
import WebMercator

/// What can be asked of a sheet, and what is said of nonsense.
struct SheetRequestTests {
    private func request(
        _ query: String, area: BoundaryArea? = nil
    ) throws -> SheetRequest {
        let values = Dictionary(uniqueKeysWithValues: query.parameters.map { ($0.name, $0.value ?? "") })
        return try SheetRequest({ values[$0] }, style: Fixture.style("heat"), filter: ReportFilter(), area: area)
    }

    @Test func `without being asked it is an A4 sheet upright at 300 dots per inch in English`() throws {
        let sheet = try request("bbox=15,52,16,53")
        #expect(sheet.layout.paper == Paper("A4") && sheet.layout.resolution.dotsPerInch == 300)
        #expect(sheet.language == .english && !sheet.hasGraticule && sheet.title == nil && sheet.subtitle == nil)
        #expect(sheet.pixels == (2480, 3508))
        let box = try #require(sheet.extent.box)
        #expect(box.west < 15 + 1e-9 && box.east > 16 - 1e-9 && box.south < 52 + 1e-9 && box.north > 53 - 1e-9)
    }

    @Test func `everything can be chosen`() throws {
        let sheet = try request(
            "center=15.23,52.73&scale=25000&paper=A3&landscape=true&margin=15&dpi=150&title=  Ścieki \u{7} nad Wartą &subtitle="
                + "&language=pl&graticule=true")
        #expect(sheet.layout.paper == Paper("420x297") && sheet.layout.margin == 15)
        #expect(sheet.title == "Ścieki nad Wartą" && sheet.subtitle == nil)
        #expect(sheet.language == .polish && sheet.hasGraticule)
        #expect(abs(sheet.extent.scaleDenominator(in: sheet.layout.map) - 25_000) < 0.01)
    }

    @Test(arguments: [
        ("", "bbox", "what is the map to show?"), ("bbox=15,52,16", "bbox", "is not a box"),
        ("bbox=15,52,15,53", "bbox", "has no size"), ("bbox=15,52,16,52", "bbox", "has no size"),
        ("bbox=15,53,16,52", "bbox", "is not a box"), ("bbox=nan,53,16,52", "bbox", "is not a box"),
        ("bbox=15,89,16,90", "bbox", "ends at 85.05 degrees"),
        ("bbox=-180,-80,180,80&landscape=true&margin=100&paper=A0", "bbox", "cannot be printed"),
        ("bbox=15,52,16,53&scale=5000", "scale", "a box has the scale that fits"),
        ("bbox=15,52,16,53&center=15,52&scale=5000", "center", "either bbox or center"),
        ("center=15,52", "scale", "needs its scale"), ("center=15&scale=5000", "center", "is no place"),
        ("center=15,91&scale=5000", "center", "is no place"), ("center=15,88&scale=5000", "center", "is no place"),
        ("center=15,52&scale=0", "scale", "not a number from 100 to 500000000"),
        ("center=15,52&scale=1e9", "scale", "not a number"), ("center=15,52&scale=inf", "scale", "not a number"),
        ("center=15,52&scale=500000000", "scale", "larger than the world"),
        ("bbox=15,52,16,53&paper=A9", "paper", "is no paper"),
        ("bbox=15,52,16,53&paper=2001x300", "paper", "each side 100 to 2000"),
        ("bbox=15,52,16,53&paper=infxnan", "paper", "is no paper"),
        ("bbox=15,52,16,53&dpi=10000", "dpi", "from 72 to 600"), ("bbox=15,52,16,53&dpi=-1", "dpi", "72 to 600"),
        ("bbox=15,52,16,53&dpi=150.5", "dpi", "72 to 600"), ("bbox=15,52,16,53&margin=200", "margin", "from 0 to 100"),
        ("bbox=15,52,16,53&paper=2000x2000&dpi=600", "dpi", "47244 pixels on a side"),
        ("bbox=15,52,16,53&margin=95", "margin", "leave no room"),
        ("bbox=15,52,16,53&landscape=yes", "landscape", "neither true nor false"),
        ("bbox=15,52,16,53&graticule=", "graticule", "neither true nor false"),
        ("bbox=15,52,16,53&language=de", "language", "there are pl, en"),
    ])
    func `nonsense is named`(query: String, parameter: String, problem: String) throws {
        let error = try #require(throws: SheetRequestError.self) { _ = try request(query) }
        #expect(error.parameter == parameter)
        #expect(error.problem.contains(problem), "\(error)")
    }

    @Test func `a title of a thousand letters is refused`() throws {
        let error = try #require(throws: SheetRequestError.self) {
            _ = try request("bbox=15,52,16,53&title=" + String(repeating: "ł", count: 501))
        }
        #expect(error == error && error.parameter == "title")
        _ = try request("bbox=15,52,16,53&title=" + String(repeating: "ł", count: 500))
    }

    @Test func `an area is shown with a little room around it, and its outline`() throws {
        let ring = try [(15.0, 52.0), (16, 52), (16, 53), (15, 53), (15, 52)].map { longitude, latitude in
            try #require(GeographicCoordinate(longitude: longitude, latitude: latitude))
        }
        let area = BoundaryArea(id: "1", name: "Gorzów", geometry: AreaGeometry(polygons: [[ring]]))
        let sheet = try request("", area: area)
        let box = try #require(sheet.extent.box)
        #expect(box.west < 15 && box.east > 16 && box.south < 52 && box.north > 53)
        #expect(sheet.overlays.map(\.lines) == [[ring]])
        let error = try #require(throws: SheetRequestError.self) { _ = try request("scale=5000", area: area) }
        #expect(error.parameter == "scale")
    }

    @Test func `a box across the antimeridian is one map`() throws {
        let sheet = try request("bbox=177,-19,-178,-16")
        #expect(sheet.extent.west > 0.9 && sheet.extent.west + sheet.extent.width > 1)
        #expect(sheet.extent.width < 0.1)
    }
}
