import Testing

@testable import SampleReports

@Suite struct CounterRandomTests {
    /// The first outputs of `splitmix64.c` for the seed 1234567, which other implementations quote too.
    @Test func mixIsSplitMix64() {
        let gamma: UInt64 = 0x9E37_79B9_7F4A_7C15
        let outputs = (1...3).map { CounterRandom.mix(1_234_567 &+ gamma &* UInt64($0)) }
        #expect(outputs == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test func boundsAreKept() {
        var random = CounterRandom(seed: 1, counter: 2)
        for _ in 0..<2_000 {
            #expect((0..<7).contains(random.below(7)))
            #expect((0..<1).contains(random.unit()))
            #expect((-2..<2).contains(random.bell()))
            #expect((0..<512).contains(random.zipf(first: 2, last: 9)))
        }
    }

    @Test func aliasTableFollowsItsWeights() {
        let table = AliasTable([1, 0, 3, 6, -1])
        var counts = [0, 0, 0, 0, 0]
        var random = CounterRandom(seed: 5, counter: 5)
        for _ in 0..<5_000 { counts[table.draw(&random)] += 1 }
        #expect(counts[1] == 0 && counts[4] == 0)
        #expect(abs(counts[0] - 500) < 100 && abs(counts[2] - 1_500) < 150 && abs(counts[3] - 3_000) < 150)
    }

    @Test(arguments: [("plain", "plain"), ("a, b", "\"a, b\""), ("say \"no\"", "\"say \"\"no\"\"\""), ("", "")])
    func quoting(text: String, field: String) {
        #expect(String(decoding: Sentences.quoted(text.utf8), as: UTF8.self) == field)
    }

    @Test func directionsAreOnTheCircle() {
        for step in 0..<100 {
            let direction = Direction(turn: Double(step) / 100)
            #expect(abs(direction.cosine * direction.cosine + direction.sine * direction.sine - 1) < 1e-12)
        }
        #expect(abs(Direction(turn: 0.25).sine - 1) < 1e-12)
        #expect(abs(Direction(turn: 0.125).sine - 0.7071) < 0.002)
    }
}
