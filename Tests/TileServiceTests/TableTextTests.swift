import Foundation
import Testing

@testable import TileService

/// Tables as spreadsheets and programs read them.
@Suite struct TableTextTests {
    private func row(_ fields: String...) -> String {
        var table = TableText(["a"])
        table.add(fields)
        return String(decoding: table.bytes.dropFirst(3), as: UTF8.self)
    }

    @Test func `fields with commas, quotes and line breaks are quoted, others stand as they are`() {
        #expect(row("ąę łż", "1,5", "\"x\"", "a\nb", "") == "ąę łż,\"1,5\",\"\"\"x\"\"\",\"a\nb\",\r\n")
    }

    @Test(arguments: [
        "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1-1", "@SUM(A1)", "\tx", "＝1+1", "＠x", "-", "+", "=", "-1e5+x", "--5",
    ])
    func `what a spreadsheet might run stands behind an apostrophe`(field: String) {
        let text = row(field)
        #expect(text.hasPrefix("'" + field) || text.hasPrefix("\"'" + field), "\(text)")
    }

    @Test(arguments: ["-15.25", "+48", "-5", "15", "a=1", "1-2", "żółw", "'x", "0201"])
    func `numbers and texts stand as they are`(field: String) {
        #expect(row(field) == field + "\r\n")
    }

    @Test func `a formula in a quoted field is one too`() {
        #expect(row("=HYPERLINK(\"http://x\",\"y\")") == "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n")
    }

    @Test func `features become rows, and categories that occur columns, 0 where they do not`() {
        var table = FeatureTable(["name", "zoom"])
        for (name, counts) in [("a", [0, 3, 0]), ("b", [0, 1, 2])] {
            table.startRow()
            table.property("name", name)
            table.counts("byKind", prefix: "kind", counts, ["x", "y", "z"])
        }
        table.startRow()
        table.property("zoom", 4)
        table.property("more", 1.5, decimals: 3)
        #expect(
            String(decoding: table.csv, as: UTF8.self)
                == "name,zoom,kind.y,kind.z,more\r\na,,3,0,\r\nb,,1,2,\r\n,4,0,0,1.5\r\n")
        #expect(String(decoding: FeatureTable(["a", "b"]).csv, as: UTF8.self) == "a,b\r\n")
    }
}
