import Hummingbird
import Storage
import Triage

/// What went to customers by itself, and why nothing did: each answer and each silence with its reason.
enum AnswersPage {
    static let most = 200
    static let mostOptOuts = 200

    /// How far back is looked, and what for.
    struct Filter: Sendable {
        enum Span: String, CaseIterable, Sendable {
            case day = "1d", week = "7d", month = "30d"
            var length: Duration {
                switch self {
                case .day: .seconds(86_400)
                case .week: .seconds(7 * 86_400)
                case .month: .seconds(30 * 86_400)
                }
            }
        }
        /// `silent`, or a state of an answer; empty: all.
        var state = ""
        /// A reason for silence.
        var code: Silence.Code?
        var span = Span.day

        init(_ query: Form) {
            let asked = query["state"] ?? ""
            if asked == "silent" || StoredAnswer.State(rawValue: asked) != nil { state = asked }
            code = query["reason"].flatMap(Silence.Code.init(rawValue:))
            span = query["since"].flatMap(Span.init(rawValue:)) ?? .day
        }

        func path(state: String? = nil, span: Span? = nil, code: Silence.Code? = nil) -> String {
            var parts = ["since=\((span ?? self.span).rawValue)"]
            let state = state ?? self.state
            if !state.isEmpty { parts.append("state=\(state)") }
            if let code { parts.append("reason=\(code.rawValue)") }
            return "/answers?" + parts.joined(separator: "&")
        }
    }

    static func page(_ visit: Visit, _ visitor: Visitor, trouble: String? = nil, status: HTTPResponse.Status = .ok)
        async throws -> Response
    {
        let (store, now) = (visit.desk.store, visit.now)
        let filter = Filter(visit.query)
        let since = now - filter.span.length
        let state = StoredAnswer.State(rawValue: filter.state)
        let answers =
            filter.state == "silent"
            ? [] : try await store.answers(limit: most, states: state.map { [$0] } ?? [], since: since)
        // Of one reason only a few among many may be: further ones are read, and the rest left out.
        let silences =
            filter.state.isEmpty || filter.state == "silent"
            ? try await store.silences(since: since, limit: filter.code == nil ? most : 2_000) : []
        var lines =
            answers.filter { answer in
                guard let code = filter.code else { return true }
                return answer.state == .withdrawn && answer.reason.prefix { $0 != ":" } == code.rawValue
            }.map { (at: $0.createdAt, facts: line($0, visitor, now)) }
        lines += silences.filter { filter.code == nil || $0.silence.code == filter.code }.map {
            (at: $0.heardAt, facts: line($0, visitor, now))
        }
        lines.sort { $0.at > $1.at }
        let counts = try await store.silences(from: since, until: now)
        let sent = try await store.answerCounts(from: since, until: now)
        let states: [(String, Int)] =
            StoredAnswer.State.allCases.map { ($0.rawValue, sent[$0] ?? 0) }
            + [("silent", counts.values.reduce(0, +))]
        let optOuts = try await store.optOuts(limit: mostOptOuts)
        return visit.page(
            template, titled: "Answers",
            [
                "trouble": .optional(trouble),
                "states": .list(
                    [
                        [
                            "name": "all", "path": .text(filter.path(state: "")),
                            "isHere": .flag(filter.state.isEmpty && filter.code == nil),
                        ]
                    ]
                        + states.map { name, count in
                            [
                                "name": .text("\(name) \(count)"), "path": .text(filter.path(state: name)),
                                "isHere": .flag(filter.state == name && filter.code == nil),
                            ]
                        }),
                "spans": .list(
                    Filter.Span.allCases.map {
                        [
                            "name": .text($0.rawValue), "path": .text(filter.path(span: $0, code: filter.code)),
                            "isHere": .flag($0 == filter.span),
                        ]
                    }),
                "reasons": .list(
                    counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map { code, count in
                        [
                            "name": .text(code.rawValue), "count": .number(count),
                            "path": .text(filter.path(state: "silent", code: code)),
                            "isHere": .flag(code == filter.code),
                        ]
                    }),
                "hasReasons": .flag(!counts.isEmpty), "lines": .list(lines.prefix(most).map(\.facts)),
                "isEmpty": .flag(lines.isEmpty), "isFull": .flag(lines.count >= most), "most": .number(most),
                "hasOptOuts": .flag(!optOuts.isEmpty),
                "optOuts": .list(
                    optOuts.map { optOut in
                        [
                            "handle": .text(visitor.may(.agent) ? optOut.handle.description : "somebody"),
                            "written": visitor.may(.lead) ? .text(optOut.handle.description) : .flag(false),
                            "since": .markup(Clock.markup(optOut.at)), "words": .optional(optOut.words.nonEmpty),
                            "how": .text(
                                optOut.message == nil
                                    ? "noted by hand" : optOut.isFreeForm ? "in their own words" : "by the agreed word"),
                        ]
                    }),
            ], status: status)
    }

