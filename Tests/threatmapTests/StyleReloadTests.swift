import Foundation
import FoundationNetworking
import TestSupport
import Testing

/// A server whose styles are edited while it runs.
@Suite struct StyleReloadTests {
    private let place: Place
    private let directory: String

    init() throws {
        place = try Place()
        directory = place["styles"]
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(200)))
    }

    /// A style of two colours.
    private func style(_ name: String, _ color: String = "#ff0000", limits: String = "[0.001, 1]") -> String {
        """
        {"name": "\(name)", "title": {"pl": "Własny", "en": "Own"}, "kind": "heat",
         "bandwidth": {"metres": 500, "minPixels": 12}, "scale": {"method": "breaks", "limits": \(limits)},
         "ramp": ["\(color)", "\(color)"], "shading": "steps"}
        """
    }

    private func write(_ text: String, _ file: String = "own.json") throws {
        try place.write("styles/" + file, text)
    }

    private func tile(_ server: ProgramServer, _ style: String = "own") async throws -> (status: Int, png: Data) {
        let (response, png) = try await server.fetch("tiles/\(style)/6/34/20.png")
        return (response.statusCode, png)
    }

    /// Waits until something holds, at most the three seconds in which a change must have come through.
    private func soon(_ holds: () async throws -> Bool) async throws -> Bool {
        let deadline = Date(timeIntervalSinceNow: 3)
        while Date() < deadline {
            if try await holds() { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await holds()
    }

    @Test(
        "An edited style is on the map within three seconds; a broken one stays, and is named", .timeLimit(.minutes(1)))
    func editing() async throws {
        try write(style("own"))
        let server = try ProgramServer(place, "--styles", directory)
        let red = try await tile(server)
        #expect(red.status == 200)
        try write(style("own", "#0000ff"))
        #expect(try await soon { try await tile(server).png != red.png })
        let blue = try await tile(server)
        #expect(blue.status == 200 && blue.png.count == red.png.count)
        try write(style("own", limits: "[1, 0.5]"))
        let message =
            "threatmap: \(directory)/own.json: scale.limits[1]: is 0.5, which is not above 1.0; limits must rise; "
            + "style \"own\" stays as it was\n"
        #expect(try await soon { try server.errors.contains(message) })
        #expect(try await tile(server).png == blue.png)
        try write("{")
        #expect(try await soon { try server.errors.components(separatedBy: "stays as it was\n").count == 3 })
        #expect(try await tile(server).png == blue.png)
        try write(style("own"))
        #expect(try await soon { try await tile(server).png == red.png })
    }

    @Test("A new file adds its style, a removed one takes it away, and a shipped one returns", .timeLimit(.minutes(1)))
    func addingAndRemoving() async throws {
        let server = try ProgramServer(place, "--styles", directory)
        let shipped = try await tile(server, "heat")
        #expect(try await tile(server).status == 404)
        try write(style("own"))
        try write(style("heat"), "warm.json")
        try write("[]", "broken.json")
        #expect(try await soon { try await tile(server).status == 200 })
        #expect(try await tile(server, "heat").png != shipped.png)
        #expect(try server.errors.contains("broken.json: ") && server.errors.contains("; it is left out\n"))
        try FileManager.default.removeItem(atPath: directory + "/own.json")
        try FileManager.default.moveItem(atPath: directory + "/warm.json", toPath: directory + "/warm.json.old")
        #expect(try await soon { try await tile(server).status == 404 })
        #expect(try await tile(server, "heat").png == shipped.png)
        #expect(try server.errors.contains("style \"own\" is no longer served\n"))
        #expect(try server.errors.contains("style \"heat\" is the shipped one again\n"))
        try FileManager.default.removeItem(atPath: directory)
        #expect(try await soon { try server.errors.contains("the directory of styles cannot be read") })
        #expect(try await tile(server, "heat").png == shipped.png)
    }

    @Test("A server does not begin with a broken style")
    func beginning() throws {
        try write(style("own", limits: "[-1, 2]"))
        let run = try Program.run("serve", "--store", place.store, "--port", "0", "--styles", directory)
        #expect(run.status == 1 && run.errors.contains("own.json: scale.limits[0]: "))
    }
}
