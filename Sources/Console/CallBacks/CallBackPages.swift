import Hummingbird
import Letters
import Storage
import Triage

extension Hall {
    func callBackPages() {
        let desk = desk
        let watch = QueueWatch(desk, telling: "call-backs") { try await desk.store.callBackMark() }
        page("/call-backs", in: .callBacks) { visit, visitor in try await CallBacksPage.page(visit, visitor) }
        page("/call-backs/mark", in: .callBacks) { _, _ in
            .text("\(try await desk.store.callBackMark())", type: "text/plain; charset=utf-8")
        }
        page("/call-backs/events", in: .callBacks) { visit, _ in try watch.events(visit) }
        page("/call-backs/:call", in: .callBacks) { visit, visitor in
            try await CallBackPage.page(visit.number("call"), visit, visitor)
        }
        act("/call-backs/book", as: .agent, in: .callBacks) { visit, visitor in
            try await CallBacksPage.book(visit, visitor)
        }
        act("/call-backs/:call/act", as: .agent, in: .callBacks) { visit, visitor in
            try await CallBackPage.act(visit.number("call"), visit, visitor)
        }
    }
}

extension Form {
    /// The beginning of a slot, as a choice names it.
    var slot: Moment? {
        self["start"].flatMap { $0.utf8.count <= 12 ? Int64($0) : nil }.map { Moment(seconds: $0) }
    }

    /// Cut, so that nothing grows without bound.
    func words(_ name: String, most: Int) -> String { String((self[name] ?? "").trimmedLines.prefix(most)) }
}

extension CallBacksPage {
    static func book(_ visit: Visit, _ visitor: Visitor) async throws -> Response {
        func again(_ trouble: String, _ status: HTTPResponse.Status) async throws -> Response {
            try await page(visit, visitor, typed: Typed(fields: visit.form, trouble: trouble), status: status)
        }
        guard let start = visit.form.slot else { return try await again("Choose a slot.", .unprocessableContent) }
        var named = visit.form.words("case", most: 20)
        if named.hasPrefix("#") { named.removeFirst() }
        if !named.isEmpty, Int64(named) == nil {
            return try await again("That is no number of a case.", .unprocessableContent)
        }
        let desk = try CallBackDesk(visit, visitor)
        let answer: CallBackAnswer
        do {
            answer = try await desk.book(
                CallBackRequest(
                    start: start, number: visit.form.words("number", most: 60),
                    customer: visit.form.words("customer", most: 100),
                    hotCase: Int64(named).map { CaseID(rawValue: $0) },
                    topic: visit.form.words("topic", most: CallBackDesk.longestTopic),
                    isSure: visit.form["sure"] == "yes", key: visit.form.words("once", most: 60)))
        } catch let refusal as Refusal where refusal.hints.field != nil {
            return try await again("\(refusal.words) \(refusal.hints.remedy ?? "")", .unprocessableContent)
        }
        let spoken = CallBackPage.spoken(visit, desk.terms.hours.standard.zone)
        if let trouble = CallBackDesk.trouble(answer, { spoken.listed($0) }) {
            return try await again(trouble, .conflict)
        }
        guard case .done(let call) = answer else { throw Refusal.notFound }
        return visit.redirect(to: "/call-backs/\(call.id)", saying: "Booked: \(spoken.listed(call.start)).")
    }
}

extension CallBackPage {
    static func spoken(_ visit: Visit, _ zone: TimeZoneTable) -> SpokenTime {
        SpokenTime(zone: zone, isTheirZone: true, now: visit.now, language: "en")
    }

    static func act(_ id: Int64, _ visit: Visit, _ visitor: Visitor) async throws -> Response {
        let desk = try CallBackDesk(visit, visitor)
        let call = try await desk.known(id)
        let spoken = spoken(visit, desk.terms.calendar(of: call).zone)
        let note = visit.form.words("note", most: CallBackDesk.longestNote)
        // A form without one is none of ours, and changes nothing.
        let version = Int(visit.form["version"] ?? "") ?? -1
        let answer: CallBackAnswer
        let done: String
        switch visit.form["do"] {
        case "move":
            guard let start = visit.form.slot else {
                return try await page(id, visit, visitor, trouble: "Choose a slot.", status: .unprocessableContent)
            }
            answer = try await desk.move(id, version: version, to: start)
            done = "Moved to \(spoken.listed(start))."
        case "cancel":
            answer = try await desk.cancel(id, version: version, note: note)
            done = "Cancelled."
        case "kept":
            answer = try await desk.mark(id, .kept, version: version, note: note)
            done = "Noted: they were reached."
        case "no-reply":
            answer = try await desk.mark(id, .noReply, version: version, note: note)
            done = "Noted: they did not answer."
        default:
            return try await page(
                id, visit, visitor, trouble: "That cannot be done with a call-back.", status: .unprocessableContent)
        }
        if let trouble = CallBackDesk.trouble(answer, { spoken.listed($0) }) {
            return try await page(id, visit, visitor, trouble: trouble, status: .conflict)
        }
        return visit.redirect(to: "/call-backs/\(id)", saying: done)
    }
}
