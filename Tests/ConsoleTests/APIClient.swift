import Console
import Foundation
import Seal
import Storage
import Testing

/// A program that uses the API with a key.
struct APIClient: Sendable {
    let probe: Probe
    let key: String?

    struct Answer {
        var status: Int
        var type: String
        var json: [String: Any]
        var raw: Probe.Answer
    }

    static func open(_ house: DeskHouse, _ name: String = "ana", _ role: Role = .agent) async throws -> APIClient {
        let answer = try await house.store.addAccount(
            name, role: role, password: nil, by: Doer(name: "test"), now: house.clock.now())
        guard case .done(let account) = answer else { throw Probe.Trouble(what: "\(answer)") }
        let token = try AccessToken.make(.api)
        _ = try await house.store.addToken(
            token.hash, named: "test", of: account, role: role, until: nil, by: Doer(name: "test"),
            now: house.clock.now())
        return APIClient(probe: house.probe, key: token.text)
    }

    func get(_ path: String) async throws -> Answer { try await ask("GET", path) }

    func post(_ path: String, _ body: String? = nil, type: String? = "application/json") async throws -> Answer {
        try await ask("POST", path, body: body, type: type)
    }

    func ask(_ method: String, _ path: String, body: String? = nil, type: String? = nil) async throws -> Answer {
        var headers = ["Accept": "application/json"]
        if let key { headers["Authorization"] = "Bearer \(key)" }
        if body != nil, let type { headers["Content-Type"] = type }
        let raw = try await probe.ask(method, "/api/v1" + path, headers, body: body)
        let json = try? JSONSerialization.jsonObject(with: Data(raw.text.utf8)) as? [String: Any]
        return Answer(
            status: raw.status, type: raw.header("content-type") ?? "", json: json ?? [:], raw: raw)
    }
}
