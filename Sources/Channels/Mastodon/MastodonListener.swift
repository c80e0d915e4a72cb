import Foundation
import Synchronization
import Triage
import Wire

/// Hashtags and mentions of one Mastodon-compatible server.
///
/// Each lane has three cursors: `#quillfone` (how far it was heard), `#quillfone/again` and
/// `#quillfone/again-at` (the hourly reading again, see `TimelineWalk`). The lanes are asked in turn, page
/// by page, until none has more; a lane that cannot be heard does not keep the others from being heard.
package final class MastodonListener: Listener {
    package let source: SourceName
    package let channel = Channel.mastodon
    package let host: String

    let settings: Settings
    let token: String?
    private let since: Since
    let addresses: Addresses
    let fetch: @Sendable (HTTPRequest) async throws -> HTTPResponse
    let memory = Mutex(Memory())

    /// What is only remembered to be quicker or politer; losing it costs a request or two.
    struct Memory {
        var honoursMinID: Bool?
        /// Whose turn it is next; empty between two rounds.
        var turns: [(lane: MastodonLane, phase: TimelineWalk.Phase)] = []
        /// Lanes that need a person, and until when they are left alone.
        var resting: [MastodonLane: (until: Moment, failure: ListenFailure)] = [:]
        /// Lanes whose last answer was no list.
        var garbled: Set<MastodonLane> = []
        /// Whose token it is, and when the server was asked.
        var own: Handle?
        var ownAskedAt: Moment?
    }

    /// How long a lane that needs a person is left alone while others go on.
    static let rest = Duration.seconds(900)

    /// - Parameter listen: `#hashtag` and `mentions`; mentions need a token.
    /// - Throws: `ListenFailure` that tells a person which setting cannot work.
    package convenience init(
        source: SourceName, url: String, listen: [String], token: String?, since: Since, addresses: Addresses,
        exchange: Exchange
    ) throws {
        try self.init(source: source, url: url, listen: listen, token: token, since: since, addresses: addresses) {
            try await exchange.send($0)
        }
    }

    init(
        source: SourceName, url: String, listen: [String], token: String?, since: Since, addresses: Addresses,
        fetch: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse
    ) throws {
        let token = token.flatMap { $0.isEmpty ? nil : $0 }
        self.source = source
        self.token = token
        self.since = since
        self.addresses = addresses
        self.fetch = fetch
        self.settings = try Settings(source: source, url: url, listen: listen, hasToken: token != nil)
        self.host = settings.origin.authority
    }

    struct Settings: Sendable {
        var origin: Origin
        var lanes: [MastodonLane]
        var reading: MastodonReading

        init(source: SourceName, url: String, listen: [String], hasToken: Bool) throws {
            guard let origin = Origin(url) else {
                throw ListenFailure(.tellPerson, "\(source): `url` must be like https://mastodon.example")
            }
            var lanes: [MastodonLane] = []
            for entry in listen {
                guard let lane = MastodonLane(entry) else {
                    throw ListenFailure(
                        .tellPerson, "\(source): `listen` takes hashtags like #quillfone, and mentions; found: \(entry)"
                    )
                }
                if lane == .mentions, !hasToken {
                    throw ListenFailure(.tellPerson, "\(source): mentions can only be heard with a `token`")
                }
                if !lanes.contains(where: { $0.key == lane.key }) { lanes.append(lane) }
            }
            guard !lanes.isEmpty else { throw ListenFailure(.tellPerson, "\(source): `listen` names nothing") }
            self.origin = origin
            self.lanes = lanes
            self.reading = MastodonReading(source: source, server: origin.authority, domain: origin.domain)
        }
    }

    /// Asks lane after lane until one brings something or moves its cursor.
    package func listen(from cursors: Cursors, now: Moment) async throws -> Page {
        let lanes = settings.lanes
        try await askWhoWeAre(now: now)
        while let (lane, phase) = takeTurn(of: lanes, now: now) {
            var page = Page(items: [], cursors: cursors)
            do {
                page = try await ask(lane, phase, from: cursors, now: now)
            } catch let failure as ListenFailure where failure.next == .tellPerson {
                // Others may be heard all the same; where there are none left it is the source's own failure.
                let isAlone = memory.withLock { memory in
                    memory.resting[lane] = (now + Self.rest, failure)
                    return memory.resting.count == lanes.count
                }
                if isAlone { throw failure }
                page.remark = failure.reason
            }
            page.more = memory.withLock { !$0.turns.isEmpty }
            if !page.more || !page.items.isEmpty || page.cursors != cursors { return withTrouble(page) }
        }
        return withTrouble(Page(items: [], cursors: cursors))
    }

    private func withTrouble(_ page: Page) -> Page {
        var page = page
        page.trouble = memory.withLock { memory in
            memory.resting.values.map(\.failure).min { $0.reason < $1.reason }
        }
        return page
    }

    private func ask(
        _ lane: MastodonLane, _ phase: TimelineWalk.Phase, from cursors: Cursors, now: Moment
    ) async throws -> Page {
        var walk = TimelineWalk(
            position: cursors[lane.key] ?? .none, again: cursors[lane.againKey] ?? .none,
            againAt: cursors[lane.againAtKey] ?? .none, since: since,
            honoursMinID: memory.withLock { $0.honoursMinID })
        var request = HTTPRequest(.get, settings.origin.base + lane.path(walk.ask(phase)), addresses: addresses)
        request.bearer = token
        request.headers.append((name: "Accept", value: "application/json"))
        let response: HTTPResponse
        do {
            response = try await fetch(request)
        } catch let error as WireError {
            throw ListenFailure(error, source: source)
        }
        let answer = MastodonAnswer(response: response, server: host, lane: lane, hasToken: token != nil, now: now)
        if let failure = answer.failure { throw failure }
        let items: [MastodonReading.Item]
        do {
            items = try settings.reading.read(lane.list, response.body, now: now)
        } catch let fault as JSONFault {
            return try garbled(lane, fault, response, cursors)
        }
        let entries = items.map { TimelineWalk.Entry(id: $0.place, written: $0.written) }
        let step = walk.answer(phase, entries, next: answer.next, now: now)
        let again: TimelineWalk.Phase? =
            step.more ? phase : phase == .forward && walk.isAgainDue(now: now) ? .again : nil
        memory.withLock { memory in
            memory.honoursMinID = walk.honoursMinID
            memory.garbled.remove(lane)
            memory.resting[lane] = nil
            if let again { memory.turns.append((lane, again)) }
        }
        var page = Page(
            items: step.heard.map { items[$0] }.sorted(by: Self.isOlder).compactMap(\.heard).map(markedIfOwn),
            cursors: cursors)
        page.cursors[lane.key] = walk.position
        page.cursors[lane.againKey] = walk.again
        if walk.againAt != Cursor.none || cursors[lane.againAtKey] != nil {
            page.cursors[lane.againAtKey] = walk.againAt
        }
        page.notBefore = answer.notBefore
        page.remark = "\(lane.key): \(step.remark)"
        return page
    }

    /// An answer that is no list at all is kept once for a person to look at; the cursor stays. While the
    /// server goes on like that the source has failed, and does not send a new riddle with every poll.
    private func garbled(
        _ lane: MastodonLane, _ fault: JSONFault, _ response: HTTPResponse, _ cursors: Cursors
    ) throws -> Page {
        let reason = "\(host), \(lane.key): the answer is no list of posts: \(fault.reason)"
        guard memory.withLock({ $0.garbled.insert(lane).inserted }) else { throw ListenFailure(.tryAgain, reason) }
        let kept = Unreadable.unnamed(
            source: source, channel: .mastodon, reason: reason,
            contentType: response.header("content-type") ?? "application/octet-stream", raw: response.body)
        return Page(items: [.unreadable(kept)], cursors: cursors, remark: reason)
    }

    private static func isOlder(_ a: MastodonReading.Item, _ b: MastodonReading.Item) -> Bool {
        switch (a.place, b.place) {
        case (let a?, let b?): a < b
        case (nil, _?): true
        case (_, nil): false
        }
    }

    /// The next lane of the round, or of a new one. Nil once, at the end of a round whose last lanes rest.
    private func takeTurn(of lanes: [MastodonLane], now: Moment) -> (MastodonLane, TimelineWalk.Phase)? {
        memory.withLock { memory in
            if memory.turns.isEmpty { memory.turns = lanes.map { ($0, .forward) } }
            while !memory.turns.isEmpty {
                let turn = memory.turns.removeFirst()
                // Where all lanes need a person, the loop itself asks rarely.
                let isResting = memory.resting[turn.lane].map { $0.until > now } ?? false
                if !isResting || memory.resting.count == lanes.count { return turn }
            }
            return nil
        }
    }
}
