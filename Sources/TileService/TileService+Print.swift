import Foundation
import HTTPMessage
import JSONText
import Rendering
import ReportStore
import Reports

extension TileService {
    /// `/print.pdf` and `/print.png`: a sheet at once where it is small, else a job (202).
    func printSheet(_ call: Call) throws(Problem) -> HTTPResponse {
        guard let format = call.path.first.flatMap(SheetFormat.init) else { throw call.nothingHere() }
        let renderer = renderer(for: call.visitor)
        let maker = SheetMaker(renderer, try sheetRequest(call, renderer))
        let (width, height) = maker.request.pixels
        let pixels = width * height
        guard pixels <= settings.printing.largestPixels else {
            throw .badParameter(
                "dpi",
                "that would be \(pixels / 1_000_000) megapixels; this service prints at most "
                    + "\(settings.printing.largestPixels / 1_000_000): ask for smaller paper or fewer pixels per inch")
        }
        if pixels <= settings.printing.directPixels, let sheet = try drawnAtOnce(maker, format) {
            return answer(sheet, maker, format)
        }
        // Whoever asks only for the head wants no sheet to be drawn.
        guard call.request.method != "HEAD" else { return HTTPResponse(status: 202) }
        return try accepted(PrintJob(maker, format, client: call.visitor.client, keyID: call.visitor.key?.id))
    }

    private func sheetRequest(_ call: Call, _ renderer: MapRenderer) throws(Problem) -> SheetRequest {
        let query = try QueryReader(
            call.request.query, own: ["style"] + ReportFilter.comparisonNames + SheetRequest.parameterNames,
            renderer.dataset.catalogue,
            areas: renderer.dataset.boundaries)
        let styles = styles
        let name = query.text("style") ?? styles.first?.name ?? ""
        guard let style = styles.first(where: { $0.name == name }) else {
            throw .badParameter(
                "style", "there is no style \"\(name)\"; there are \(styles.map(\.name).joined(separator: ", "))")
        }
        let compared = try query.compared(style, renderer.dataset.catalogue, styles: styles)
        do {
            return try SheetRequest(
                query.text, style: style, filter: query.filter, against: compared,
                area: renderer.area(of: query.filter))
        } catch {
            throw .badParameter(error.parameter, error.problem)
        }
    }

    // MARK: At once

    /// The sheet, or `nil` where as many as may be are being drawn at once already.
    private func drawnAtOnce(_ maker: SheetMaker, _ format: SheetFormat) throws(Problem) -> [UInt8]? {
        do {
            return try printing.direct {
                var sheet: [UInt8] = []
                try maker.write(
                    format, onProgress: { [printing] _ in if printing.isStopped { throw PrintJob.Cancelled() } }
                ) { sheet += $0 }
                return sheet
            }
        } catch is PrintJob.Cancelled {
            throw .unavailable("the service is being stopped")
        } catch {
            throw .failure("the sheet could not be drawn: \(error)")
        }
    }

    private func answer(_ sheet: [UInt8], _ maker: SheetMaker, _ format: SheetFormat) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            headers: [
                HTTPHeader("Content-Type", format.mediaType), HTTPHeader("Cache-Control", "no-cache"),
                HTTPHeader("Content-Disposition", "attachment; filename=\"\(maker.fileName).\(format.rawValue)\""),
            ], body: sheet)
    }

    // MARK: Jobs

    private func accepted(_ job: PrintJob) throws(Problem) -> HTTPResponse {
        do {
            try printing.add(job)
        } catch {
            throw error == .full ? .tooManyJobs : .tooManyJobsOfClient(settings.printing.jobsPerClient)
        }
        var response = jobDocument(job)
        response.status = 202
        response.headers.append(HTTPHeader("Location", address(of: job)))
        return response
    }

    /// `/print/jobs/{id}`: how far a job is; `/print/jobs/{id}/sheet.pdf`: what came of it.
    func printJob(_ call: Call) throws(Problem) -> HTTPResponse {
        try call.refuseQuery()
        guard call.path.first == "jobs", (2...3).contains(call.path.count) else { throw call.nothingHere() }
        // A key's job looks to all others as if there were none.
        guard let job = printing.job(call.path[1]), job.keyID == nil || job.keyID == call.visitor.key?.id else {
            throw .notFound("there is no such print job, or no longer; sheets are kept for a while only")
        }
        guard call.path.count == 3 else { return jobDocument(job) }
        guard call.path[2] == "sheet.\(job.format.rawValue)" else { throw call.nothingHere() }
        return try sheet(of: job)
    }

    private func sheet(of job: PrintJob) throws(Problem) -> HTTPResponse {
        switch job.status {
        case .done(let file, _):
            var response = answer([], job.maker, job.format)
            response.content = .file(FileSlice(file))
            response.headers.append(HTTPHeader("ETag", "\"\(job.id)\""))
            return response
        case .failed: throw .notFound("this job has no sheet; it failed")
        case .queued, .running:
            throw Problem(
                status: 409, title: "Not ready", detail: "the sheet is still being drawn",
                headers: [HTTPHeader("Retry-After", "1")])
        }
    }

    private func jobDocument(_ job: PrintJob) -> HTTPResponse {
        let status = job.status
        var json = JSONWriter()
        json.object { json in
            json.member("status", status.name)
            json.member("progress") { $0.number(job.progress, decimals: 3) }
            if case .failed(let reason, _) = status { json.member("detail", reason) }
            json.member("links") { json in
                json.array(links(of: job, status)) { json, link in
                    json.object { json in
                        json.member("rel", link.rel)
                        json.member("type", link.type)
                        json.member("href", link.href)
                    }
                }
            }
        }
        var response = self.json(json.bytes, cache: "no-store")
        if job.isUnfinished { response.headers.append(HTTPHeader("Retry-After", "1")) }
        return response
    }

    private func links(
        of job: PrintJob, _ status: PrintJob.Status
    ) -> [(rel: String, type: String, href: String)] {
        let address = address(of: job)
        let own = (rel: "self", type: "application/json", href: address)
        guard case .done = status else { return [own] }
        return [own, ("result", job.format.mediaType, "\(address)/sheet.\(job.format.rawValue)")]
    }

    private func address(of job: PrintJob) -> String { "\(settings.publicURL)/print/jobs/\(job.id)" }

    /// Calls off all printing; within a second or two nothing more is drawn.
    public func stopPrinting() {
        printing.stop()
    }
}

extension PrintJob.Status {
    /// The word in job documents.
    fileprivate var name: String {
        switch self {
        case .queued: "queued"
        case .running: "running"
        case .done: "done"
        case .failed: "failed"
        }
    }
}

extension Visitor {
    /// What jobs are counted by: the key, or else the subscriber.
    fileprivate var client: String { key.map { "key \($0.id)" } ?? subscriber }
}

extension Problem {
    fileprivate static var tooManyJobs: Problem {
        Problem(
            status: 503, title: "Service unavailable", detail: "too many sheets are being printed; try again",
            headers: [HTTPHeader("Retry-After", "10")])
    }

    fileprivate static func tooManyJobsOfClient(_ limit: Int) -> Problem {
        Problem(
            status: 503, title: "Service unavailable",
            detail: "\(limit) sheets are being printed for you already; fetch them first",
            headers: [HTTPHeader("Retry-After", "10")])
    }
}

extension SheetMaker {
    /// What the sheet's file is called, without its ending: letters, digits and hyphens.
    fileprivate var fileName: String {
        "threatmap-\(request.style.name)-\(EventTime.iso8601(second: Int64(Date().timeIntervalSince1970)).prefix(10))"
    }
}
