import Hummingbird
import Letters
import Storage
import Triage

/// What the link in a page to the on-call team leads to: one case, one large button. Whoever holds the address may
/// act, as the person who was paged; it is for a phone at night, so nobody signs in.
enum LinkedPage {
    static let longestReason = 500
    /// Bytes of a message that are shown before it is folded: the buttons stay within a thumb's reach.
    static let shownAtOnce = 600
    /// Messages of the case, beside the one that made it hot, that can be unfolded: the newest.
    static let mostMessages = 4
    /// Matched words, and rules, that are shown.
    private static let mostWords = 8
    private static let mostRules = 6

    static func page(_ visit: Visit, _ page: OnCallPage, trouble: String? = nil) async throws -> Response {
        var facts: Facts = [
            "trouble": .optional(trouble), "person": .text(page.person.rawValue), "action": .text(visit.path),
            "words": .text(page.words),
        ]
        var title = "A notice"
        if let id = page.hotCase, let detail = try await visit.desk.store.caseDetail(id) {
            title = "Case \(id.rawValue)"
            var known = self.facts(detail, page, visit.now)
            let calls = try await LinkedCall.facts(visit, id, mayMark: mayMark(detail.hotCase, page.person))
            known["calls"] = .list(calls)
            known["isCall"] = .flag(!calls.isEmpty)
            facts["case"] = .group(known)
        }
        var response = visit.page(
            template, titled: title, facts, status: trouble == nil ? .ok : .unprocessableContent)
        harden(&response)
        return response
    }

    /// The address is a key: no other host and no other page is told of it.
    static func harden(_ response: inout Response) { response.headers[.referrerPolicy] = "no-referrer" }

    private static func facts(_ detail: CaseDetail, _ page: OnCallPage, _ now: Moment) -> Facts {
        let hotCase = detail.hotCase
        let isHolder = hotCase.claimedBy == page.person.rawValue
        let isOpen = hotCase.state.isOpen
        let isFree = hotCase.claimedBy == nil
        let told = hotCase.reasons.filter { $0.score > 0 && $0.replacedBy == nil }
        var words: [String] = []
        for match in told.flatMap(\.matches) where !words.contains(match.text) { words.append(match.text) }
        let first = CasePage.hottest(detail) ?? detail.messages.last
        let others = detail.messages.reversed().filter { $0.id != first?.id }.prefix(mostMessages)
        let hidden = hotCase.messages - (first == nil ? 0 : 1) - others.count
        return [
            "number": .text("\(hotCase.id.rawValue)"),
            "title": .text(QueuePage.title(hotCase.title, before: CasePage.oneLine(first))),
            "severity": .text(hotCase.severity?.rawValue ?? "hot"), "heat": .number(hotCase.heat),
            "isGrave": .flag((hotCase.severity ?? .info) >= .high), "age": .text(Clock.ago(hotCase.firstHeard, now)),
            "messages": .text(hotCase.messages == 1 ? "1 message" : "\(hotCase.messages) messages"),
            "promise": .optional(hotCase.promise.map { promise($0, now) }),
            "isLate": .flag(isOpen && (hotCase.promise.map { $0 <= now } ?? false)),
            "why": .optional(PageWriter.reason(page.why).nonEmpty),
            "because": .list(words.prefix(mostWords).map { ["word": .text(String($0.prefix(80)))] }),
            "rules": .list(
                told.prefix(mostRules).map { reason in
                    [
                        "rule": .text(reason.title.isEmpty ? reason.rule : reason.title),
                        "score": .text(HeatSum.signed(reason.score)),
                        "found": .list(QueuePage.words([reason]).map { ["word": .text($0)] }),
                    ]
                }),
            "unruled": .text(unruled(detail)),
            "tier": .optional(first?.customer?.tier.nonEmpty),
            "first": first.map { .group(message($0, now)) } ?? .flag(false),
            "others": .list(others.map { message($0, now) }), "hasOthers": .flag(!others.isEmpty),
            "hidden": .optional(hidden > 0 ? "\(hidden)" : nil),
            "holder": .text(holder(hotCase, isHolder: isHolder)),
            "mayTake": .flag(mayTake(hotCase, page.person)),
            "mayPass": .flag(isOpen && (isFree || isHolder)), "mayClose": .flag(isOpen),
            "mayResolve": .flag(isOpen && (isFree || isHolder)),
            "longest": .number(longestReason),
        ]
    }

    /// Without the address that it came from: the link may be read by others than a signed-in team.
    private static func message(_ stored: StoredMessage, _ now: Moment) -> Facts {
        let reasons = stored.verdict?.reasons ?? []
        let text = Highlight.shown(
            stored.message.text, Highlight.spans(reasons, in: .text), atOnce: shownAtOnce)
        return [
            "author": .text(stored.message.author.displayName), "source": .text(stored.message.source.rawValue),
            "ago": .text(Clock.ago(stored.message.time, now)), "subject": .optional(stored.message.subject.nonEmpty),
            "text": .markup(text.first), "more": text.rest.map { .markup($0) } ?? .flag(false),
            "isCut": .flag(text.isCut), "language": .text(CasePage.language(stored)),
        ]
    }

    /// What somebody else holds is theirs to say.
    static func mayMark(_ hotCase: Case, _ person: PersonName) -> Bool {
        hotCase.state.isOpen && (hotCase.claimedBy == nil || hotCase.claimedBy == person.rawValue)
    }

    /// Why a case has no rule's reason.
    private static func unruled(_ detail: CaseDetail) -> String {
        detail.events.contains { $0.what == "call-back ringing" }
            ? "No rule: a customer was promised this call." : "Many say the same; no message is hot by itself."
    }

    static func mayTake(_ hotCase: Case, _ person: PersonName) -> Bool {
        hotCase.state.isOpen
            && (hotCase.claimedBy == nil || hotCase.claimedBy == person.rawValue && hotCase.state == .claimed)
    }

    static func promise(_ promise: Moment, _ now: Moment) -> String {
        promise > now
            ? "within \(Clock.span((promise - now).components.seconds))"
            : "missed by \(Clock.span((now - promise).components.seconds))"
    }

    static func holder(_ hotCase: Case, isHolder: Bool) -> String {
        let name = isHolder ? "You" : hotCase.claimedBy ?? "Nobody"
        return switch hotCase.state {
        case .open: "Nobody has it yet."
        case .claimed: isHolder ? "You have claimed it." : "\(name) has claimed it."
        case .acknowledged: isHolder ? "You have it." : "\(name) has it."
        case .snoozed: isHolder ? "You put it away for a while." : "\(name) put it away for a while."
        case .resolved: "It is resolved. There is nothing more to do."
        case .notHot: "It was found not hot. There is nothing more to do."
        }
    }
}
