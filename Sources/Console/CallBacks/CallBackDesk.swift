import Hummingbird
import Storage
import Triage

/// What somebody of ours asks for a customer: a call at a time.
struct CallBackRequest: Sendable {
    var start: Moment
    /// As it was typed; empty: that of the customer or of the case.
    var number = ""
    var customer = ""
    /// Whose newest message is answered with the confirmation.
    var hotCase: CaseID?
    var topic = ""
    var language = ""
    /// A number that the tables do not know is right all the same.
    var isSure = false
    /// The same again books once.
    var key: String
}

/// Calls, as the page and the API change them: each change by whoever is signed in, and each in the audit.
struct CallBackDesk: Sendable {
    let visit: Visit
    let visitor: Visitor
    let terms: CallBackTerms

    static let longestTopic = 200
    static let longestNote = 400

    private var desk: Desk { visit.desk }

    /// - Throws: `Refusal` 409 where none are offered.
    init(_ visit: Visit, _ visitor: Visitor) throws {
        guard let terms = visit.desk.callBacks() else {
            throw Refusal(.conflict, "No call-backs are offered: the configuration has no `callbacks`.").with(
                remedy: "Add `callbacks` to the configuration.")
        }
        self.visit = visit
        self.visitor = visitor
        self.terms = terms
    }

    /// - Throws: `Refusal` 409 that names the field, where what was given reads well and cannot be used.
    func book(_ request: CallBackRequest) async throws -> CallBackAnswer {
        var customer: Customer?
        if !request.customer.isEmpty {
            customer = try await desk.store.customer(CustomerID(rawValue: request.customer))
            if customer == nil {
                throw Refusal(.conflict, "The CRM knows no such customer.").with(
                    field: "customer", remedy: "Search for them, or leave it out and give a number.")
            }
        }
        var newest: StoredMessage?
        if let id = request.hotCase {
            guard let detail = try await desk.store.caseDetail(id) else {
                throw Refusal(.conflict, "There is no case \(id.rawValue).").with(
                    field: "case", remedy: "Leave it out, or give the number of a case.")
            }
            // Of an incident, whose authors are many, it is not known who wants to be rung.
            newest = detail.hotCase.isIncident ? nil : detail.messages.last { $0.conversation != nil }
            customer = customer ?? newest?.customer
        }
        let number = try number(request, customer, newest)
        let handle =
            newest?.message.author.handle ?? customer?.handles.first ?? Handle(channel: .sms, normalised: number)
        let spoken = [request.language, newest?.verdict?.language ?? "", customer?.language ?? ""]
        let language = spoken.first { !$0.isEmpty && $0 != "und" } ?? "en"
        let calendar = terms.calendar(source: newest?.message.source, language: language)
        let zone = customer?.timeZone.nonEmpty.flatMap { desk.tables.zone($0)?.name } ?? calendar.zone.name
        let topic = request.topic.isEmpty ? CasePage.oneLine(newest) : request.topic
        let call = CallBack(
            start: request.start, end: request.start, number: number, customer: customer?.id, handle: handle,
            source: newest?.message.source ?? "", conversation: newest?.conversation, hotCase: request.hotCase,
            language: language, zone: zone, uid: Digest.name(of: "booked at the desk", visitor.name, request.key),
            waitedSince: newest?.message.time ?? visit.now, topic: String(topic.prefix(Self.longestTopic)))
        let answer = try await desk.store.book(call, terms: terms, by: visitor.name, now: visit.now)
        try await note("call-back booked", answer, request.start.rfc3339)
        return answer
    }

    private func number(
        _ request: CallBackRequest, _ customer: Customer?, _ newest: StoredMessage?
    ) throws -> String {
        let typed = request.number.trimmedLines
        if typed.isEmpty {
            let handle = newest?.message.author.handle ?? Handle(channel: .sms, normalised: "")
            if let known = CallBackTalk.knownNumber(
                handle, customer: customer, plan: terms.plan, tables: desk.tables)
            {
                return known
            }
            throw Refusal(.conflict, "No number of theirs is known.").with(
                field: "number", remedy: "Give the number to ring.")
        }
        func refusal(_ words: String, _ remedy: String) -> Refusal {
            Refusal(.conflict, words).with(field: "number", remedy: remedy)
        }
        switch desk.tables.number(typed, terms.plan.region) {
        case .good(let e164): return e164
        case .doubtful(let e164):
            if request.isSure { return e164 }
            throw refusal(
                "The tables do not know this number.", "Check it, and say that it is right if it is.")
        case .none, .impossible:
            throw refusal("This can be no telephone number.", "Write it with + and the country code.")
        case .refused(let because): throw refusal("This number is not rung: \(because).", "Give another one.")
        }
    }

    func move(_ id: Int64, version: Int?, to start: Moment) async throws -> CallBackAnswer {
        let call = try await known(id)
        let answer = try await desk.store.move(
            callBack: id, version: version ?? call.version, to: start, terms: terms, by: visitor.name, now: visit.now)
        try await note("call-back moved", answer, "\(call.start.rfc3339) to \(start.rfc3339)")
        return answer
    }

    func cancel(_ id: Int64, version: Int?, note words: String) async throws -> CallBackAnswer {
        let call = try await known(id)
        let answer = try await desk.store.cancel(
            callBack: id, version: version ?? call.version, terms: terms, by: visitor.name, note: words, now: visit.now)
        try await note("call-back cancelled", answer, words)
        return answer
    }

    func mark(_ id: Int64, _ ending: CallBackEnding, version: Int?, note words: String) async throws
        -> CallBackAnswer
    {
        let answer = try await desk.store.mark(
            callBack: id, ending, version: version, terms: terms, by: visitor.name, note: words, now: visit.now)
        try await note("call-back \(ending.rawValue)", answer, words)
        return answer
    }

    func known(_ id: Int64) async throws -> CallBack {
        guard let call = try await desk.store.callBack(id) else { throw Self.noSuchCall(id) }
        return call
    }

    static func noSuchCall(_ id: Int64) -> Refusal {
        Refusal(.notFound, "There is no call-back \(id).").with(
            remedy: "See GET /api/v1/call-backs for those there are.")
    }

    private func note(_ what: String, _ answer: CallBackAnswer, _ words: String) async throws {
        guard case .done(let call) = answer else { return }
        try await desk.store.audit(
            visit.doer(visitor), what, subject: "call-back \(call.id)", note: words, now: visit.now)
    }

    /// Why it was not done, for a person; nil: it was.
    static func trouble(_ answer: CallBackAnswer, _ spoken: (Moment) -> String) -> String? {
        switch answer {
        case .done: return nil
        case .refused(let state, let instead):
            let why =
                switch state {
                case .free, .taken: "No seat is left at that time."
                case .closed: "No slot begins at that time."
                case .tooSoon: "That is too soon."
                case .tooFar: "That is farther ahead than calls are agreed."
                case .past: "That time is over."
                }
            let near = instead.map(spoken).joined(separator: "; ")
            return near.isEmpty ? "\(why) Nothing is free." : "\(why) Free near it: \(near)."
        case .changed: return "Somebody changed it in between. Nothing was done; this is how it is now."
        case .over(let call): return "It \(call.whyNot). Nothing was done."
        case .noSuchCallBack: return "There is no such call-back."
        }
    }
}
