import Foundation
import Synchronization

/// Where pages go on loopback: a plain webhook (`/hook`), a chat's incoming webhook (`/slack`), an ntfy server
/// (`/ntfy`) and an address that wants to be asked again and again (`/dead-man`). It keeps every request, and a
/// script can make any path late, wrong, cut or reset.
package final class HookServer: Sendable {
    /// One request, and when it had come whole.
    package struct Call: Sendable {
        package var at: Date
        package var asked: Asked
    }

    /// What a path does with one request instead of its usual answer.
    package enum Turn: Sendable {
        case answer(Reply)
        /// The usual answer, so late.
        case late(Duration)
        /// The connection is reset when the request has come whole; kept as usual or not at all.
        case reset(taken: Bool)
        /// The usual answer up to so many bytes, then the end.
        case cut(after: Int)
    }

    private struct State {
        var port = 0
        /// By path, taken one by one.
        var turns: [String: [Turn]] = [:]
        /// By path, where `turns` has none left.
        var always: [String: Turn] = [:]
        var calls: [Call] = []
        var ntfy = NtfyTopics()
    }

    private let now: @Sendable () -> Date
    private let state = Mutex(State())
    private let server = LineServer()
    /// Requests kept for `calls`, the oldest forgotten first.
    private static let memory = 200_000

    package init(now: @escaping @Sendable () -> Date = { Date() }) { self.now = now }

    /// - Parameter port: 0 for any free one.
    package func start(port: Int = 0) async throws {
        let port = try await server.start(port: port) { [self] connection in
            while try await serve(&connection) {}
        }
        state.withLock { $0.port = port }
    }

    package func stop() async { await server.stop() }

    /// `http://127.0.0.1:PORT`
    package var url: String { "http://127.0.0.1:\(state.withLock { $0.port })" }
    package var hookURL: String { url + "/hook" }
    package var slackURL: String { url + "/slack/T0QUILL/B0PAGES/pl4ygr0und" }
    /// The server's; topics are below it.
    package var ntfyURL: String { url + "/ntfy" }
    package var deadManURL: String { url + "/dead-man" }

    /// The next requests to a path (`/hook`, `/slack/…`, `/ntfy/` …) meet with these, one each.
    package func script(_ path: String, _ turns: [Turn]) {
        state.withLock { $0.turns[path, default: []] += turns }
    }

    /// Every request to a path from now on; nil: as usual.
    package func always(_ path: String, _ turn: Turn?) { state.withLock { $0.always[path] = turn } }

    /// Every request that had come whole, oldest first, those that were reset too.
    package var calls: [Call] { state.withLock { $0.calls } }
    package func calls(_ path: String) -> [Call] { calls.filter { $0.asked.path == path } }

    /// When the dead-man address was asked.
    package var heartbeats: [Date] { calls("/dead-man").map(\.at) }

    /// What the ntfy topic holds, oldest first.
    package func ntfy(_ topic: String) -> [NtfyMessage] { state.withLock { $0.ntfy.messages(of: topic) } }

    /// From now on the ntfy server wants this token; nil: none.
    package func guardNtfy(with token: String?) { state.withLock { $0.ntfy.token = token } }

    /// - Returns: whether the connection can serve another request.
    private func serve(_ connection: inout LineConnection) async throws -> Bool {
        guard let asked = try await connection.request() else { return false }
        let moment = now()
        let turn = state.withLock { state -> Turn? in
            state.calls.append(Call(at: moment, asked: asked))
            if state.calls.count > Self.memory { state.calls.removeFirst(Self.memory / 10) }
            if var turns = state.turns[asked.path], !turns.isEmpty {
                let turn = turns.removeFirst()
                state.turns[asked.path] = turns
                return turn
            }
            return state.always[asked.path]
        }
        switch turn {
        case nil: try await connection.send(usual(asked, at: moment).wireForm)
        case .answer(let reply): try await connection.send(reply.wireForm)
        case .late(let wait):
            try await Task.sleep(for: wait)
            try await connection.send(usual(asked, at: moment).wireForm)
        case .reset(let taken):
            if taken { _ = usual(asked, at: moment) }
            try await connection.reset()
            return false
        case .cut(let count):
            try await connection.send(Array(usual(asked, at: moment).wireForm.prefix(count)))
            return false
        }
        return asked.header("connection")?.lowercased() != "close"
    }

    private func usual(_ asked: Asked, at moment: Date) -> Reply {
        switch asked.steps.first {
        case "hook": return Reply(status: asked.method == "POST" ? 204 : 405)
        case "dead-man": return Reply(body: Array("OK".utf8))
        case "slack": return ChatHook.answer(asked)
        case "ntfy": return state.withLock { $0.ntfy.answer(asked, at: moment) }
        default: return Reply(status: 404)
        }
    }
}

/// Slack's incoming webhook, as far as it looks at what it is sent.
/// <https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors>
enum ChatHook {
    static func answer(_ asked: Asked) -> Reply {
        func words(_ status: Int, _ text: String) -> Reply {
            Reply(status: status, headers: [(name: "Content-Type", value: "text/html")], body: Array(text.utf8))
        }
        guard asked.method == "POST" else { return words(405, "method_not_allowed") }
        guard asked.steps.count == 4 else { return words(404, "no_service") }
        let object = try? JSONSerialization.jsonObject(with: Data(asked.body)) as? [String: Any]
        guard let object else { return words(400, "invalid_payload") }
        let blocks = object["blocks"] as? [[String: Any]] ?? []
        guard let text = object["text"] as? String, !text.isEmpty || !blocks.isEmpty else {
            return words(400, "no_text")
        }
        guard blocks.count <= 50, blocks.allSatisfy({ isFit($0) }) else { return words(400, "invalid_blocks") }
        return words(200, "ok")
    }

    /// The limits of <https://docs.slack.dev/reference/block-kit/blocks>.
    private static func isFit(_ block: [String: Any]) -> Bool {
        let words = (block["text"] as? [String: Any])?["text"] as? String
        switch block["type"] as? String {
        case "header": return (1...150).contains(words?.count ?? 0)
        case "section": return (1...3000).contains(words?.count ?? 0)
        case "actions":
            let elements = block["elements"] as? [[String: Any]] ?? []
            return (1...25).contains(elements.count)
                && elements.allSatisfy {
                    ($0["url"] as? String)?.count ?? 0 <= 3000 && $0["type"] as? String == "button"
                }
        default: return false
        }
    }
}