    static func tone(_ state: StoredAnswer.State) -> String {
        switch state {
        case .waiting, .preview, .withdrawn: ""
        case .sent: "good"
        case .failed: "bad"
        case .unknown: "warn"
        }
    }

    /// One answer, as it went out or why it did not.
    static func line(_ answer: StoredAnswer, _ visitor: Visitor, _ now: Moment) -> Facts {
        [
            "ago": .text(Clock.ago(answer.createdAt, now)), "at": .markup(Clock.exact(answer.createdAt)),
            "what": .text(answer.draft.kind.rawValue.replacing("-", with: " ")), "state": .text(answer.state.rawValue),
            "tone": .text(tone(answer.state)), "source": .text(answer.source.rawValue),
            "handle": .text(visitor.may(.agent) ? answer.handle.description : answer.handle.channel.rawValue),
            "because": .text(answer.draft.because), "reason": .optional(answer.reason.nonEmpty),
            "text": .optional(answer.text.nonEmpty), "language": .text(answer.draft.language),
            "hotCase": .optional(answer.hotCase.map { "\($0.rawValue)" }),
            "callBack": .optional(answer.callBack.map { "\($0)" }), "heard": .flag(false),
        ]
    }

    /// One message to which nothing was said.
    static func line(_ silent: StoredSilence, _ visitor: Visitor, _ now: Moment) -> Facts {
        line(
            silent.silence, at: silent.heardAt, source: silent.source, handle: silent.handle, heard: silent.text,
            visitor, now)
    }

    static func line(
        _ silence: Silence, at: Moment, source: SourceName, handle: Handle, heard: String, _ visitor: Visitor,
        _ now: Moment
    ) -> Facts {
        [
            "ago": .text(Clock.ago(at, now)), "at": .markup(Clock.exact(at)), "what": .text(silence.code.rawValue),
            "state": "silent", "tone": "", "source": .text(source.rawValue),
            "handle": .text(visitor.may(.agent) ? handle.description : handle.channel.rawValue),
            "because": .text(silence.detail.isEmpty ? "nothing was said" : silence.detail),
            "reason": .flag(false), "text": .flag(false), "hotCase": .flag(false), "callBack": .flag(false),
            "heard": .optional(heard.nonEmpty), "language": "",
        ]
    }

    static let lines = """
        <ul class="rows said-rows">{{#lines}}<li><div><b>{{what}}</b> <span class="tag {{tone}}">{{state}}</span> <bdi class=hint>{{handle}}</bdi><br>
        <bdi>{{because}}</bdi>{{#reason}}<br><bdi>{{reason}}</bdi>{{/reason}}{{#heard}}<p class=note><bdi>{{heard}}</bdi></p>{{/heard}}
        {{#text}}<details><summary>What it says</summary><div class=text dir=auto lang="{{language}}">{{text}}</div></details>{{/text}}</div>
        <small>{{ago}} on {{source}} ({{at}}){{#callBack}} · <a href="/call-backs/{{callBack}}">call-back {{callBack}}</a>{{/callBack}}{{#hotCase}} · <a href="/cases/{{hotCase}}">case {{hotCase}}</a>{{/hotCase}}</small></li>
        {{/lines}}</ul>
        """

