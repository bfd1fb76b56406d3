// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors everywhere: there is no second, stricter build that only CI sees.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// One target a box of the design; the dependency lists below are the walls between them.
let package = Package(
    name: "threatmap",
    products: [.executable(name: "threatmap", targets: ["threatmap"])],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .target(name: "CPNG", linkerSettings: [.linkedLibrary("png")]),
        .target(name: "CMicroHTTPD", linkerSettings: [.linkedLibrary("microhttpd")]),

        .box("WebMercator"),
        .box("Compression", ["CZlib"]),
        .box("Digest", ["CNettle"]),
        .box("JSONText"),
        .box("Boundaries", ["WebMercator", "JSONText"]),
        .box(
            "Reports", ["WebMercator", "Boundaries", "Compression", "Digest", "JSONText"],
            resources: [.embedInCode("Resources")]),
        .box("Gazetteer", ["WebMercator"]),
        .box("SampleReports", ["WebMercator", "Gazetteer"]),
        .box("SQLite", ["CSQLite"]),
        .box("ReportStore", ["Reports", "WebMercator", "Digest", "JSONText", "SQLite"]),
        .box("CellIndex", ["WebMercator", "Boundaries", "Reports"], exclude: ["README.md"]),
        .box("MBTiles", ["WebMercator", "SQLite"]),
        .box("Density", ["WebMercator"]),
        .box(
            "Rendering", ["Density", "WebMercator", "JSONText", "CPNG"], exclude: ["README.md"],
            resources: [.embedInCode("Resources")]),
        .box("GeoJSON", ["WebMercator", "JSONText"]),
        .box("VectorTile", ["WebMercator"]),
        .box("PrintSheet", ["WebMercator", "Compression", "CCairo"]),
        .box("HTTPMessage"),
        .box(
            "TileService",
            [
                "WebMercator", "Boundaries", "Reports", "ReportStore", "CellIndex", "Density", "Rendering", "GeoJSON",
                "PrintSheet", "VectorTile", "HTTPMessage", "JSONText", "Compression", "Digest", "Gazetteer",
            ],
            resources: [.embedInCode("Viewer"), .embedInCode("API")]),
        .box("HTTPServer", ["HTTPMessage", "CMicroHTTPD"]),
        .executableTarget(
            name: "threatmap",
            dependencies: [
                "WebMercator", "Boundaries", "Reports", "SampleReports", "ReportStore", "CellIndex", "Density",
                "Rendering", "GeoJSON", "MBTiles", "PrintSheet",
                "JSONText", "HTTPMessage", "TileService", "HTTPServer",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "threatmap-bench",
            dependencies: [
                "WebMercator", "Reports", "SampleReports", "CellIndex", "Density", "Rendering", "JSONText",
                "HTTPMessage", "TileService",
            ],
            swiftSettings: strict),

        .target(name: "TestSupport", dependencies: ["CZlib"], path: "Tests/TestSupport", swiftSettings: strict),
        .executableTarget(
            name: "filing-bench", dependencies: ["TestSupport"], path: "Tests/FilingBench", swiftSettings: strict),
        .tests("WebMercator"),
        .tests("Boundaries", ["WebMercator"]),
        .tests("Reports", ["WebMercator"]),
        .tests("Gazetteer", ["WebMercator"]),
        .tests("SampleReports", ["WebMercator", "Reports", "Gazetteer"]),
        .tests("ReportStore", ["Reports", "WebMercator", "Digest", "SQLite"]),
        .tests("CellIndex", ["Boundaries", "Reports", "WebMercator"]),
        .tests("Density", ["WebMercator"]),
        .tests("Rendering", ["Density", "WebMercator", "JSONText"], exclude: ["Fixtures"]),
        .tests("MBTiles", ["WebMercator", "SQLite"]),
        .tests("JSONText"),
        .tests("PrintSheet", ["WebMercator"], exclude: ["Fixtures"]),
        .tests("GeoJSON", ["WebMercator", "JSONText"]),
        .tests("VectorTile", ["WebMercator"]),
        .tests(
            "TileService",
            [
                "Boundaries", "Reports", "ReportStore", "CellIndex", "Density", "Rendering", "HTTPMessage",
                "WebMercator",
                "Compression", "CZlib", "PrintSheet", "SQLite",
            ]),
        .tests("HTTPServer", ["HTTPMessage"]),
        .tests("threatmap", ["HTTPMessage", "HTTPServer", "JSONText", "TileService"]),
        .testTarget(
            name: "ClientTests", dependencies: ["threatmap", "TestSupport"], path: "Tests/Clients",
            exclude: [
                "Schemas", "boundaries.json", "checks.py", "open_api.py", "requirements.txt", "schemas.py",
                "tile_fixtures.py", "tile_rules.py", "vector_tiles.py", "with_geopandas.py", "with_owslib.py",
                "with_qgis.py", "with_qgis_pages.py",
            ], swiftSettings: strict),
    ]
)

extension Target {
    /// A library target under `Sources/`.
    static func box(
        _ name: String, _ dependencies: [Dependency] = [], exclude: [String] = [], resources: [Resource]? = nil
    ) -> Target {
        .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
    }

    /// The tests of one target, in `Tests/<name>Tests`.
    static func tests(_ name: String, _ others: [Dependency] = [], exclude: [String] = []) -> Target {
        .testTarget(
            name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + others, exclude: exclude,
            swiftSettings: strict)
    }
}
