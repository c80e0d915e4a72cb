import Hummingbird
import Letters
import Storage
import Triage

extension APIRoute {
    private static let version = APIField(
        name: "version", kind: .whole(1...1_000_000),
        about: "As it was read: where it was changed since, nothing is done. Left out: as it is now.")
    private static let callNote = APIField(
        name: "note", kind: .text(0...CallBackDesk.longestNote), about: "A word for those who read the history.")
    private static let most = APIField(name: "limit", kind: .whole(1...500), about: "At most so many; else 100.")
    private static let states = CallBack.State.allCases.map(\.rawValue)

    /// What is read and done of agreed calls.
    static func callBacks(_ desk: Desk) -> [APIRoute] {
        let watch = QueueWatch(desk, telling: "call-backs") { try await desk.store.callBackMark() }
        return callBackReading(desk) + callBackActs()
            + [
                APIRoute(
                    method: .get, path: "/call-back-events", role: .viewer, name: "watchCallBacks",
                    summary:
                        "Server-sent events: `call-backs` with a new mark within a second of each change; then read again.",
                    answering: .events { try watch.events($0) })
            ]
    }

    private static func callBackReading(_ desk: Desk) -> [APIRoute] {
        [
            get(
                "/call-backs", "listCallBacks", "Agreed calls by time; from yesterday on, or as asked.",
                query: [
                    APIField(name: "from", kind: .time, about: "From then on."),
                    APIField(name: "until", kind: .time, about: "Until then."),
                    APIField(name: "state", kind: .words(states), about: "In these states; else in all."), most,
                ], schema: "CallBacks"
            ) { visit, visitor, asked in
                let wanted = asked.texts("state").compactMap(CallBack.State.init(rawValue:))
                let calls = try await desk.store.callBacks(
                    from: asked.time("from") ?? visit.now - .seconds(86_400),
                    until: asked.time("until") ?? .distantFuture,
                    states: wanted.isEmpty ? CallBack.State.allCases : wanted,
                    limit: Int(asked.number("limit") ?? 100))
                return ["callbacks": .list(calls.map { Answers.callBack($0, for: visitor) })]
            },
            get(
                "/call-backs/{callback}", "readCallBack", "An agreed call, and what happened to it.",
                schema: "CallBackDetail"
            ) { visit, visitor, _ in
                let id = try visit.number("callback")
                guard let call = try await desk.store.callBack(id) else { throw CallBackDesk.noSuchCall(id) }
                return Answers.callBack(call, history: try await desk.store.history(of: id), for: visitor)
            },
            get(
                "/slots", "listSlots", "Slots that can be agreed, with the seats left.",
                query: [
                    APIField(name: "from", kind: .time, about: "From then on."),
                    APIField(name: "until", kind: .time, about: "Until then."),
                    APIField(name: "free", kind: .flag, about: "Only those with a seat left."), most,
                ], schema: "Slots"
            ) { visit, visitor, asked in
                let terms = try CallBackDesk(visit, visitor).terms
                let slots = try await desk.store.slots(
                    terms.plan, calendar: terms.calendar(source: nil, language: ""), now: visit.now)
                let farthest = visit.now + terms.plan.horizon + .seconds(86_400)
                let from = min(max(asked.time("from") ?? visit.now, visit.now), farthest)
                let found = slots.all(
                    from: from, until: min(asked.time("until") ?? farthest, farthest), count: 2_000
                ).filter { asked.flag("free") != true || $0.free > 0 }
                return [
                    "slots": .list(
                        found.prefix(Int(asked.number("limit") ?? 100)).map {
                            [
                                "start": Answers.time($0.start), "end": Answers.time($0.start + terms.plan.slot),
                                "free": .integer($0.free),
                            ]
                        })
                ]
            },
        ]
    }

    private static func callBackActs() -> [APIRoute] {
        [
            post(
                "/call-backs", "bookCallBack",
                "Agrees on a call for a customer. With a case, whoever wrote there is told of it.",
                body: [
                    APIField(name: "start", kind: .time, isRequired: true, about: "The beginning of a slot."),
                    APIField(
                        name: "key", kind: .text(8...100), isRequired: true,
                        about: "Of your own making: the same again books once."),
                    APIField(
                        name: "number", kind: .text(1...60),
                        about: "The number to ring; else that of the customer or of the case."),
                    APIField(
                        name: "sure", kind: .flag, about: "The number is right, even if the tables do not know it."),
                    APIField(name: "customer", kind: .text(1...100), about: "Their number in the CRM."),
                    APIField(name: "case", kind: .whole(APIField.ids), about: "The case that it is about."),
                    APIField(
                        name: "topic", kind: .text(0...CallBackDesk.longestTopic), about: "What it is about."),
                    APIField(
                        name: "language", kind: .word(["en", "es", "de", "fr", "pt", "it"]),
                        about: "In which the customer is spoken to."),
                ], schema: "CallBack"
            ) { visit, visitor, asked in
                let answer = try await CallBackDesk(visit, visitor).book(
                    CallBackRequest(
                        start: asked.time("start") ?? .distantFuture, number: asked.text("number") ?? "",
                        customer: asked.text("customer") ?? "",
                        hotCase: asked.number("case").map { CaseID(rawValue: $0) }, topic: asked.text("topic") ?? "",
                        language: asked.text("language") ?? "", isSure: asked.flag("sure") ?? false,
                        key: asked.text("key") ?? ""))
                return try told(answer, for: visitor)
            },
            act(
                "move", "moveCallBack", "Moves a call to another slot; the customer is told.",
                [APIField(name: "to", kind: .time, isRequired: true, about: "The beginning of a slot."), version]
            ) { desk, id, asked in
                try await desk.move(id, version: version(asked), to: asked.time("to") ?? .distantFuture)
            },
            act("cancel", "cancelCallBack", "Cancels a call; the customer is told.", [version, callNote]) {
                try await $0.cancel($1, version: version($2), note: $2.text("note") ?? "")
            },
            act("kept", "keepCallBack", "Writes down that the customer was reached.", [version, callNote]) {
                try await $0.mark($1, .kept, version: version($2), note: $2.text("note") ?? "")
            },
            act(
                "no-reply", "noReplyCallBack",
                "Writes down that the customer did not answer: they are rung again as configured, or told.",
                [version, callNote]
            ) { try await $0.mark($1, .noReply, version: version($2), note: $2.text("note") ?? "") },
        ]
    }

