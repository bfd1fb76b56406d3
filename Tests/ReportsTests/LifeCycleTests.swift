import TestSupport
import Testing

@testable import Reports

@Suite struct LifeCycleTests {
    private func kmzb() throws -> Catalogue {
        try Catalogue(#require(ShippedFiles.catalogues["kmzb"]), file: "kmzb")
    }

    @Test("Every pair of statuses is a move exactly where the catalogue's file says so")
    func moves() throws {
        let catalogue = try kmzb()
        let legal: [String: [String]] = [
            "new": ["verification", "joke"], "verification": ["confirmed", "unconfirmed", "joke", "referred"],
            "confirmed": ["eliminated", "referred"],
        ]
        for from in catalogue.statuses {
            for to in catalogue.statuses {
                let allowed = catalogue.lifeCycle.allows(
                    from: try #require(catalogue.status(from.key)), to: try #require(catalogue.status(to.key)))
                #expect(allowed == (legal[from.key] ?? []).contains(to.key), "\(from.key) to \(to.key)")
            }
            let ordinal = try #require(catalogue.status(from.key))
            #expect(catalogue.lifeCycle.moves(from: ordinal).isEmpty == from.isFinal, "\(from.key)")
        }
        #expect(catalogue.lifeCycle.initial == catalogue.status("new"))
        #expect(catalogue.lifeCycle.moves(from: 200).isEmpty)
    }

    @Test("A new report must be taken up within three days; nothing else is due")
    func deadlines() throws {
        let catalogue = try kmzb()
        for status in catalogue.statuses {
            let due = catalogue.lifeCycle.due(status: try #require(catalogue.status(status.key)), since: 1000)
            let expected: Int64? = status.key == "new" ? 1000 + 3 * 86_400 : nil
            #expect(due == expected)
        }
    }

    @Test(
        "Durations are read as ISO 8601 has them",
        arguments: [
            ("P3D", 259_200), ("P2W", 1_209_600), ("PT36H", 129_600), ("P1DT12H", 129_600), ("P1W1D", 691_200),
            ("P", nil), ("PT", nil), ("3D", nil), ("P3", nil), ("P-3D", nil), ("P0D", nil), ("P1M", nil), ("PT1D", nil),
            ("P1H", nil), ("P1D1W", nil), ("P9999999D", nil), ("P999999W", nil), ("P3Dx", nil), ("", nil), ("P٣D", nil),
        ] as [(String, Int64?)])
    func durations(text: String, seconds: Int64?) {
        #expect(ISODuration(text)?.seconds == seconds)
    }

    @Test("A later version of a catalogue keeps the ordinals of an earlier one, whatever its order")
    func order() throws {
        let first = try kmzb()
        let reversed = Catalogue.KeyOrder(
            categories: first.categories.map(\.key).reversed(), sources: ["public"], statuses: ["joke", "new"])
        let second = try Catalogue(first.json, file: "kmzb", order: reversed)
        #expect(second.keyOrder.categories == reversed.categories)
        #expect(second.keyOrder.sources == ["public", "police", "consultation"])
        #expect(second.keyOrder.statuses.prefix(2) == ["joke", "new"])
        #expect(second.lifeCycle.initial == 1)
        let drowning = try #require(second.category("drowning"))
        #expect(second.categories[second.categories[Int(drowning)].successor].key == "dangerous-place-on-water")
        #expect(throws: (any Error).self) {
            try Catalogue(
                first.json, file: "kmzb",
                order: Catalogue.KeyOrder(categories: ["smog"], sources: [], statuses: []))
        }
    }
}
