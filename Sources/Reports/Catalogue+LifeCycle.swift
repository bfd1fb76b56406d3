import JSONText

extension Catalogue {
    /// A list with the entries of certain keys first, in their order: these have ordinals already, in a store.
    static func ordered<Entry>(
        _ entries: [Entry], _ key: (Entry) -> String, _ order: [String]?, _ reader: JSONReader
    ) throws(JSONFileError) -> [Entry] {
        guard let order else { return entries }
        var ordered: [Entry] = []
        for held in order {
            guard let entry = entries.first(where: { key($0) == held }) else {
                throw reader.error(
                    "lacks \"\(held)\", which reports of the store have; keep it, with \"validTo\" and "
                        + "\"replacedBy\" where it is a category that is no longer in use")
            }
            ordered.append(entry)
        }
        let held = Set(order)
        return ordered + entries.filter { !held.contains(key($0)) }
    }

    /// The members `transitions` and `deadlines`.
    static func lifeCycle(
        _ root: JSONReader, _ statuses: [Status], initial: String?
    ) throws(JSONFileError) -> LifeCycle {
        let keys = statuses.map(\.key)
        func ordinal(_ key: String, _ reader: JSONReader) throws(JSONFileError) -> UInt8 {
            guard let place = keys.firstIndex(of: key), let ordinal = UInt8(exactly: place) else {
                throw reader.error("names no status: \"\(key)\"; there are \(keys.joined(separator: ", "))")
            }
            return ordinal
        }
        var following = [[UInt8]](repeating: [], count: statuses.count)
        if !root["transitions"].isMissing {
            for (key, targets) in try root["transitions"].members() {
                let from = Int(try ordinal(key, targets))
                guard !statuses[from].isFinal else {
                    throw targets.error("has a status after \"\(key)\", which is final")
                }
                for target in try targets.array() {
                    following[from].append(try ordinal(try target.string(), target))
                }
            }
        }
        var limits: [UInt8: Int64] = [:]
        if !root["deadlines"].isMissing {
            for (key, value) in try root["deadlines"].members() {
                let text = try value.string()
                guard let duration = ISODuration(text) else {
                    throw value.error("is \"\(text)\"; it must be a duration such as \"P3D\" or \"PT36H\"")
                }
                limits[try ordinal(key, value)] = duration.seconds
            }
        }
        let first = keys.firstIndex { $0 == initial } ?? 0
        return LifeCycle(
            initial: UInt8(truncatingIfNeeded: first), following: following.map { $0.sorted() }, limits: limits)
    }
}
