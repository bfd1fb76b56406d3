import Foundation
import TestSupport
import Testing

/// Our own CSV with so many rows, all different; `status` is that of each.
func rows(_ count: Int, status: String = "new") -> String {
    let rows = (0..<count).map { "\($0),speeding,public,\(status),15.\(1000 + $0 % 9000),52.7,2025-06-14T21:37Z\n" }
    return "id,category,source,status,longitude,latitude,occurred\n" + rows.joined()
}

/// The summary that `import --json` wrote, less the seconds.
func summary(_ run: Program.Run) throws -> [String: Int] {
    let object = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    var numbers = try #require(object?.compactMapValues { ($0 as? NSNumber)?.intValue })
    #expect(numbers.removeValue(forKey: "seconds") != nil)
    return numbers
}
