import Foundation
import HTTPMessage
import ReportStore
import Reports
import WebMercator

/// Reads a citizen's report from a request's body. Whatever is not right is an error that names the member.
struct FilingReader {
    let catalogue: Catalogue
    /// The time, in seconds since 1970 UTC.
    let now: Int64

    /// The most characters of a text.
    static let longestText = 500

    /// Clocks differ; by so many seconds an event may seem to be in the future.
    private static let clockTolerance: Int64 = 300

    /// The report.
    func filing(_ request: HTTPRequest) throws(Problem) -> Filing {
        let body = try JSONBody(
            request, members: ["category", "longitude", "latitude", "occurred", "rhythm", "text"])
        let category = try category(body["category"])
        let longitude = try body["longitude"].number(in: GeographicCoordinate.longitudes)
        let latitude = try body["latitude"].number(in: GeographicCoordinate.latitudes)
        guard let place = GeographicCoordinate(longitude: longitude, latitude: latitude) else {
            throw body["latitude"].problem("is no place")
        }
        let occurred = try body["occurred"].ifPresent(time)
        let rhythm = try body["rhythm"].ifPresent(rhythm)
        let text = try body["text"].ifPresent { value throws(Problem) in
            try value.string(longest: Self.longestText)
        }
        return Filing(
            category: category, place: place, occurred: occurred, hours: rhythm?.hours, weekdays: rhythm?.weekdays,
            text: text)
    }

    private func category(_ body: JSONBody) throws(Problem) -> UInt16 {
        let key = try body.string(longest: 64)
        let today = EventTime(instant: now, precision: .day).iso8601(catalogue.clock)
        guard let ordinal = catalogue.category(key) else {
            let known = catalogue.categories.filter { $0.isInUse(on: today) }.map(\.key)
            throw body.problem("is \"\(key)\"; there are \(known.joined(separator: ", "))")
        }
        let category = catalogue.categories[Int(ordinal)]
        guard category.isInUse(on: today) else {
            let successor = catalogue.categories[category.successor].key
            throw body.problem(
                "is \"\(key)\", which is not in use today" + (successor == key ? "" : "; it is \"\(successor)\" now"))
        }
        return ordinal
    }

    private func time(_ body: JSONBody) throws(Problem) -> EventTime {
        let text = try body.string(longest: 40)
        guard let time = EventTime(iso8601: text, catalogue.clock) else {
            throw body.problem(
                "is \"\(text)\"; it must be a time from 1900 on such as 2025-06-14T21:37+02:00 or a day such as 2025-06-14"
            )
        }
        guard time.instant <= now + Self.clockTolerance else {
            throw body.problem("is \"\(text)\", which is in the future")
        }
        return time
    }

    private func rhythm(_ body: JSONBody) throws(Problem) -> (hours: UInt32?, weekdays: UInt8?) {
        try body.allowMembers(["hours", "weekdays"])
        let hours = try body["hours"].ifPresent { value throws(Problem) in
            try self.filter("hours", value).hours
        }
        let weekdays = try body["weekdays"].ifPresent { value throws(Problem) in
            try self.filter("weekdays", value).weekdays
        }
        return (hours, weekdays)
    }

    /// Rhythms are written as filters are.
    private func filter(_ name: String, _ body: JSONBody) throws(Problem) -> ReportFilter {
        let text = try body.string(longest: 100)
        do {
            return try ReportFilter([(name, text)], catalogue)
        } catch {
            throw body.problem(error.problem)
        }
    }
}

extension Catalogue.Category {
    /// Whether the category is in use on a day, written `2025-06-14`.
    func isInUse(on day: String) -> Bool {
        (validFrom.map { "\($0)" <= day } ?? true) && (validTo.map { day < "\($0)" } ?? true)
    }
}
