import CellIndex
import JSONText
import ReportStore
import Reports
import WebMercator

/// A report as JSON: for the public without text, rhythm, unit and notes, and at the place that the public sees.
struct ReportDocument {
    let catalogue: Catalogue
    let audience: Audience
    let precision: PlacePrecision
    /// The time, in seconds since 1970 UTC.
    let now: Int64

    /// Whether the audience may see a report as a single one: the public sees those of sources with public pins, in public
    /// statuses (design, section 4: Privacy).
    func isVisible(_ record: ReportRecord) -> Bool {
        guard audience == .public else { return true }
        let (source, status) = (Int(record.source), Int(record.status))
        return catalogue.sources.indices.contains(source) && catalogue.sources[source].publicPoints
            && catalogue.statuses.indices.contains(status) && catalogue.statuses[status].isPublic
    }

    /// The place that the audience sees.
    func place(_ record: ReportRecord) -> GeographicCoordinate {
        guard precision != .exact else { return record.place }
        return precision.seen(WorldCoordinate(record.place)).geographic
    }

    /// Writes the members of a list's entry into the object that is open.
    func write(_ record: ReportRecord, to json: inout JSONWriter) {
        let place = place(record)
        json.member("id", Int(record.id))
        json.member("category", catalogue.categories[safe: Int(record.category)]?.key ?? "?")
        json.member("status", catalogue.statusKey(record.status))
        json.member("source", catalogue.sources[safe: Int(record.source)]?.key ?? "?")
        json.key("longitude")
        json.number(place.longitude, decimals: 7)
        json.key("latitude")
        json.number(place.latitude, decimals: 7)
        json.member("occurred", record.occurred.iso8601(catalogue.clock))
        time("reported", record.reported, &json)
        json.member("confirmations", record.confirmations)
        guard audience == .operators else { return }
        text("externalId", record.externalID, &json)
        text("text", record.text, &json)
        if record.hours != nil || record.weekdays != nil { rhythm(record, &json) }
        text("unit", record.unit, &json)
        time("since", record.since, &json)
        time("due", record.due, &json)
        json.member("overdue", record.due.map { $0 < now } ?? false)
        moves(record.status, &json)
    }

    /// Writes the event log and the verification card, which only key holders see.
    func writeHistory(_ record: ReportRecord, to json: inout JSONWriter) {
        guard audience == .operators else { return }
        json.member("card") { json in
            json.object { json in
                text("unit", record.unit, &json)
                time("opened", record.events.first?.at, &json)
                text("outcome", outcome(record), &json)
                json.member("visits") { json in
                    json.array(record.visits) { json, visit in
                        json.object { json in
                            time("at", visit.at, &json)
                            json.member("found", visit.found)
                            text("unit", visit.unit, &json)
                            text("note", visit.note, &json)
                        }
                    }
                }
            }
        }
        json.member("events") { json in
            json.array(record.events) { json, event in
                json.object { json in
                    json.member("sequence", Int(event.sequence))
                    time("at", event.at, &json)
                    json.member("from", catalogue.statusKey(event.from))
                    json.member("to", catalogue.statusKey(event.to))
                    json.member("key") { json in
                        if let key = event.key { json.integer(Int(key)) } else { json.null() }
                    }
                    text("note", event.note, &json)
                }
            }
        }
    }

    /// Writes the moves that are legal from a status.
    func moves(_ status: UInt8, _ json: inout JSONWriter) {
        json.member("moves") { json in
            json.array(catalogue.lifeCycle.moves(from: status).map(catalogue.statusKey)) { $0.string($1) }
        }
    }

    private func outcome(_ record: ReportRecord) -> String? {
        catalogue.statuses[safe: Int(record.status)]?.outcome?.rawValue
    }

    private func rhythm(_ record: ReportRecord, _ json: inout JSONWriter) {
        json.member("rhythm") { json in
            json.object { json in
                text("hours", record.hours.map(RhythmText.hours), &json)
                text("weekdays", record.weekdays.map(RhythmText.weekdays), &json)
            }
        }
    }

    private func time(_ name: String, _ instant: Int64?, _ json: inout JSONWriter) {
        text(name, instant.map(EventTime.iso8601(second:)), &json)
    }

    private func text(_ name: String, _ text: String?, _ json: inout JSONWriter) {
        json.member(name) { json in
            if let text { json.string(text) } else { json.null() }
        }
    }
}

extension Array {
    /// An element, or `nil` where there is none of that index.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
