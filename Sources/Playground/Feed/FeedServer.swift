import Foundation
import Synchronization

/// A web server on loopback with one feed in three formats (`/history.atom`, `/history.rss`,
/// `/history.json`), validators and 304, and any other path that a test lays out.
package final class FeedServer: Sendable {
    private struct State {
        var server = ""
        var entries: [FeedEntry] = []
        var changed: Date
        var laid: [String: Reply] = [:]
        var asked: [Asked] = []
    }

    package let title: String
    private let now: @Sendable () -> Date
    private let state: Mutex<State>
    private let host = HTTPHost()
    /// Requests kept for `asked`, the oldest forgotten first.
    private static let memory = 1000

    package init(title: String = "Quillfone network status", now: @escaping @Sendable () -> Date = { Date() }) {
        self.title = title
        self.now = now
        self.state = Mutex(State(changed: now()))
    }

    /// - Parameter port: 0 for any free one.
    package func start(port: Int = 0) async throws {
        let port = try await host.start(port: port) { [self] in answer($0) }
        state.withLock { $0.server = "http://127.0.0.1:\(port)" }
    }

    package func stop() async { await host.stop() }

    /// `http://127.0.0.1:PORT`
    package var base: String { state.withLock { $0.server } }
    package var atomURL: String { base + "/history.atom" }
    package var rssURL: String { base + "/history.rss" }
    package var jsonURL: String { base + "/history.json" }

    /// Adds an entry on top, or changes the one with this id where it stands.
    package func put(_ entry: FeedEntry) {
        let now = now()
        state.withLock { state in
            if let place = state.entries.firstIndex(where: { $0.id == entry.id }) {
                state.entries[place] = entry
            } else {
                state.entries.insert(entry, at: 0)
            }
            state.changed = now
        }
    }

    package func remove(_ id: String) {
        let now = now()
        state.withLock { state in
            state.entries.removeAll { $0.id == id }
            state.changed = now
        }
    }

    package var entries: [FeedEntry] { state.withLock { $0.entries } }

    /// From now on this path, the feed's own too, answers with exactly this.
    package func serve(_ path: String, _ reply: Reply) { state.withLock { $0.laid[path] = reply } }

    /// The path is as it was before `serve`.
    package func unserve(_ path: String) { _ = state.withLock { $0.laid.removeValue(forKey: path) } }

    /// The last thousand requests, oldest first.
    package var asked: [Asked] { state.withLock { $0.asked } }

    private func answer(_ asked: Asked) -> Reply {
        state.withLock { state in
            state.asked.append(asked)
            if state.asked.count > Self.memory { state.asked.removeFirst() }
            if let laid = state.laid[asked.path] { return laid }
            guard asked.path.hasPrefix("/history."),
                let format = FeedDocument.Format(rawValue: String(asked.path.dropFirst(9)))
            else { return Reply(status: 404) }
            guard asked.method == "GET" || asked.method == "HEAD" else {
                return Reply(status: 405, headers: [(name: "Allow", value: "GET, HEAD")])
            }
            let document = FeedDocument(
                title: title, address: state.server + asked.path, entries: state.entries, changed: state.changed)
            return Self.fresh(document.bytes(as: format), format, changed: state.changed, asked)
        }
    }

    private static func fresh(_ body: [UInt8], _ format: FeedDocument.Format, changed: Date, _ asked: Asked) -> Reply {
        let tag = "\"\(fingerprint(body))\""
        let headers = [
            (name: "ETag", value: tag), (name: "Last-Modified", value: VendorDate(changed).http),
            (name: "Content-Type", value: format.type),
        ]
        return isFresh(asked, tag: tag, changed: changed)
            ? Reply(status: 304, headers: headers) : Reply(headers: headers, body: body)
    }

    /// RFC 9110 §13.2.2: If-None-Match decides where it is given, If-Modified-Since only without it.
    private static func isFresh(_ asked: Asked, tag: String, changed: Date) -> Bool {
        if let known = asked.header("if-none-match") {
            return known.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
                .contains { $0 == "*" || $0 == tag || $0 == "W/" + tag }
        }
        guard let since = asked.header("if-modified-since").flatMap({ VendorDate.http($0) }) else { return false }
        return changed.timeIntervalSince1970.rounded(.down) <= since.timeIntervalSince1970
    }

    /// FNV-1a, 64 bits: enough to tell two states of a feed apart.
    private static func fingerprint(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
