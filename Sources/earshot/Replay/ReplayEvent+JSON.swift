import Act
import Letters
import Storage
import Triage

extension ReplayEvent {
    /// For scripts: one object an event, by `event`.
    var json: JSON {
        var pairs: [(String, JSON)] = [("time", at.json)]
        func put(_ event: String, _ more: [(String, JSON)]) { pairs += [("event", .text(event))] + more }
        switch what {
        case .heard(let heard): put("heard", heard.pairs)
        case .said(let answer, let settlement):
            let state =
                switch settlement.outcome {
                case .sent, .preview: "sent"
                case .retry, .unknown: "waiting"
                case .failed: "failed"
                case .withdrawn: "withdrawn"
                }
            put("answer", answer.pairs(state, subject: settlement.subject, text: settlement.text))
        case .withdrawn(let answer): put("answer", answer.pairs("withdrawn", subject: "", text: ""))
        case .ticket(let errand):
            put(
                "ticket",
                [
                    ("ticket", .integer(errand.id.rawValue)), ("queue", .text(errand.draft?.queue.rawValue)),
                    ("callback", errand.callBack.map { .integer($0) } ?? .null),
                ])
        case .escalation(let looked):
            put(
                "escalation",
                [
                    ("case", .integer(looked.id.rawValue)),
                    (
                        "events",
                        .list(looked.move.events.map { .text($0.note.isEmpty ? $0.what : "\($0.what): \($0.note)") })
                    ),
                ])
        case .page(let page):
            put(
                "page",
                [
                    ("person", .text(page.page.person.rawValue)), ("means", .text(page.page.means?.kind.rawValue)),
                    ("case", page.page.hotCase.map { .integer($0.rawValue) } ?? .null),
                    ("text", .text(page.text.whole)),
                ])
        case .call(let call, let story):
            put(
                "call-back",
                [
                    ("callback", .integer(call.id)), ("what", .text(story.what)), ("by", .text(story.who)),
                    ("note", .text(story.note)), ("start", call.start.json), ("end", call.end.json),
                    ("state", .text(call.state.rawValue)), ("zone", .text(call.zone)),
                ])
        case .deed(let who, let did, let ending):
            put("team", [("person", .text(who)), ("did", .text(did)), ("ending", .text(ending))])
        }
        return .object(pairs)
    }
}

extension ReplayEvent.HeardMessage {
    fileprivate var pairs: [(String, JSON)] {
        var pairs: [(String, JSON)] = [
            ("name", .text(name)), ("source", .text(message.source.rawValue)),
            ("handle", .text(message.author.handle.description)), ("text", .text(message.text)),
            ("hot", .bool(decision.verdict?.isHot ?? false)), ("heat", .integer(decision.verdict?.heat ?? 0)),
            ("rules", .list((decision.verdict?.reasons ?? []).map { .text($0.rule) })),
            ("language", .text(decision.verdict?.language)),
            ("case", hot.map { .integer($0.caseID.rawValue) } ?? .null),
        ]
        switch decision.answering {
        case .notAsked: pairs.append(("answering", .text("not-asked")))
        case .silence(let silence):
            pairs += [
                ("answering", .text("silent")), ("code", .text(silence.code.rawValue)),
                ("reason", .text(silence.sentence)),
            ]
        case .answer(let draft): pairs += [("answering", .text("answer")), ("kind", .text(draft.kind.rawValue))]
        }
        return pairs
    }
}

extension StoredAnswer {
    fileprivate func pairs(_ state: String, subject: String, text: String) -> [(String, JSON)] {
        [
            ("answer", .integer(id)), ("state", .text(state)), ("kind", .text(draft.kind.rawValue)),
            ("message", message.map { .integer($0.rawValue) } ?? .null),
            ("conversation", conversation.map { .integer($0.rawValue) } ?? .null), ("source", .text(source.rawValue)),
            ("handle", .text(handle.description)), ("language", .text(draft.language)),
            ("because", .text(draft.because)), ("reason", .text(reason)),
            ("slots", .list(draft.facts.slots.map(\.json))), ("subject", .text(subject)), ("text", .text(text)),
        ]
    }
}

extension ReplaySums {
    var json: JSON {
        .object([
            ("event", .text("sums")), ("heard", .integer(heard)),
            (
                "answered",
                .object(AnswerKind.allCases.compactMap { kind in answered[kind].map { (kind.rawValue, .integer($0)) } })
            ),
            (
                "silent",
                .object(Silence.Code.allCases.compactMap { code in silent[code].map { (code.rawValue, .integer($0)) } })
            ),
            ("withdrawn", .integer(withdrawn)), ("failed", .integer(failed)), ("unasked", .integer(unasked)),
            ("unprompted", .integer(unprompted)), ("unaccounted", .integer(unaccounted)), ("hot", .integer(hot)),
            ("cases", .integer(cases)), ("pages", .integer(pages)), ("tickets", .integer(tickets)),
            (
                "callbacks",
                .object(
                    CallBack.State.allCases.compactMap { state in
                        callBacks[state].map { (state.rawValue, .integer($0)) }
                    })
            ),
        ])
    }
}