    private static func version(_ asked: Asked) -> Int? { asked.number("version").map { Int($0) } }

    private static func act(
        _ word: String, _ name: String, _ summary: String, _ fields: [APIField],
        _ act: @escaping @Sendable (CallBackDesk, Int64, Asked) async throws -> CallBackAnswer
    ) -> APIRoute {
        post("/call-backs/{callback}/\(word)", name, summary, body: fields, schema: "CallBack") {
            visit, visitor, asked in
            let id = try visit.number("callback")
            // What is not there is said first, whatever else is wrong.
            guard try await visit.desk.store.callBack(id) != nil else { throw CallBackDesk.noSuchCall(id) }
            return try told(try await act(CallBackDesk(visit, visitor), id, asked), for: visitor)
        }
    }

    private static func told(_ answer: CallBackAnswer, for visitor: Visitor) throws -> JSON {
        switch answer {
        case .done(let call): return Answers.callBack(call, for: visitor)
        case .refused(_, let instead):
            let near = instead.map(\.rfc3339).joined(separator: ", ")
            throw Refusal(.conflict, CallBackDesk.trouble(answer, \.rfc3339) ?? "").with(
                field: "start", remedy: near.isEmpty ? "See GET /api/v1/slots." : "Take one of \(near).")
        case .changed(let call):
            throw Refusal(.conflict, "It was changed in between; its version is \(call.version) now.").with(
                field: "version", remedy: "Read it again, and decide anew.")
        case .over(let call):
            throw Refusal(.conflict, "It \(call.whyNot).").with(
                remedy: "Book another: POST /api/v1/call-backs.")
        case .noSuchCallBack: throw Refusal(.notFound, "There is no such call-back.")
        }
    }

    /// What went to customers by itself, and who does not want that.
    static func said(_ desk: Desk) -> [APIRoute] {
        [
            get(
                "/answers", "listAnswers",
                "What went to customers by itself, the newest first; the last day, or as asked.",
                query: [
                    APIField(
                        name: "state", kind: .words(StoredAnswer.State.allCases.map(\.rawValue)),
                        about: "In these states; else in all."),
                    APIField(name: "since", kind: .time, about: "From then on."), most,
                ], schema: "AnswerList"
            ) { visit, visitor, asked in
                let answers = try await desk.store.answers(
                    limit: Int(asked.number("limit") ?? 100),
                    states: asked.texts("state").compactMap(StoredAnswer.State.init(rawValue:)),
                    since: asked.time("since") ?? visit.now - .seconds(86_400))
                return ["answers": .list(answers.map { Answers.answer($0, for: visitor) })]
            },
            get(
                "/silences", "listSilences",
                "Messages to which nothing was said, with the reason, the newest first; the last day, or as asked.",
                query: [
                    APIField(
                        name: "reason", kind: .word(Silence.Code.allCases.map(\.rawValue)), about: "For this reason."),
                    APIField(name: "since", kind: .time, about: "From then on."), most,
                ], schema: "SilenceList"
            ) { visit, visitor, asked in
                let limit = Int(asked.number("limit") ?? 100)
                let code = asked.text("reason")
                let silences = try await desk.store.silences(
                    since: asked.time("since") ?? visit.now - .seconds(86_400), limit: code == nil ? limit : 2_000)
                return [
                    "silences": .list(
                        silences.filter { code == nil || $0.silence.code.rawValue == code }.prefix(limit).map {
                            Answers.silence($0, for: visitor)
                        })
                ]
            },
            get(
                "/opt-outs", "listOptOuts", "Who does not want to be written to.", query: [most],
                schema: "OptOuts"
            ) { _, visitor, asked in
                let optOuts = try await desk.store.optOuts(limit: Int(asked.number("limit") ?? 100))
                return ["optOuts": .list(optOuts.map { Answers.optOut($0, for: visitor) })]
            },
            APIRoute(
                method: .post, path: "/opt-outs/clear", role: .lead, name: "clearOptOut",
                summary: "Says that somebody may be written to again.",
                body: [
                    APIField(
                        name: "handle", kind: .text(3...300), isRequired: true,
                        about: "The channel, a colon and the address."),
                    APIField(name: "reason", kind: .text(1...400), isRequired: true, about: "Why; it is written down."),
                ],
                answering: .json(schema: "Cleared") { visit, visitor, asked in
                    let handle = try await OptOuts.clear(
                        asked.text("handle") ?? "", asked.text("reason") ?? "", visit, visitor)
                    return ["handle": .text(handle.description)]
                }),
        ]
    }
}
