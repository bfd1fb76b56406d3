import Reports
import TestSupport
import Testing

@testable import ReportStore

/// Reports as they were at an earlier moment.
@Suite struct EarlierPointsTests {
    @Test(
        "After moves, visits and confirmations reports are read as they were at any earlier number",
        arguments: 1...3 as ClosedRange<UInt64>)
    func earlier(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let store = try TemporaryStore().open(SetClock())
        let key = try store.addKey(.operator, unit: nil).key
        let ids = try (1...12).map { number in
            try store.writing { try $0.file(filing(number), by: anybody) }.id
        }
        var moments: [(sequence: Int64, points: [ReportPoint])] = []
        for round in 0..<60 {
            moments.append((try store.sequence(), try store.points(ids)))
            let id = try #require(ids.randomElement(using: &random))
            try store.writing { store in
                switch Int.random(in: 0..<3, using: &random) {
                case 0:
                    let status = try #require(try store.points([id]).first).status
                    guard let to = store.catalogue.lifeCycle.moves(from: status).randomElement(using: &random) else {
                        return
                    }
                    _ = try store.move(id, MoveRequest(to: to), by: key)
                case 1: _ = try store.addVisit(id, VisitRequest(found: true), by: key)
                default: _ = try store.confirm(id, by: Filer(address: "10.0.0.\(round)", perDay: nil))
                }
            }
        }
        let now = try store.points(ids)
        for moment in moments {
            #expect(try store.points(ids, asOf: moment.sequence) == moment.points, "\(seed): \(moment.sequence)")
        }
        #expect(try store.points(ids.reversed(), asOf: store.sequence()) == now.reversed())
    }

    @Test("Of reports that a file has changed since, nothing earlier is told; of the others it is")
    func changedByFiles() throws {
        let store = try TemporaryStore().open(SetClock())
        try store.add((1...3).map { try report(UInt64($0), status: 0) })
        let (sequence, points) = (try store.sequence(), try store.points([1, 3]))
        // One in its status, and so in the log, and one in its category alone.
        try store.add([report(2, status: 1)])
        #expect(try store.points([1, 2, 3], asOf: sequence) == nil)
        #expect(try store.points([1, 3], asOf: sequence) == points)
        var changed = try report(3)
        changed.category = 5
        try store.add([changed])
        #expect(try store.points([1, 3], asOf: sequence) == nil)
        #expect(try store.points([1], asOf: sequence) == [points[0]])
    }
}