    static let template = PageTemplate(
        """
        <div class=head><h1>Answers</h1><p class=hint>What went to customers by itself, and why nothing did.</p></div>
        {{#trouble}}<p class=trouble role=alert>{{trouble}}</p>{{/trouble}}
        <div class=sieve><nav class=filters aria-label="States">{{#states}}<a href="{{path}}"{{#isHere}} aria-current=page{{/isHere}}>{{name}}</a>{{/states}}</nav>
        <nav class=filters aria-label="How far back">{{#spans}}<a href="{{path}}"{{#isHere}} aria-current=page{{/isHere}}>{{name}}</a>{{/spans}}</nav></div>
        <div class=columns><div class=wide-column>
        <section class=card aria-label="Answers and silences">
        """ + lines + """
            {{#isEmpty}}<p class=hint>Nothing was said, and nobody was kept waiting, in this time.</p>{{/isEmpty}}
            {{#isFull}}<p class=hint>Only the newest {{most}} are shown.</p>{{/isFull}}</section>
            </div><div class=side-column>
            {{#hasReasons}}<section class=card aria-labelledby=reasons-title><h2 id=reasons-title>Why nothing was said</h2><ul class=rows>
            {{#reasons}}<li><a href="{{path}}"{{#isHere}} aria-current=true{{/isHere}}>{{name}}</a><b>{{count}}</b></li>{{/reasons}}</ul></section>{{/hasReasons}}
            <section class=card aria-labelledby=optouts-title><h2 id=optouts-title>Who does not want to be written to</h2>
            {{^hasOptOuts}}<p class=hint>Nobody has opted out.</p>{{/hasOptOuts}}
            <ul class=rows>{{#optOuts}}<li><div><b><bdi>{{handle}}</bdi></b><br><small>{{how}}, {{since}}</small>{{#words}}<p class=note><bdi>{{words}}</bdi></p>{{/words}}</div>
            {{#written}}<details><summary>Write again <span class=unseen>to {{written}}</span></summary><form method=post action="/answers/opt-outs/clear" class=stack>{{guard}}<input type=hidden name=handle value="{{written}}">
            <label>Why? <small>It is written down with your name.</small><input name=reason maxlength=400 autocomplete=off required></label><button class=bad>They may be written to again</button></form></details>{{/written}}</li>{{/optOuts}}</ul></section>
            </div></div>
            """)
}

extension Hall {
    func answersPages() {
        page("/answers", in: .answers) { visit, visitor in try await AnswersPage.page(visit, visitor) }
        act("/answers/opt-outs/clear", as: .lead, in: .answers) { visit, visitor in
            let reason = visit.form.words("reason", most: 400)
            guard !reason.isEmpty else {
                return try await AnswersPage.page(
                    visit, visitor, trouble: "Say why they may be written to again. Nothing was done.",
                    status: .unprocessableContent)
            }
            let handle = try await OptOuts.clear(visit.form["handle"] ?? "", reason, visit, visitor)
            return visit.redirect(to: "/answers", saying: "\(handle) may be written to again.")
        }
    }
}

/// Who does not want to be written to, and how a lead takes that back.
enum OptOuts {
    /// `sms:+12025550100`, as the list shows it.
    private static func handle(_ written: String) -> Handle? {
        let parts = written.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let channel = Channel(rawValue: String(parts[0])) else { return nil }
        return Handle(channel, String(parts[1]))
    }

    /// - Throws: `Refusal` 404 where nobody of that name had opted out.
    static func clear(_ written: String, _ reason: String, _ visit: Visit, _ visitor: Visitor) async throws -> Handle {
        guard written.utf8.count <= 1_200, let handle = handle(written),
            try await visit.desk.store.clearOptOut(handle, now: visit.now)
        else {
            throw Refusal(.notFound, "Nobody of that name had opted out.").with(
                field: "handle", remedy: "See GET /api/v1/opt-outs; write the channel, a colon and the address.")
        }
        try await visit.desk.store.audit(
            visit.doer(visitor), "opt-out cleared", subject: handle.description, note: reason, now: visit.now)
        return handle
    }
}
