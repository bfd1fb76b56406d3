/// The places of a list's elements, or of an object's member names, in a tape's nodes.
public struct JSONElements: Sequence, IteratorProtocol {
    private let tape: JSONTape
    private let end: Int
    private let isObject: Bool
    private var place: Int

    init(tape: JSONTape, container: Int) {
        self.tape = tape
        let node = tape.nodes[container]
        isObject = node.kind == .object
        place = container &+ 1
        end = node.kind == .object || node.kind == .array ? node.next : place
    }

    /// The next place, or `nil` behind the last.
    public mutating func next() -> Int? {
        guard place < end else { return nil }
        let current = place
        place = tape.nodes[isObject ? current &+ 1 : current].next
        return current
    }
}
