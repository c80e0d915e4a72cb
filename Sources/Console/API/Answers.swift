import Letters
import Storage
import Triage

// The keys are those of the commands' `--json`, and of `Schemas`: adding one is free, renaming one breaks
// somebody's night.

/// Cases, and what belongs to them, as the API answers with them.
enum Answers {
    static func time(_ moment: Moment?) -> JSON { .text(moment?.rfc3339) }
    static func id(_ id: CaseID?) -> JSON { id.map { .integer($0.rawValue) } ?? .null }

    static func hotCase(_ item: Case) -> JSON { .object(pairs(item)) }

    private static func pairs(_ item: Case) -> [(String, JSON)] {
        [
            ("case", .integer(item.id.rawValue)), ("state", .text(item.state.rawValue)), ("heat", .integer(item.heat)),
            ("severity", .text(item.severity?.rawValue)), ("title", .text(item.title)),
            ("messages", .integer(item.messages)), ("firstHeard", time(item.firstHeard)),
            ("promise", time(item.promise)), ("owner", .text(item.owner)), ("claimedBy", .text(item.claimedBy)),
            ("reasons", .list(item.reasons.map(reason))), ("due", time(item.due)), ("rank", time(item.rank)),
            ("newest", time(item.newestHeard)), ("incident", id(item.incident)), ("isIncident", .bool(item.isIncident)),
            ("mergedInto", id(item.mergedInto)), ("held", .bool(item.isHeld)), ("step", .integer(item.step)),
            ("target", .text(item.target)),
        ]
    }

    static func line(_ item: QueueLine, _ reasons: [Reason]) -> JSON {
        .object([
            ("case", .integer(item.id.rawValue)), ("state", .text(item.state.rawValue)), ("heat", .integer(item.heat)),
            ("severity", .text(item.severity?.rawValue)), ("title", .text(item.title)),
            ("messages", .integer(item.messages)), ("firstHeard", time(item.firstHeard)),
            ("promise", time(item.promise)), ("owner", .text(item.owner)), ("claimedBy", .text(item.claimedBy)),
            ("reasons", .list(reasons.map(reason))), ("due", time(item.due)), ("rank", time(item.rank)),
            ("newest", time(item.newestHeard)), ("incident", id(item.incident)), ("isIncident", .bool(item.isIncident)),
            ("mergedInto", id(item.mergedInto)), ("held", .bool(item.isHeld)), ("step", .integer(item.step)),
            ("target", .text(item.target)),
        ])
    }

    static func reason(_ reason: Reason) -> JSON {
        let shown = 16
        var pairs: [(String, JSON)] = [
            ("rule", .text(reason.rule)), ("file", .text(reason.file)), ("line", .integer(reason.line)),
            ("score", .integer(reason.score)), ("matches", .list(reason.matches.prefix(shown).map(match))),
        ]
        let rest = reason.more + max(0, reason.matches.count - shown)
        if rest > 0 { pairs.append(("more", .integer(rest))) }
        return .object(pairs)
    }

    private static func match(_ match: Reason.Match) -> JSON {
        var pairs: [(String, JSON)] = [
            ("text", .text(match.text)), ("start", .integer(match.start)), ("end", .integer(match.end)),
        ]
        if match.zone != .text { pairs.append(("in", .text(match.zone.rawValue))) }
        return .object(pairs)
    }

    static func detail(_ detail: CaseDetail, pages: [OnCallPage], for visitor: Visitor) -> JSON {
        .object(
            pairs(detail.hotCase) + [
                ("linked", .list(detail.linked.map { .integer($0.id.rawValue) })),
                ("merged", .list(detail.merged.map { .integer($0.rawValue) })),
                (
                    "history",
                    .list(
                        detail.events.map {
                            ["at": time($0.at), "by": .text($0.by), "what": .text($0.what), "note": .text($0.note)]
                        })
                ),
                ("heard", .list(detail.messages.map(message))),
                ("pages", .list(pages.map { page($0, for: visitor) })),
            ])
    }

    static func message(_ stored: StoredMessage) -> JSON {
        let message = stored.message
        return [
            "message": .integer(stored.id.rawValue), "source": .text(message.source.rawValue),
            "channel": .text(message.channel.rawValue), "author": .text(message.author.handle.description),
            "name": .text(message.author.displayName), "time": time(message.time), "heardAt": time(stored.heardAt),
            "permalink": .text(message.permalink), "subject": .text(message.subject), "text": .text(message.text),
            "heat": stored.verdict.map { .integer($0.heat) } ?? .null,
            "hot": stored.verdict.map { .bool($0.isHot) } ?? .null, "customer": .text(stored.customer?.id.rawValue),
        ]
    }

    /// Numbers and addresses of colleagues are for leads.
    static func means(_ means: Means, for visitor: Visitor) -> JSON {
        ["kind": .text(means.kind.rawValue), "address": visitor.may(.lead) ? .text(means.address) : .null]
    }

    static func page(_ page: OnCallPage, for visitor: Visitor) -> JSON {
        [
            "page": .integer(page.id), "case": id(page.hotCase), "person": .text(page.person.rawValue),
            "number": .integer(page.number), "state": .text(page.state.rawValue), "words": .text(page.words),
            "means": page.means.map { means($0, for: visitor) } ?? .null, "tried": .integer(page.tried),
            "createdAt": time(page.createdAt), "sentAt": time(page.sentAt), "deliveredAt": time(page.deliveredAt),
            "answeredAt": time(page.answeredAt), "answer": .text(page.answer), "lastError": .text(page.lastError),
        ]
    }

    static func found(_ found: Found) -> JSON {
        var pairs: [(String, JSON)]
        switch found.thing {
        case .hotCase(let id):
            pairs = [("kind", "case"), ("case", .integer(id.rawValue)), ("message", .null), ("customer", .null)]
        case .message(let message, let hotCase):
            pairs = [
                ("kind", "message"), ("case", id(hotCase)), ("message", .integer(message.rawValue)),
                ("customer", .null),
            ]
        case .customer(let customer):
            pairs = [
                ("kind", "customer"), ("case", .null), ("message", .null), ("customer", .text(customer.rawValue)),
            ]
        }
        pairs += [("title", .text(found.title)), ("words", .text(found.words)), ("at", time(found.at))]
        return .object(pairs)
    }
}
