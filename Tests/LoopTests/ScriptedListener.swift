import Channels
import Foundation
import Storage
import StorageSQLite
import Synchronization
import Testing
import Triage

/// A source whose far end is a list: each asking takes the next answer, and when the list is at its end
/// there is nothing new.
final class ScriptedListener: Listener {
    enum Answer: Sendable {
        /// Texts of new messages, and whether there is more at once.
        case texts([String], more: Bool = false)
        case failure(ListenFailure)
        /// Waits for the gate, then gives nothing.
        case stall
    }
    let source: SourceName
    let channel = Channel.mastodon
    let host: String
    private let state: Mutex<(answers: [Answer], askings: Int, settled: [String], closed: Bool)>

    init(_ source: SourceName, host: String? = nil, _ answers: [Answer]) {
        self.source = source
        self.host = host ?? "\(source).example"
        state = Mutex((answers, 0, [], false))
    }

    var askings: Int { state.withLock { $0.askings } }
    var settledPages: [String] { state.withLock { $0.settled } }
    var isClosed: Bool { state.withLock { $0.closed } }

    func listen(from cursors: Cursors, now: Moment) async throws -> Page {
        let (answer, number) = state.withLock { state -> (Answer?, Int) in
            state.askings += 1
            return (state.answers.isEmpty ? nil : state.answers.removeFirst(), state.askings)
        }
        switch answer {
        case nil: return Page(items: [], cursors: cursors)
        case .texts(let texts, let more):
            var high = 0
            if case .ids(let text, _)? = cursors["lane"] { high = Int(text) ?? 0 }
            let items = texts.enumerated().map { place, text in
                Heard.message(Self.message(text, id: "\(source)/\(high + place + 1)", source: source, now: now))
            }
            return Page(
                items: items, cursors: ["lane": .ids(high: "\(high + texts.count)", walk: nil)], more: more,
                receipt: ["page \(number)"])
        case .failure(let failure): throw failure
        case .stall:
            try await Task.sleep(for: .seconds(3600))
            return Page(items: [], cursors: cursors)
        }
    }

    func settled(_ page: Page) async throws { state.withLock { $0.settled += page.receipt } }
    func close() async { state.withLock { $0.closed = true } }

    static func message(_ text: String, id: String, source: SourceName, now: Moment) -> Message {
        Message(
            identity: id, source: source, channel: .mastodon,
            author: .init(handle: Handle(channel: .mastodon, normalised: "ana@m.example")), text: text, time: now)
    }
}

/// A store on a file of its own.
func withStore(_ body: (Store) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "earshot-loops-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = Store(engine: try SQLiteEngine(path: folder.appending(path: "test.db").path))
    try await store.engine.migrate()
    try await body(store)
    await store.engine.close()
}
