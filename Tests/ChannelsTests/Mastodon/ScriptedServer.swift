import Foundation
import Synchronization
import Triage
import Wire

@testable import Channels

/// A Mastodon in memory: timelines that page as the real one's do, and troubles on request.
final class ScriptedServer: Sendable {
    struct Post: Sendable {
        var id: Int
        var text: String
        var written: Moment
        var edited: String?
        var reply: Int?

        var json: String {
            """
            {"id":"\(id)","created_at":"\(written.rfc3339)","edited_at":\(edited.map { "\"\($0)\"" } ?? "null"),\
            "in_reply_to_id":\(reply.map { "\"\($0)\"" } ?? "null"),"visibility":"public","language":"en",\
            "uri":"https://social.example/users/ana/statuses/\(id)","url":"https://social.example/@ana/\(id)",\
            "content":"<p>\(text)</p>","spoiler_text":"","reblog":null,"media_attachments":[],\
            "account":{"id":"1","acct":"ana","display_name":"Ana","followers_count":3,"bot":false}}
            """
        }
    }

    struct State: Sendable {
        var timelines: [String: [Post]] = [:]
        var honoursMinID = true
        var honoursMaxID = true
        var sendsLink = true
        var limit = 40
        var asked: [String] = []
        /// Instead of the timeline of this path.
        var answers: [String: HTTPResponse] = [:]
        var headers: [(name: String, value: String)] = []
    }
    let state = Mutex(State())

    func post(
        _ ids: some Sequence<Int>, to tag: String = "quillfone",
        written: (Int) -> Moment = { Moment(seconds: Int64($0)) }
    ) {
        state.withLock { state in
            for id in ids {
                state.timelines["/api/v1/timelines/tag/\(tag)", default: []].append(
                    Post(id: id, text: "post \(id)", written: written(id)))
            }
        }
    }

    func change(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
    var asked: [String] { state.withLock { $0.asked } }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
        state.withLock { state in
            let parts = URLComponents(string: request.url)!
            var query: [String: String] = [:]
            for item in parts.queryItems ?? [] { query[item.name] = item.value }
            state.asked.append(parts.path + "?" + (parts.percentEncodedQuery ?? ""))
            if let scripted = state.answers[parts.path] { return scripted }
            let posts = (state.timelines[parts.path] ?? []).sorted { $0.id > $1.id }
            let limit = min(Int(query["limit"] ?? "20")!, state.limit)
            var page = posts
            if state.honoursMaxID, let max = query["max_id"].flatMap(Int.init) { page.removeAll { $0.id >= max } }
            if state.honoursMinID, let min = query["min_id"].flatMap(Int.init) {
                page = Array(page.filter { $0.id > min }.suffix(limit))
            } else {
                page = Array(page.prefix(limit))
            }
            var headers = state.headers
            headers.append((name: "content-type", value: "application/json; charset=utf-8"))
            if state.sendsLink, let last = page.last, page.count == limit {
                let next = "<https://social.example\(parts.path)?limit=\(limit)&max_id=\(last.id)>; rel=\"next\""
                headers.append((name: "link", value: next + ", <https://social.example/x?min_id=9>; rel=\"prev\""))
            }
            let isMentions = parts.path.hasSuffix("notifications")
            let items = page.map { post in
                isMentions
                    ? #"{"id":"\#(post.id)","type":"mention","created_at":"\#(post.written.rfc3339)","status":\#(post.json)}"#
                    : post.json
            }
            return HTTPResponse(
                status: 200, headers: headers, body: Array("[\(items.joined(separator: ","))]".utf8), url: request.url)
        }
    }

    func listener(
        _ listen: [String] = ["#quillfone"], token: String? = nil, since: Since = .now
    ) throws -> MastodonListener {
        try MastodonListener(
            source: "fediverse", url: "https://social.example/", listen: listen, token: token, since: since,
            addresses: .open
        ) { self.answer($0) }
    }

    static func answer(_ status: Int, _ body: String = "{}", _ headers: [(name: String, value: String)] = [])
        -> HTTPResponse
    {
        HTTPResponse(status: status, headers: headers, body: Array(body.utf8), url: "https://social.example/")
    }
}

/// A source as the loop has it: the cursors are kept, the listener may be a new one.
struct Hearing {
    var cursors: Cursors = [:]
    var heard: [Message] = []
    var unreadable: [Unreadable] = []
    var pages = 0
    var last: Page?

    /// Until the gap is closed. `fresh` makes a new listener before each page, as after a crash.
    mutating func round(
        _ listener: any Listener, now: Moment = Moment(seconds: 10_000), fresh: (() throws -> any Listener)? = nil
    )
        async throws
    {
        var listener = listener
        for _ in 0..<200 {
            let page = try await listener.listen(from: cursors, now: now)
            let isStuck = page.more && page.items.isEmpty && page.cursors == cursors
            cursors = page.cursors
            last = page
            pages += 1
            for item in page.items {
                switch item {
                case .message(let message): heard.append(message)
                case .unreadable(let kept): unreadable.append(kept)
                }
            }
            if !page.more || isStuck { return }
            if let fresh { listener = try fresh() }
        }
        throw Endless()
    }
    struct Endless: Error {}

    /// The numbers at the end of the identities, each once, in order.
    var ids: [Int] {
        var seen: Set<String> = []
        return heard.filter { seen.insert($0.identity).inserted }.map { Int($0.identity.split(separator: "/").last!)! }
    }
}
