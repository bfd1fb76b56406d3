import HTTPMessage

extension TileService {
    /// `/healthz`: the process lives.
    func health(_ call: Call) throws(Problem) -> HTTPResponse {
        try plain(call, "ok\n")
    }

    /// `/readyz`: the service can be sent requests. Without its store it could still draw, but ever older maps.
    func readiness(_ call: Call) throws(Problem) -> HTTPResponse {
        let seconds = storeHealth.secondsFailing
        guard seconds <= StoreHealth.patience else {
            throw .unavailable("the store could not be read for \(Int(seconds)) seconds")
        }
        return try plain(call, "ready\n")
    }

    private func plain(_ call: Call, _ text: String) throws(Problem) -> HTTPResponse {
        try call.refuseQuery()
        return HTTPResponse(
            status: 200,
            headers: [
                HTTPHeader("Content-Type", "text/plain; charset=utf-8"), HTTPHeader("Cache-Control", "no-store"),
            ],
            body: Array(text.utf8))
    }
}
