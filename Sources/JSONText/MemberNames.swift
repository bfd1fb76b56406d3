/// The names of an object's members so far, to find one that is given twice.
struct MemberNames {
    /// Objects of more members keep a set: comparing all pairs of a long list would take for ever.
    private static let few = 24

    private var count = 0
    private var set: Set<[UInt8]> = []

    /// Adds the name at a node; false where the object has it already.
    mutating func insert(_ name: Int, of object: Int, _ tape: JSONTape, _ text: Span<UInt8>) -> Bool {
        count &+= 1
        if count <= Self.few { return !isAmongFew(name, object, tape, text) }
        if set.isEmpty {
            var node = object &+ 1
            while node < name {
                set.insert(tape.content(tape.nodes[node], of: text))
                node = tape.nodes[node &+ 1].next
            }
        }
        return set.insert(tape.content(tape.nodes[name], of: text)).inserted
    }

    private func isAmongFew(_ name: Int, _ object: Int, _ tape: JSONTape, _ text: Span<UInt8>) -> Bool {
        let new = tape.nodes[name]
        var node = object &+ 1
        while node < name {
            let old = tape.nodes[node]
            if new.isEscaped || old.isEscaped {
                if tape.content(old, of: text) == tape.content(new, of: text) { return true }
            } else if JSONTape.equal(text, old.range, text, new.range) {
                return true
            }
            node = tape.nodes[node &+ 1].next
        }
        return false
    }
}
