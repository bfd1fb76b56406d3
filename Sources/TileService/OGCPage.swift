import Foundation

/// A document of OGC API - Features as a page for people.
///
/// It is made from the JSON that programs get, so that both say the same.
struct OGCPage {
    let title: String
    /// The path's segments behind `/ogc`.
    let path: [String]
    let publicURL: String

    /// What a browser may load for such a page: nothing.
    static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *"

    /// A text in which nothing is markup, also inside quoted attributes.
    static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    /// The page of a JSON object.
    func html(of json: [UInt8]) -> [UInt8] {
        let object = (try? JSONSerialization.jsonObject(with: Data(json))) as? [String: Any] ?? [:]
        let style = String(decoding: PackageResources.ogc_css, as: UTF8.self)
        let heading = Self.escape(object["title"] as? String ?? title)
        let page = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(heading) – Threatmap</title>
            <style>
            \(style)</style>
            </head>
            <body>
            <nav>\(trail)</nav>
            <main>
            <h1>\(heading)</h1>
            \(body(object))
            </main>
            </body>
            </html>

            """
        return Array(page.utf8)
    }

    /// Links to all documents above this one.
    private var trail: String {
        var address = publicURL + "/ogc"
        var parts = [Self.anchor(publicURL + "/", "Map"), Self.anchor(address + "?f=html", "API")]
        for segment in path {
            address += "/" + QueryText.escape(segment)
            parts.append(Self.anchor(address + "?f=html", segment))
        }
        return parts.joined(separator: " / ")
    }

    private func body(_ object: [String: Any]) -> String {
        var parts: [String] = []
        if let description = object["description"] as? String { parts.append("<p>\(Self.escape(description))</p>") }
        if let info = object["info"] as? [String: Any] { parts.append(operations(object, info)) }
        if let features = object["features"] as? [[String: Any]] { parts.append(list(object, features)) }
        if object["type"] as? String == "Feature" { parts.append(feature(object)) }
        if let classes = object["conformsTo"] as? [String] { parts.append(Self.bullets(classes.map(Self.escape))) }
        for collection in object["collections"] as? [[String: Any]] ?? [] { parts.append(entry(collection)) }
        if let extent = object["extent"] as? [String: Any] { parts.append(Self.extent(extent)) }
        parts.append(Self.links(object))
        return parts.joined(separator: "\n")
    }

    private func entry(_ collection: [String: Any]) -> String {
        let id = collection["id"] as? String ?? ""
        let address = "\(publicURL)/ogc/collections/\(QueryText.escape(id))?f=html"
        return "<h2>\(Self.anchor(address, collection["title"] as? String ?? id))</h2>\n"
            + "<p>\(Self.escape(collection["description"] as? String ?? ""))</p>"
    }

    private static func extent(_ extent: [String: Any]) -> String {
        let box = ((extent["spatial"] as? [String: Any])?["bbox"] as? [[Double]])?.first ?? []
        let interval = ((extent["temporal"] as? [String: Any])?["interval"] as? [[Any]])?.first ?? []
        let rows = [
            ("West, south, east, north", box.map(text).joined(separator: ", ")),
            ("From, to", interval.map(text).joined(separator: ", ")),
        ]
        return table(rows.map { [$0.0, $0.1] }, header: nil)
    }

    /// A page of features: how many there are, and a table of them.
    private func list(_ object: [String: Any], _ features: [[String: Any]]) -> String {
        let names = Set(features.flatMap { Array(($0["properties"] as? [String: Any] ?? [:]).keys) })
        let columns = Self.order.filter(names.contains) + names.subtracting(Self.order).sorted()
        let rows = features.map { feature in
            let id = Self.text(feature["id"] as Any)
            let address = publicURL + "/ogc/" + path.map(QueryText.escape).joined(separator: "/")
            let properties = feature["properties"] as? [String: Any] ?? [:]
            return [Self.anchor("\(address)/\(QueryText.escape(id))?f=html", id)]
                + columns.map { properties[$0].map { Self.escape(Self.text($0)) } ?? "" } + [Self.place(feature)]
        }
        let returned = Self.text(object["numberReturned"] as Any)
        let matched = object["numberMatched"].map { " of \(Self.text($0))" } ?? ""
        return "<p>\(Self.escape(returned + matched)) features</p>\n"
            + Self.links(object, ["prev", "next"]) + "\n"
            + Self.table(rows, header: ["Feature"] + columns.map(Self.escape) + ["Place"], isEscaped: true)
    }

    private static let order = [
        "id", "name", "category", "status", "source", "occurred", "confirmations", "count", "density", "population",
        "ratePer1000", "share", "topCategory",
    ]

    private func feature(_ object: [String: Any]) -> String {
        let properties = object["properties"] as? [String: Any] ?? [:]
        let rows = Self.order.filter { properties[$0] != nil }
        let names = rows + Set(properties.keys).subtracting(rows).sorted()
        let table = names.map { [Self.escape($0), Self.escape(Self.text(properties[$0] as Any))] }
        return Self.table(table + [["Place", Self.place(object)]], header: nil, isEscaped: true)
    }

    private static func place(_ feature: [String: Any]) -> String {
        let coordinates = (feature["geometry"] as? [String: Any])?["coordinates"]
        guard let pair = coordinates as? [Double] else { return "area" }
        return escape(pair.map(text).joined(separator: ", "))
    }

    /// The operations of an OpenAPI document.
    private func operations(_ object: [String: Any], _ info: [String: Any]) -> String {
        let paths = object["paths"] as? [String: [String: Any]] ?? [:]
        let rows = paths.keys.sorted().flatMap { path in
            (paths[path] ?? [:]).keys.sorted().compactMap { method -> [String]? in
                guard let operation = paths[path]?[method] as? [String: Any] else { return nil }
                // What has a server of its own lies below the landing page.
                let start = paths[path]?["servers"] == nil ? "" : "/ogc"
                return [method.uppercased(), start + path, operation["summary"] as? String ?? ""]
            }
        }
        return "<p>\(Self.escape(info["description"] as? String ?? ""))</p>\n"
            + Self.table(rows, header: ["Method", "Path", "What it does"])
    }
}

/// The pieces of which pages consist.
extension OGCPage {
    /// A link; the address and the text need no escaping before.
    static func anchor(_ address: String, _ text: String) -> String {
        "<a href=\"\(escape(address))\">\(escape(text))</a>"
    }

    static func bullets(_ items: [String]) -> String {
        "<ul>" + items.map { "<li>\($0)</li>" }.joined() + "</ul>"
    }

    static func table(_ rows: [[String]], header: [String]?, isEscaped: Bool = false) -> String {
        func cells(_ row: [String], _ tag: String) -> String {
            "<tr>" + row.map { "<\(tag)>\(isEscaped ? $0 : escape($0))</\(tag)>" }.joined() + "</tr>\n"
        }
        let head = header.map { "<thead>\(cells($0, "th"))</thead>" } ?? ""
        return "<div><table>\(head)<tbody>\n\(rows.map { cells($0, "td") }.joined())</tbody></table></div>"
    }

    /// The links of a document, those to pages only where they are asked for.
    static func links(_ object: [String: Any], _ relations: [String]? = nil) -> String {
        let links = (object["links"] as? [[String: Any]] ?? []).filter { link in
            let relation = link["rel"] as? String ?? ""
            return relations?.contains(relation) ?? (relation != "self")
        }
        guard !links.isEmpty else { return "" }
        return bullets(
            links.map { link in
                anchor(link["href"] as? String ?? "", link["title"] as? String ?? "") + " <small>"
                    + escape(link["type"] as? String ?? "") + "</small>"
            })
    }

    /// A JSON value as people read it.
    static func text(_ value: Any) -> String {
        switch value {
        case let text as String: text
        case let members as [String: Any]:
            members.keys.sorted().map { "\($0): \(text(members[$0] as Any))" }.joined(separator: ", ")
        case let number as NSNumber: number.stringValue
        default: "–"
        }
    }
}
