import CellIndex
import HTTPMessage

extension TileService {
    /// `/metrics`: what the service does, for Prometheus.
    func metricsDocument(_ call: Call) throws(Problem) -> HTTPResponse {
        try call.refuseQuery()
        var text = MetricsText()
        writeRequests(&text)
        writeTiles(&text)
        writeStore(&text)
        writeFilings(&text)
        if let server = settings.server() { write(server, &text) }
        writeProcess(&text)
        return HTTPResponse(
            status: 200,
            headers: [
                HTTPHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8"),
                HTTPHeader("Cache-Control", "no-store"),
            ], body: Array(text.text.utf8))
    }

    private func writeRequests(_ text: inout MetricsText) {
        let counts = metrics.counts
        text.begin("threatmap_http_requests_total", .counter, "Requests that were answered.")
        let kinds = counts.requests.sorted {
            ($0.key.route.rawValue, $0.key.method, $0.key.status) < (
                $1.key.route.rawValue, $1.key.method, $1.key.status
            )
        }
        for (kind, count) in kinds {
            text.sample(
                "threatmap_http_requests_total",
                [("route", kind.route.rawValue), ("method", kind.method), ("status", String(kind.status))],
                Double(count))
        }
        text.begin(
            "threatmap_http_request_duration_seconds", .histogram,
            "Time from a request's end to its answer's beginning, without waiting for a thread.")
        for (route, histogram) in counts.latencies.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            text.histogram("threatmap_http_request_duration_seconds", [("route", route.rawValue)], histogram)
        }
    }

    private func writeTiles(_ text: inout MetricsText) {
        let (uses, contents) = (tileCache.uses, tileCache.contents)
        text.figure("threatmap_tiles_rendered_total", .counter, "Tiles that were rendered.", Double(uses.renderings))
        text.figure(
            "threatmap_tile_cache_hits_total", .counter, "Tiles that were answered from memory, or shared a rendering.",
            Double(uses.hits))
        text.figure("threatmap_tile_cache_tiles", .gauge, "Tiles in memory.", Double(contents.count))
        text.figure("threatmap_tile_cache_bytes", .gauge, "Bytes of the tiles in memory.", Double(contents.bytes))
    }

    private func writeStore(_ text: inout MetricsText) {
        let dataset = dataset
        text.figure("threatmap_reports", .gauge, "Reports that are served.", Double(dataset.reportCount))
        text.figure(
            "threatmap_store_sequence", .gauge, "The last change that is served.", Double(dataset.snapshot.sequence))
        if let seconds = storeHealth.secondsSinceRead {
            text.figure("threatmap_store_read_age_seconds", .gauge, "Time since the store was last read.", seconds)
        }
        text.figure(
            "threatmap_store_failing_seconds", .gauge, "For how long the store could not be read; 0 while it can.",
            storeHealth.secondsFailing)
    }

    private func writeFilings(_ text: inout MetricsText) {
        let counts = metrics.counts
        text.figure(
            "threatmap_filings_accepted_total", .counter, "Reports that citizens filed.", Double(counts.acceptedFilings)
        )
        text.begin("threatmap_filings_refused_total", .counter, "Reports that were not taken, by reason.")
        for reason in FilingRefusal.allCases {
            text.sample(
                "threatmap_filings_refused_total", [("reason", reason.rawValue)],
                Double(counts.refusedFilings[reason] ?? 0))
        }
    }

    private func write(_ server: ServerFigures, _ text: inout MetricsText) {
        text.figure("threatmap_connections", .gauge, "Open connections.", Double(server.connections))
        text.figure(
            "threatmap_streams", .gauge, "Long answers that are being made while they are sent.", Double(server.streams)
        )
        text.figure(
            "threatmap_connections_refused_total", .counter, "Connections turned away since too many were open.",
            Double(server.refusedConnections))
        text.figure(
            "threatmap_requests_refused_total", .counter, "Requests turned away since too many waited for a thread.",
            Double(server.refusedRequests))
    }

    private func writeProcess(_ text: inout MetricsText) {
        let process = ProcessFigures()
        text.figure("process_cpu_seconds_total", .counter, "Seconds of a processor.", process.cpuSeconds)
        if let bytes = process.residentBytes {
            text.figure("process_resident_memory_bytes", .gauge, "Bytes in memory.", Double(bytes))
        }
        text.figure(
            "process_start_time_seconds", .gauge, "When the service was started, since 1970 UTC.", metrics.started)
    }
}
