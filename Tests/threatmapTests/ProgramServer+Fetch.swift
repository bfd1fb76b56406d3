import Foundation
import FoundationNetworking
import TestSupport
import Testing

extension ProgramServer {
    /// Sends a request to a path and receives the whole answer.
    func fetch(
        _ path: String, method: String = "GET", headers: [String: String] = [:]
    ) async throws -> (HTTPURLResponse, Data) {
        var request = URLRequest(
            url: try #require(URL(string: address + path)), cachePolicy: .reloadIgnoringLocalCacheData)
        request.httpMethod = method
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await URLSession(configuration: .ephemeral).data(for: request)
        return (try #require(response as? HTTPURLResponse), data)
    }
}
