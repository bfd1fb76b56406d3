import Foundation
import TestSupport
import Testing

/// A store that the server may only read: it serves it, and says why it takes no reports.
@Suite struct ReadOnlyServeTests {
    /// Root may write everything; `setpriv` makes it nobody.
    private static let nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups"
    private static let canBeNobody = getuid() == 0 && FileManager.default.fileExists(atPath: "/usr/bin/setpriv")

    @Test(
        "A store or a directory that may only be read is served, and a POST says why it is not kept",
        .enabled(if: canBeNobody, "this needs root and setpriv"), .timeLimit(.minutes(1)),
        arguments: [("644", "777"), ("666", "755"), ("644", "755")])
    func readOnly(file: String, directory: String) throws {
        let place = try Place()
        let store = place["data/store.sqlite"]
        try FileManager.default.createDirectory(atPath: place["data"], withIntermediateDirectories: true)
        _ = try Program.run("import", "--store", store, place.write("a.csv", rows(100)))
        // A copy for all to run: the build directory may be closed to others.
        let program = place["threatmap"]
        try FileManager.default.copyItem(atPath: try Program.path, toPath: program)
        try place.write("config.json", "{}")
        _ = try Program.shell(
            "chmod 755 \(place.directory) \(program); chmod \(directory) \(place["data"]); chmod \(file) \(store)")
        let before = try place.bytes("data/store.sqlite")
        let server = try LimitedServer(store, place, prefix: Self.nobody, program: program)
        let client = try HTTPClient(port: server.port)
        #expect(try client.request("GET", "/tiles/heat/6/34/20.png").status == 200)
        #expect(try client.request("GET", "/reports/7").status == 200)
        #expect(try client.request("GET", "/statistics.json").status == 200)
        let body = #"{"category":"speeding","longitude":15.2,"latitude":52.7}"#
        let refusal = try client.request("POST", "/reports", body: body)
        #expect(refusal.status == 503 && refusal.header("Content-Type") == "application/problem+json")
        let detail = try #require(CrashClient.object(refusal)["detail"] as? String)
        #expect(detail.contains("can only be read") || detail.contains("readonly"), "\(detail)")
        #expect(detail.contains("nothing was kept"), "\(detail)")
        server.stop()
        #expect(server.process.terminationStatus == 0)
        #expect(try place.bytes("data/store.sqlite") == before)
    }
}
