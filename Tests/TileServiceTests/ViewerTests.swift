import Foundation
import HTTPMessage
import Reports
import Testing

@testable import TileService

/// The viewer's page and scripts, as far as they can be judged without a browser.
@Suite struct ViewerTests {
    private let files = TileService.ownFiles.mapValues { String(decoding: $0(), as: UTF8.self) }

    private var scripts: [String: String] { files.filter { $0.key.hasSuffix(".js") } }

    private var page: String {
        get throws { String(decoding: try Fixture.service([], Fixture.kmzb()).get("/").body, as: UTF8.self) }
    }

    @Test("Every file of the viewer is named by the page, served with its type, and imports only such files")
    func modules() throws {
        let service = try Fixture.service([], Fixture.kmzb())
        let page = try page
        for (name, text) in files {
            #expect(page.contains("\"viewer/\(name)\""), "\(name)")
            let type = name.hasSuffix(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8"
            let response = service.get("/viewer/\(name)")
            #expect(response.status == 200 && response.header("Content-Type") == type, "\(name)")
            #expect(response.body == Array(text.utf8))
            for match in text.matches(of: /from '\.\/([^']+)'/) { #expect(files[String(match.1)] != nil, "\(match.0)") }
        }
        #expect(page.matches(of: /type="module"/).count == 1)
    }

    @Test("The policy lets in scripts, styles and connections of this origin alone")
    func policy() throws {
        let directory = FileManager.default.temporaryDirectory.path
        let service = try Fixture.service([], Fixture.kmzb(), leaflet: directory)
        #expect(
            service.get("/").header("Content-Security-Policy")
                == "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src * data:; "
                + "object-src 'none'; base-uri 'none'; frame-ancestors *")
    }

    @Test("No script writes HTML, runs text, or keeps anything beyond the tab")
    func scriptsAreTame() {
        for (name, text) in scripts {
            for word in [
                "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
                "localStorage", "indexedDB", "document.cookie", "http://",
            ] where !(name == "pin.js" && word == "http://") {
                #expect(!text.contains(word), "\(name): \(word)")
            }
        }
        #expect(files["coordinator.js"]?.contains("sessionStorage") == true)
    }

    @Test("Both languages have the same words, down to the forms of a noun and the names of fields")
    func languages() throws {
        let polish = try words("pl")
        let english = try words("en")
        #expect(polish.count > 150)
        #expect(Set(polish.keys) == Set(english.keys))
        let plurals: Set = ["few", "many"]
        for (key, text) in polish where text.hasPrefix("{") {
            #expect(members(text).subtracting(plurals) == members(english[key] ?? ""), "\(key)")
        }
        for (key, text) in polish { #expect(text != "''" && english[key] != "''", "\(key)") }
    }

    @Test("Every word that the page asks for is there, and none is left over")
    func wordsInUse() throws {
        let words = Set(try words("en").keys)
        let code = scripts.filter { !$0.key.hasPrefix("words-") }.values.joined(separator: "\n")
        let page = try page
        let asked =
            code.matches(of: /\bt\('([\w-]+)'\)/).map { String($0.1) }
            + page.matches(of: /data-t(?:-label)?="([\w-]+)"/).map { String($0.1) }
        #expect(asked.count > 150)
        for key in asked { #expect(words.contains(key), "\(key) has no words") }
        for key in words where !key.hasPrefix("zoom-") {
            #expect(code.contains("'\(key)'") || page.contains("\"\(key)\""), "\(key) is used nowhere")
        }
    }

    @Test("The meaning of each status of the shipped catalogue is told")
    func meanings() throws {
        for language in ["pl", "en"] {
            let told = members(try words(language)["means"] ?? "")
            #expect(told == Set(try Fixture.kmzb().statuses.map(\.key)))
        }
    }

    @Test("A style that compares two periods is left out of the list: without them it has no picture")
    func differences() {
        #expect(files["viewer.js"]?.contains("style.kind !== 'difference'") == true)
    }

    @Test("The page counts a text's characters as the service does")
    func longestText() {
        #expect(files["draft.js"]?.contains("LONGEST_TEXT = \(FilingReader.longestText);") == true)
        #expect(files["draft.js"]?.contains("[...text].length") == true)
    }

    @Test("The page offers filing only where reports are taken")
    func filing() throws {
        let on = #"<meta name="filing" content="on">"#
        let off = #"<meta name="filing" content="off">"#
        let open = try ReportDesk().get("/").text
        #expect(open.contains(on) && !open.contains(off))
        let closed = try ReportDesk(isEnabled: false).get("/").text
        #expect(closed.contains(off) && !closed.contains(on))
        #expect(try page.contains(off), "there is no store to file into")
    }

    @Test("The link to a report is the page, and a number is all that it takes")
    func reportLink() throws {
        let service = try Fixture.service([], Fixture.kmzb())
        #expect(service.get("/?report=17").body == service.get("/").body)
        for (query, parameter) in [
            ("report", "report"), ("report=", "report"), ("report=x", "report"), ("report=-1", "report"),
            ("report=1&report=2", "report"), ("report=1&x=2", "x"), ("report=1234567890123456789", "report"),
            ("report=%3Cscript%3E", "report"),
        ] {
            let response = service.get("/?" + query)
            #expect(response.status == 400, "\(query)")
            #expect(try response.problem().parameter == parameter)
        }
    }

    /// The words of a language, one a line: key and value as they stand.
    private func words(_ language: String) throws -> [String: String] {
        let lines = try #require(files["words-\(language).js"]).split(separator: "\n")
        let entries = lines.filter { $0.hasPrefix("  ") }
        let pairs = try entries.map { line in
            let match = try #require(line.wholeMatch(of: #/ {2}'?([A-Za-z][\w-]*)'?: (.+),/#), "\(line)")
            return (String(match.1), String(match.2))
        }
        return try Dictionary(pairs) { _, second in
            throw WordsError.twice(second)
        }
    }

    /// The keys of `{ key: 'text', 'other.key': 'text' }`.
    private func members(_ text: String) -> Set<String> {
        Set(text.matches(of: #/(?:\{|',) '?([A-Za-z][\w.-]*)'?: '/#).map { String($0.1) })
    }
}

private enum WordsError: Error {
    case twice(String)
}
