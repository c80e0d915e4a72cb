import Storage
import Triage

// The keys that scripts rely on. Adding a key is free; renaming or removing one breaks somebody's night.

extension Moment {
    var json: JSON { .text(rfc3339) }
}

extension Sentiment {
    var json: JSON {
        .object([
            ("label", .text(label.rawValue)), ("compound", .number(compound.rounded(places: 4))),
            ("confidence", .number(confidence.rounded(places: 2))),
        ])
    }
}

extension Reason {
    /// At most this many matches are printed; `more` counts the rest.
    static let matchLimit = 16

    var json: JSON {
        var pairs: [(String, JSON)] = [
            ("rule", .text(rule)), ("file", .text(file)), ("line", .integer(line)), ("score", .integer(score)),
            (
                "matches",
                .list(
                    matches.prefix(Self.matchLimit).map(\.json))
            ),
        ]
        let rest = more + max(0, matches.count - Self.matchLimit)
        if rest > 0 { pairs.append(("more", .integer(rest))) }
        return .object(pairs)
    }
}

extension Reason.Match {
    fileprivate var json: JSON {
        var pairs: [(String, JSON)] = [("text", .text(text)), ("start", .integer(start)), ("end", .integer(end))]
        if zone != .text { pairs.append(("in", .text(zone.rawValue))) }
        return .object(pairs)
    }
}

extension Double {
    func rounded(places: Int) -> Double {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        return (self * scale).rounded() / scale
    }
}

extension Case {
    var pairs: [(String, JSON)] {
        [
            ("case", .integer(id.rawValue)), ("state", .text(state.rawValue)), ("heat", .integer(heat)),
            ("severity", .text(severity?.rawValue)), ("title", .text(title)), ("messages", .integer(messages)),
            ("firstHeard", firstHeard.json), ("promise", promise?.json ?? .null), ("owner", .text(owner)),
            ("claimedBy", .text(claimedBy)), ("reasons", .list(reasons.map(\.json))),
            ("due", due?.json ?? .null), ("rank", rank.json), ("newest", newestHeard.json),
            ("incident", incident.map { .integer($0.rawValue) } ?? .null), ("isIncident", .bool(isIncident)),
            ("mergedInto", mergedInto.map { .integer($0.rawValue) } ?? .null), ("held", .bool(isHeld)),
            ("step", .integer(step)), ("target", .text(target)),
        ]
    }
    var json: JSON { .object(pairs) }
}

extension StoredMessage {
    var json: JSON {
        .object([
            ("message", .integer(id.rawValue)), ("source", .text(message.source.rawValue)),
            ("channel", .text(message.channel.rawValue)), ("author", .text(message.author.handle.description)),
            ("name", .text(message.author.displayName)), ("time", message.time.json), ("heardAt", heardAt.json),
            ("permalink", .text(message.permalink)), ("subject", .text(message.subject)), ("text", .text(message.text)),
            ("heat", verdict.map { .integer($0.heat) } ?? .null), ("hot", verdict.map { .bool($0.isHot) } ?? .null),
            ("customer", .text(customer?.id.rawValue)),
        ])
    }
}

extension LedgerLine {
    var json: JSON {
        .object([
            ("source", .text(source.rawValue)), ("heard", .integer(heard)), ("stored", .integer(stored)),
            ("duplicate", .integer(duplicate)), ("filtered", .integer(filtered)),
            ("quarantined", .integer(quarantined)), ("unaccounted", .integer(unaccounted)),
        ])
    }
}

extension Errand {
    var json: JSON {
        .object([
            ("errand", .integer(id.rawValue)), ("kind", .text(kind.rawValue)), ("state", .text(state.rawValue)),
            ("attempts", .integer(attempts)), ("due", due.json), ("idempotencyKey", .text(idempotencyKey)),
            ("lastError", .text(lastError)),
        ])
    }
}

extension TicketLine {
    func pairs(subject: String) -> [(String, JSON)] {
        [
            ("ticket", .integer(id.rawValue)), ("conversation", conversation.map { .integer($0.rawValue) } ?? .null),
            ("source", .text(source.rawValue)), ("messageID", .text(draft.messageID)), ("state", .text(state.rawValue)),
            ("queue", .text(draft.queue.rawValue)), ("subject", .text(subject)),
        ]
    }
    func json(subject: String) -> JSON { .object(pairs(subject: subject)) }
}

extension Customer {
    var json: JSON {
        .object([
            ("customer", .text(id.rawValue)), ("name", .text(name)),
            ("handles", .list(handles.map { .text($0.description) })), ("tier", .text(tier)),
            ("value", value.map { .integer($0) } ?? .null), ("language", .text(language)),
            ("timeZone", .text(timeZone)), ("number", .text(number)),
            (
                "consent",
                .object(consent.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value.rawValue)) })
            ), ("preferredChannel", .text(preferredChannel)), ("tags", .list(tags.map { .text($0) })),
        ])
    }
}
