import JSONText
import Reports

extension LifeCycleStatistics {
    /// Writes the members `overdue`, `confirmed`, `unconfirmed`, `confirmationRate`, `medianSeconds` by status and `byUnit`
    /// into the object that is open: the same on the command line and over HTTP.
    public func write(to json: inout JSONWriter, _ catalogue: Catalogue) {
        json.member("overdue", overdue)
        json.member("confirmed", confirmed)
        json.member("unconfirmed", unconfirmed)
        json.key("confirmationRate")
        if let confirmationRate { json.number(confirmationRate, decimals: 4) } else { json.null() }
        json.member("medianSeconds") { json in
            json.object { json in
                for (ordinal, status) in catalogue.statuses.enumerated() {
                    guard let seconds = medianSeconds[ordinal] else { continue }
                    json.key(status.key)
                    json.number(seconds, decimals: 0)
                }
            }
        }
        json.member("byUnit") { json in
            json.array(units) { json, unit in
                json.object { json in
                    json.member("unit") { json in
                        if let unit = unit.unit { json.string(unit) } else { json.null() }
                    }
                    json.member("reports", unit.reports)
                    json.member("overdue", unit.overdue)
                }
            }
        }
    }
}
