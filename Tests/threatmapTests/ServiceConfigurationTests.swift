import Foundation
import FoundationNetworking
import HTTPMessage
import HTTPServer
import JSONText
import TestSupport
import Testing
import TileService

@testable import threatmap

/// The configuration file of `serve`.
@Suite struct ServiceConfigurationTests {
    private func read(_ text: String) throws -> ServiceConfiguration {
        try ServiceConfiguration(Array(text.utf8), file: "map.json")
    }

    @Test("An empty file leaves every default as it is")
    func defaults() throws {
        let configuration = try read("{}")
        #expect(configuration == ServiceConfiguration())
        #expect(configuration.filing.isEnabled && configuration.filing.perAddressPerDay == 1)
        #expect(configuration.limits == HTTPServerLimits() && configuration.limits.waitingBodyBytes == 65_536)
        #expect(try read(#"{"filing": {}, "limits": {}, "cache": {}, "trustedProxies": []}"#) == configuration)
    }

    @Test("Every key is read")
    func everyKey() throws {
        let limits = ServiceConfiguration.limits.enumerated().map { "\"\($1.name)\": \(1000 + $0)" }
            .filter { !$0.contains("networkThreads") && !$0.contains("headerBytes") }
        let numbers = ServiceConfiguration.printNumbers.enumerated().map { "\"\($1.name)\": \(40 + $0)" }
        let configuration = try read(
            """
            {"host": "::1", "port": 0, "publicUrl": "https://map.example.org/a",
             "filing": {"enabled": false, "perAddressPerDay": 7},
             "limits": {\(limits.joined(separator: ", ")), "networkThreads": 3, "headerBytes": 5000},
             "print": {"directory": "/tmp", \(numbers.joined(separator: ", "))},
             "cache": {"tileBytes": 0, "layerBytes": 7}, "trustedProxies": ["127.0.0.1", "10.0.0.0/8", "::1"]}
            """)
        #expect(configuration.host == "::1" && configuration.port == 0)
        #expect(configuration.publicURL == "https://map.example.org/a")
        #expect(!configuration.filing.isEnabled && configuration.filing.perAddressPerDay == 7)
        for (index, limit) in ServiceConfiguration.limits.enumerated() {
            let expected = ["networkThreads": 3, "headerBytes": 5000][limit.name] ?? 1000 + index
            #expect(configuration.limits[keyPath: limit.key] == expected, "\(limit.name)")
        }
        for (index, number) in ServiceConfiguration.printNumbers.enumerated() {
            #expect(configuration.printing[keyPath: number.key] == 40 + index, "\(number.name)")
        }
        #expect(configuration.printing.directory == "/tmp")
        #expect(
            configuration.tileCacheBytes == 0 && configuration.spooledBytes == 7
                && configuration.trustedProxies.ranges.count == 3)
        #expect(configuration.trustedProxies.contains("10.3.4.5"))
    }

    @Test("Any number of filings a day has a word of its own")
    func unlimited() throws {
        #expect(try read(#"{"filing": {"perAddressPerDay": "unlimited"}}"#).filing.perAddressPerDay == nil)
    }

    @Test("A shorter header shortens the target with it")
    func targetBytes() throws {
        #expect(try read(#"{"limits": {"headerBytes": 4096}}"#).limits.targetBytes == 4096)
    }

    @Test(
        "A mistake is named with file and key",
        arguments: [
            ("", "map.json: line 1: the JSON ends too early"), ("[]", "map.json: is a list of 0; it must be an object"),
            (
                #"{"limit": {}}"#,
                "map.json: limit: is not a known key; the keys here are host, port, publicUrl, filing, limits, cache, "
                    + "trustedProxies, basemap, print"
            ),
            (
                #"{"filing": {"perDay": 1}}"#,
                "map.json: filing.perDay: is not a known key; the keys here are enabled, perAddressPerDay"
            ),
            (
                #"{"filing": {"perAddressPerDay": 0}}"#,
                "map.json: filing.perAddressPerDay: is 0; it must be a whole number from 1 to 1000000, or \"unlimited\". "
                    + "To take no reports, set filing.enabled to false"
            ),
            (#"{"print": {"workers": 65}}"#, "map.json: print.workers: is 65; it must be a whole number from 1 to 64"),
            (#"{"port": 65536}"#, "map.json: port: is 65536; it must be a whole number from 0 to 65535"),
            (#"{"port": "80"}"#, "map.json: port: is \"80\"; it must be a whole number from 0 to 65535"),
            (#"{"host": null}"#, "map.json: host: is null; it must be a text"),
            (
                #"{"publicUrl": "map.example.org"}"#,
                "map.json: publicUrl: is \"map.example.org\"; it must be an address such as "
                    + "https://map.example.org/threats"
            ),
            (
                #"{"limits": {"workers": 0}}"#,
                "map.json: limits.workers: is 0; it must be a whole number from 1 to 1024"
            ),
            (
                #"{"limits": {"workers": 1.5}}"#,
                "map.json: limits.workers: is 1.5; it must be a whole number from 1 to 1024"
            ),
            (
                #"{"limits": {"targetBytes": 20000}}"#,
                "map.json: limits.targetBytes: is 20000; it must be at most limits.headerBytes, which is 16384"
            ),
            (
                #"{"trustedProxies": ["10.0.0.0/8", "proxy"]}"#,
                "map.json: trustedProxies[1]: is \"proxy\"; it must be an address or a range such as 127.0.0.1 or 10.0.0.0/8"
            ),
            (#"{"trustedProxies": "10.0.0.0/8"}"#, "map.json: trustedProxies: is \"10.0.0.0/8\"; it must be a list"),
            (#"{"host": "a", "host": "b"}"#, "map.json: line 1: \"host\" is given twice"),
        ])
    func mistakes(text: String, problem: String) throws {
        let error = #expect(throws: JSONFileError.self) { try read(text) }
        #expect(error?.description == problem)
    }

    @Test("A server with a mistake in its configuration does not start, and says why in one line")
    func doesNotStart() throws {
        let place = try Place()
        let file = try place.write("c.json", #"{"cache": {"tileByte": 1}}"#)
        let run = try Program.run("serve", "--store", place.store, "--config", file)
        #expect(run.status == 1)
        #expect(
            run.errors
                == "threatmap: \(file): cache.tileByte: is not a known key; the keys here are tileBytes, layerBytes\n")
        let missing = try Program.run("serve", "--store", place.store, "--config", place["none.json"])
        #expect(missing.errors == "threatmap: \(place["none.json"]): cannot be read\n")
    }

    @Test("The command line wins over the file, and the file's settings hold", .timeLimit(.minutes(1)))
    func precedence() async throws {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(20)))
        let file = try place.write(
            "c.json",
            #"{"host": "192.0.2.1", "port": 1, "publicUrl": "https://file.example.org", "limits": {"bodyBytes": 10}}"#)
        // The file's host and port cannot be listened on, so this starts only where the options win.
        let server = try ProgramServer(
            place, "--host", "127.0.0.1", "--public-url", "https://line.example.org", "--config", file)
        let (_, layers) = try await server.fetch("layers")
        #expect(String(decoding: layers, as: UTF8.self).contains("https://line.example.org/layers/cells"))
        let (metrics, text) = try await server.fetch("metrics")
        #expect(metrics.statusCode == 200)
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
        #expect(lines.contains("threatmap_reports 20") && lines.contains { $0.hasPrefix("threatmap_connections ") })
        #expect(lines.contains { $0.hasPrefix("threatmap_store_read_age_seconds 0.") })
    }
}
