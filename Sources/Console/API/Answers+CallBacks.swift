import Letters
import Storage
import Triage

/// Calls, and what is said by itself, as the API answers with them. Numbers and handles of customers are for whoever
/// works cases.
extension Answers {
    private static func pairs(_ call: CallBack, for visitor: Visitor) -> [(String, JSON)] {
        [
            ("callback", .integer(call.id)), ("state", .text(call.state.rawValue)), ("start", time(call.start)),
            ("end", time(call.end)), ("number", .text(visitor.may(.agent) ? call.number : call.maskedNumber)),
            ("customer", .text(call.customer?.rawValue)), ("case", id(call.hotCase)), ("team", .text(call.team)),
            ("source", .text(call.source.rawValue)), ("language", .text(call.language)), ("zone", .text(call.zone)),
            ("attempts", .integer(call.attempts)), ("due", time(call.due)), ("waitedSince", time(call.waitedSince)),
            ("topic", .text(call.topic)), ("version", .integer(call.version)),
        ]
    }

    static func callBack(_ call: CallBack, for visitor: Visitor) -> JSON { .object(pairs(call, for: visitor)) }

    static func callBack(_ call: CallBack, history: [CallBackEvent], for visitor: Visitor) -> JSON {
        .object(
            pairs(call, for: visitor) + [
                (
                    "history",
                    .list(
                        history.map {
                            ["at": time($0.at), "by": .text($0.who), "what": .text($0.what), "note": .text($0.note)]
                        })
                )
            ])
    }

    private static func shown(_ handle: Handle, for visitor: Visitor) -> JSON {
        visitor.may(.agent) ? .text(handle.description) : .null
    }

    static func answer(_ answer: StoredAnswer, for visitor: Visitor) -> JSON {
        .object([
            ("answer", .integer(answer.id)), ("state", .text(answer.state.rawValue)),
            ("kind", .text(answer.draft.kind.rawValue)),
            ("message", answer.message.map { .integer($0.rawValue) } ?? .null),
            ("conversation", answer.conversation.map { .integer($0.rawValue) } ?? .null),
            ("source", .text(answer.source.rawValue)), ("handle", shown(answer.handle, for: visitor)),
            ("at", time(answer.createdAt)), ("sentAt", time(answer.sentAt)), ("language", .text(answer.draft.language)),
            ("because", .text(answer.draft.because)), ("reason", .text(answer.reason)),
            ("subject", .text(answer.subject)), ("text", .text(answer.text)), ("case", id(answer.hotCase)),
            ("callback", answer.callBack.map { .integer($0) } ?? .null),
        ])
    }

    static func silence(_ silence: StoredSilence, for visitor: Visitor) -> JSON {
        [
            "message": .integer(silence.message.rawValue),
            "conversation": silence.conversation.map { .integer($0.rawValue) } ?? .null,
            "source": .text(silence.source.rawValue), "handle": shown(silence.handle, for: visitor),
            "at": time(silence.heardAt), "code": .text(silence.silence.code.rawValue),
            "reason": .text(silence.silence.detail),
        ]
    }

    static func optOut(_ optOut: StoredOptOut, for visitor: Visitor) -> JSON {
        [
            "handle": shown(optOut.handle, for: visitor), "at": time(optOut.at), "words": .text(optOut.words),
            "message": optOut.message.map { .integer($0.rawValue) } ?? .null, "freeForm": .bool(optOut.isFreeForm),
        ]
    }
}
