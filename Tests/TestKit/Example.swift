import Storage
import Triage

/// Messages, verdicts and decisions for tests that need one and do not care which.
package enum Example {
    package static let source: SourceName = "fediverse"
    package static let morning = Moment(seconds: 1_793_610_000)
    package static let ana = Handle(channel: .mastodon, normalised: "ana@mastodon.example")

    package static func message(
        _ number: Int = 1, _ text: String = "My Quillfone line is down again.", author: Handle = ana,
        source: SourceName = source, revision: String = "", answers: [String] = [], conversationKey: String? = nil
    ) -> Message {
        Message(
            identity: "mastodon:https://mastodon.example/statuses/\(number)", revision: revision, source: source,
            channel: .mastodon,
            author: .init(handle: author, displayName: "Ana", followers: 12, isAutomatic: false), text: text,
            language: "en", time: morning, permalink: "https://mastodon.example/@ana/\(number)", answers: answers,
            conversationKey: conversationKey)
    }

    package static func unreadable(_ number: Int = 1, source: SourceName = source) -> Unreadable {
        Unreadable(
            identity: "\(source):broken:\(number)", source: source, channel: .mastodon,
            reason: "the status has no id", contentType: "application/json", raw: Array("{\"x\":\(number)".utf8))
    }

    package static func evidence(_ text: String = "") -> Evidence {
        Evidence(
            ruleSet: "0f0f", hits: text.contains("fire") ? [TermHit(term: 3, spans: [Span(start: 0, end: 4)])] : [],
            sentiment: Sentiment(label: .negative, compound: -0.4215), language: "en")
    }

    package static func reason(_ rule: String = "danger", score: Int = 80) -> Reason {
        Reason(
            rule: rule, title: "Danger to \"life\"\n", file: "Rules/safety.rules", line: 7, score: score,
            severity: .critical, matches: [.init(text: "fire\u{1}\\", start: 3, end: 7)], owner: "safety",
            skill: "", respondWithin: 900)
    }

    package static func verdict(heat: Int) -> Verdict {
        Verdict(
            isHot: heat >= 50, heat: heat, severity: heat >= 50 ? .critical : nil,
            sentiment: Sentiment(label: .negative, compound: -0.4215), language: "en",
            reasons: heat > 0 ? [reason(score: heat)] : [])
    }

    /// A page of messages that were judged.
    package static func page(
        _ lease: SourceLease, _ messages: [Message], cursor: String = "1"
    ) -> HeardPage {
        HeardPage(
            source: lease.source, epoch: lease.epoch,
            items: messages.map { .init(heard: .message($0), evidence: evidence($0.text)) },
            cursors: ["#quillfone": .ids(high: cursor, walk: nil)])
    }
}

extension Thinking {
    /// A small decider with the shape of the real one: "fire" is hot, "spam" is filtered, all else is stored
    /// and ticketed; whatever is known is a duplicate.
    package static let example = Thinking(
        asks: { Decider(policy: Policy(brand: "Quillfone"), rules: .empty).asks($0, $1) },
        decide: { message, _, memory, now in
            if case .yes = memory.known { return .duplicate }
            if message.text.contains("spam") { return Decision(disposition: .filtered(by: "spam")) }
            let verdict = Example.verdict(heat: message.text.contains("fire") ? 80 : 0)
            let draft = CaseDraft(
                title: "Danger", heat: verdict.heat, severity: verdict.severity, owner: "safety",
                promise: now + .seconds(900), reasons: verdict.reasons)
            return Decision(
                disposition: .stored, verdict: verdict,
                conversation: memory.conversation.map { .join($0.id) }
                    ?? .start(key: message.conversationKey ?? message.identity),
                customer: memory.customer?.id,
                caseChange: memory.openCase.map { .join($0.id, draft) } ?? (verdict.isHot ? .open(draft) : .none),
                ticket: TicketDraft(
                    messageID: "\(message.identity)\(message.revision)@earshot.example".filter { $0 != "/" },
                    inReplyTo: memory.conversation?.lastTicket,
                    references: [memory.conversation?.firstTicket].compactMap(\.self),
                    queue: verdict.isHot ? .hot : .standard))
        },
        decideUnreadable: { item, isKnown in
            if isKnown { return .duplicate }
            return Decision(
                disposition: .quarantined(reason: item.reason),
                ticket: TicketDraft(
                    messageID: "\(item.identity)@earshot.example".filter { $0 != "/" }, inReplyTo: nil, references: [],
                    queue: .standard, note: .unreadable))
        })
}

extension Store {
    /// Registers a source and leases it to `worker`.
    package func begin(
        _ source: SourceName = Example.source, worker: String = "host:boot:1", now: Moment = Example.morning
    ) async throws -> SourceLease {
        try await register([(source, .mastodon)], now: now)
        let leases = try await leaseSources(
            [source], worker: Worker(rawValue: worker), busy: [], now: now, until: now + .seconds(15))
        guard let lease = leases.first else { throw StorageError.fault("no lease on \(source)") }
        return lease
    }
}
