import Hummingbird
import Storage
import Synchronization
import Triage

/// Tells browsers that the queue changed, at most a quarter of a second after the commit, wherever that was made.
///
/// However many watch, one task asks the database: it begins with the first viewer and ends with the last.
final class QueueWatch: Sendable {
    static let mostViewers = 500
    private static let interval: Duration = .milliseconds(250)
    /// Commits that come so close together are one look.
    private static let breath: Duration = .milliseconds(30)

    private struct State {
        var viewers: [Int: AsyncStream<Int64>.Continuation] = [:]
        var next = 0
        var mark: Int64?
        var asking: Task<Void, Never>?
        /// Of the task that asks now: each has its own, since one that was cancelled may rest still.
        var bell: Bell?
    }

    private let state = Mutex(State())
    private let desk: Desk

    private let most: Int
    private let event: String
    private let mark: @Sendable () async throws -> Int64
    /// Other hosts tell of the queue alone; of anything else the database is asked.
    private let isTold: Bool

    init(_ desk: Desk, most: Int = QueueWatch.mostViewers) {
        self.desk = desk
        self.most = most
        event = "queue"
        isTold = true
        mark = { try await desk.store.changeMark() }
        desk.ears?.on(.queue) { [weak self] in self?.state.withLock { $0.bell }?.ring() }
    }

    /// The same of something else that has a mark.
    init(
        _ desk: Desk, telling event: String, most: Int = QueueWatch.mostViewers,
        mark: @escaping @Sendable () async throws -> Int64
    ) {
        self.desk = desk
        self.most = most
        self.event = event
        self.mark = mark
        isTold = false
    }

    var viewers: Int { state.withLock { $0.viewers.count } }

    /// The mark when the browser comes, and each new one; none that it names as the last it saw.
    func events(_ visit: Visit) throws -> Response {
        guard viewers < most else {
            throw Refusal(.serviceUnavailable, "Too many look at the queue at once.", retryAfter: 30)
        }
        let last = visit.request.headers[.lastEventID].flatMap { Int64($0) }
        return visit.events { stream in
            let now = try await self.mark()
            if now != last { try self.tell(stream, now) }
            // Of many who came in one moment some are too many after all; they come again by themselves.
            guard let (marks, key) = self.join(after: now) else { return }
            defer { self.leave(key) }
            for await mark in marks { try self.tell(stream, mark) }
        }
    }

    private func tell(_ stream: EventStream, _ mark: Int64) throws {
        try stream.send(event: event, data: "\(mark)", id: "\(mark)")
    }

    /// The newest mark is all that counts, so a slow browser is told that alone.
    private func join(after mark: Int64) -> (AsyncStream<Int64>, Int)? {
        let (marks, feed) = AsyncStream.makeStream(of: Int64.self, bufferingPolicy: .bufferingNewest(1))
        let key = state.withLock { state -> Int? in
            guard state.viewers.count < most else { return nil }
            state.next += 1
            state.viewers[state.next] = feed
            if let known = state.mark, known != mark { feed.yield(known) }
            if state.asking == nil {
                state.mark = mark
                let bell = Bell()
                state.bell = bell
                state.asking = Task { await self.ask(bell) }
            }
            return state.next
        }
        return key.map { (marks, $0) }
    }

    private func leave(_ key: Int) {
        state.withLock { state in
            state.viewers.removeValue(forKey: key)?.finish()
            guard state.viewers.isEmpty else { return }
            state.asking?.cancel()
            state.asking = nil
            state.mark = nil
        }
    }

    /// A little while, or until another host's commit is heard of and whatever else comes with it.
    private func rest(_ bell: Bell) async throws {
        guard isTold, let ears = desk.ears, ears.areOpen else {
            try await desk.clock.sleep(until: desk.now + Self.interval)
            return
        }
        await bell.wait(until: desk.now + Ears.net, by: desk.clock)
        try await desk.clock.sleep(until: desk.now + Self.breath)
    }

    private func ask(_ bell: Bell) async {
        while !Task.isCancelled {
            do {
                try await rest(bell)
                let mark = try await self.mark()
                state.withLock { state in
                    // Cancelled: another task may be asking already, for viewers who came later.
                    guard !Task.isCancelled, state.mark != mark else { return }
                    state.mark = mark
                    for feed in state.viewers.values { feed.yield(mark) }
                }
            } catch is CancellationError {
                return
            } catch {
                // The next round asks again; who cannot read the database is told by every page.
                desk.logger.debug("the queue's mark could not be read", metadata: ["error": "\(error)"])
            }
        }
    }
}

extension FieldName {
    fileprivate static let lastEventID = Self("Last-Event-ID")!
}
