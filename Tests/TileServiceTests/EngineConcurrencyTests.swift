import CellIndex
import HTTPMessage
import Reports
import Synchronization
import Testing
import TileService
import WebMercator

/// Readers and a writer at once: every answer is of one state of the data.
struct EngineConcurrencyTests {
    /// What one state of the data answers.
    private struct Expected {
        var legend: Int?
        var layer: Int?
    }

    /// Says readers when the writer is done.
    private final class Flag: Sendable {
        private let state = Mutex(false)
        var isSet: Bool { state.withLock { $0 } }
        func set() { state.withLock { $0 = true } }
    }

    /// What may be seen while states replace one another.
    private struct Known {
        var states: [Int: Expected] = [:]
        var pictures: Set<[UInt8]> = []

        /// The number of answers that are of no state.
        func wrongAnswers(_ service: TileService, _ tile: String) -> Int {
            let legend = try? service.object("/legend/heat.json?zoom=9")
            let state = states[legend?["sequence"] as? Int ?? -1]
            let layer = try? service.object("/layers/cells.geojson")
            let matched = layer?["numberMatched"] as? Int
            return (state != nil && legend?["reports"] as? Int == state?.legend ? 0 : 1)
                + (states.values.contains { $0.layer == matched } ? 0 : 1)
                + (pictures.contains(service.get(tile).body) ? 0 : 1)
        }
    }

    private let place: WorldCoordinate
    private let catalogue: Catalogue

    init() throws {
        catalogue = try Fixture.kmzb()
        place = try Fixture.place(15.24, 52.73)
    }

    /// States that follow one another: reports added and made jokes, now and then all in one base.
    private func states(_ count: Int) throws -> [Dataset] {
        let first = try Fixture.dataset(try Fixture.scattered(120, seed: 3, catalogue), catalogue, sequence: 1)
        var states = [first]
        for number in 2...count {
            let joke = Fixture.report(UInt32(number), at: place, status: UInt8(catalogue.status("joke") ?? 0))
            let added = Fixture.report(UInt32(1000 + number), at: place)
            var snapshot = try states[states.count - 1].snapshot.applying([joke, added], sequence: Int64(number))
            if number % 4 == 0 { snapshot = try snapshot.compacted() }
            states.append(Dataset(catalogue: catalogue, snapshot: snapshot, updated: Fixture.noon + Int64(number)))
        }
        return states
    }

    @Test func `legends, counts and tiles asked for during updates are each of one state`() async throws {
        let states = try states(16)
        let styles = try Fixture.styles()
        let settings = TileService.Settings(publicURL: "http://x", audience: .operators)
        let tile = "/tiles/density/\(TileCoordinate(containing: place, zoom: Zoom(clamping: 11))).png"
        var known = Known()
        for state in states {
            let alone = TileService(state, styles: styles, settings: settings)
            known.states[Int(state.snapshot.sequence)] = Expected(
                legend: try alone.object("/legend/heat.json")["reports"] as? Int,
                layer: try alone.object("/layers/cells.geojson")["numberMatched"] as? Int)
            known.pictures.insert(alone.get(tile).body)
        }
        #expect(known.pictures.count > 1)
        let service = TileService(states[0], styles: styles, settings: settings)
        let over = Flag()
        await withTaskGroup(of: Int.self) { group in
            group.addTask {
                for round in 0..<150 {
                    service.update(states[round % states.count])
                    await Task.yield()
                }
                over.set()
                return 0
            }
            for _ in 0..<3 {
                group.addTask { [known] in
                    var wrong = 0
                    repeat {
                        wrong += known.wrongAnswers(service, tile)
                        await Task.yield()
                    } while !over.isSet
                    return wrong
                }
            }
            for await wrong in group { #expect(wrong == 0) }
        }
    }
}
