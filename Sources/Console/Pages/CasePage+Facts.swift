import Storage
import Triage

extension CasePage {
    static func facts(_ material: Material, _ visitor: Visitor, now: Moment) -> Facts {
        let detail = material.detail
        let hotCase = detail.hotCase
        let promise = Promise(hotCase.promise, touched: hotCase.firstTouched, isOver: !hotCase.state.isOpen, now: now)
        let holdsIt = hotCase.claimedBy == visitor.name
        let isFree = hotCase.claimedBy == nil || holdsIt
        let isOpen = hotCase.state.isOpen
        let story = story(detail.events)
        return [
            "id": .text("\(hotCase.id.rawValue)"), "here": .text("/cases/\(hotCase.id.rawValue)"),
            "mark": .text("\(material.mark)"),
            "title": .text(QueuePage.title(hotCase.title, before: oneLine(detail.messages.first))),
            "heat": .number(hotCase.heat), "severity": .text(hotCase.severity?.rawValue ?? "warm"),
            "state": .text(state(hotCase, visitor.name, now)), "owner": .optional(hotCase.owner.nonEmpty),
            "promise": .optional(promise?.words), "tone": .text(promise?.tone ?? "ok"),
            "promiseAt": hotCase.promise.map { .markup(Clock.markup($0)) } ?? .flag(false),
            "heard": .markup(Clock.markup(hotCase.firstHeard)), "age": .text(Clock.ago(hotCase.firstHeard, now)),
            "due": isOpen
                ? hotCase.due.flatMap { $0 > now ? $0 : nil }.map { .text(Clock.ago($0, now)) } ?? .flag(false)
                : .flag(false),
            "isIncident": .flag(hotCase.isIncident), "isOpen": .flag(isOpen),
            "mergedInto": .optional(hotCase.mergedInto.map { "\($0.rawValue)" }),
            "canClaim": .flag(isOpen && isFree && hotCase.state != .claimed && hotCase.state != .acknowledged),
            "canAcknowledge": .flag(isOpen && isFree && hotCase.state != .acknowledged),
            "canRelease": .flag(isOpen && holdsIt), "canChange": .flag(isOpen && isFree), "canClose": .flag(isOpen),
            "canHandOver": .flag(isOpen && (isFree || visitor.may(.lead))),
            "canSplit": .flag(isOpen && isFree && visitor.may(.agent) && detail.messages.count > 1),
            "heldBy": .optional(isFree ? nil : hotCase.claimedBy),
            "messages": .list(messages(detail, now)), "gap": .optional(gap(detail)),
            "customers": .list(customers(detail)), "others": .list(material.others.map { other($0, now) }),
            "incidents": .list(
                material.incidents.map { ["number": .text("\($0.id.rawValue)"), "name": .text($0.title)] }),
            "sum": sum(material), "incident": detail.incident.map { .group(linked($0)) } ?? .flag(false),
            "linked": .list(detail.linked.map(linked)), "hasLinked": .flag(!detail.linked.isEmpty),
            "merged": .list(detail.merged.map { ["id": .text("\($0.rawValue)")] }),
            "hasMerged": .flag(!detail.merged.isEmpty), "hasOthers": .flag(!material.others.isEmpty),
            "called": .list(material.called.reversed().map { called($0) }),
            "hasCalled": .flag(!material.called.isEmpty),
            "lines": .list(said(material, visitor, now)),
            "hasSaid": .flag(!material.answers.isEmpty || !material.silences.isEmpty),
            "callBacks": .list(material.callBacks.map { callBack($0, now) }),
            "canBook": .flag(
                isOpen && visitor.may(.agent) && material.isOffered && !hotCase.isIncident
                    && !material.callBacks.contains { $0.state.stands }),
            "hasCallBacks": .flag(!material.callBacks.isEmpty),
            "events": .list(story.suffix(mostEvents)),
            "earlier": .optional(
                story.count > mostEvents
                    ? "\(story.count - mostEvents) earlier lines" : nil),
        ]
    }

    private static func state(_ hotCase: Case, _ me: String, _ now: Moment) -> String {
        let holder = hotCase.claimedBy == me ? "you" : hotCase.claimedBy ?? "nobody"
        switch hotCase.state {
        case .open:
            if hotCase.isHeld { return "waits for the start of a shift" }
            return hotCase.target.map { "open, for \($0)" } ?? "open, nobody has it"
        case .claimed: return "claimed by \(holder)"
        case .acknowledged: return "acknowledged by \(holder)"
        case .snoozed: return "asleep, \(holder) will look" + (hotCase.due.map { " \(Clock.ago($0, now))" } ?? "")
        case .resolved: return "resolved by \(holder)"
        case .notHot: return "found not hot by \(holder)"
        }
    }

    /// As a case's title takes them in.
    static func oneLine(_ message: StoredMessage?) -> String {
        (message?.message.text.prefix(400) ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    // MARK: the conversation

    private static func messages(_ detail: CaseDetail, _ now: Moment) -> [Facts] {
        detail.messages.map { stored in
            let message = stored.message
            let reasons = stored.verdict?.reasons ?? []
            let words = Highlight.shown(message.text, Highlight.spans(reasons, in: .text))
            let quoted = Highlight.shown(message.quoted, Highlight.spans(reasons, in: .quoted))
            let name = message.author.displayName
            return [
                "message": .text("\(stored.id.rawValue)"),
                "author": .text(name.isEmpty ? message.author.handle.address : name),
                "handle": .text(message.author.handle.address), "source": .text(message.source.rawValue),
                "channel": .text(message.channel.rawValue), "at": .markup(Clock.markup(message.time)),
                "ago": .text(Clock.ago(message.time, now)), "subject": .optional(message.subject.nonEmpty),
                "followers": .optional(message.author.followers.map { "\($0) followers" }),
                "isAutomatic": .flag(message.author.isAutomatic), "isVerified": .flag(message.author.isVerified),
                "visibility": .optional(message.visibility == .open ? nil : message.visibility.rawValue),
                "text": .markup(words.first), "more": words.rest.map { .markup($0) } ?? .flag(false),
                "isCut": .flag(words.isCut), "language": .text(language(stored)),
                "quoted": message.quoted.isEmpty ? .flag(false) : .markup(quoted.first),
                "link": .optional(safeLink(message.permalink)),
                "heat": .optional(stored.verdict.map { "\($0.heat)" }),
                "notes": .list(message.notes.prefix(10).map { ["note": .text($0)] }),
                "files": .list(
                    message.attachments.prefix(20).map { file in
                        ["name": .text(file.name.isEmpty ? file.type : file.name), "type": .text(file.type)]
                    }),
                "hasFiles": .flag(!message.attachments.isEmpty),
            ]
        }
    }

    /// A tag for `lang`, so that a screen reader speaks it rightly; empty for what is none.
    static func language(_ stored: StoredMessage) -> String {
        let tag = stored.verdict?.language ?? stored.message.language
        let isTag = tag.utf8.count <= 20 && tag.utf8.allSatisfy { $0 < 0x80 && ($0 == 0x2D || UInt8(ascii: "0") <= $0) }
        return isTag ? tag : ""
    }

    /// Nothing but the web is led to: no `javascript:`, no `data:`.
    static func safeLink(_ address: String) -> String? {
        let lower = address.prefix(8).lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://"), address.utf8.count <= 2_000,
            address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return address
    }

    private static func gap(_ detail: CaseDetail) -> String? {
        let hidden = detail.hotCase.messages - detail.messages.count
        return hidden > 0 && detail.messages.count >= 200
            ? "The first hundred and the newest hundred are shown; \(hidden) between them are not." : nil
    }

    private static func customers(_ detail: CaseDetail) -> [Facts] {
        var seen: Set<CustomerID> = []
        return detail.messages.compactMap(\.customer).filter { seen.insert($0.id).inserted }.prefix(10).map {
            customer in
            [
                "name": .text(customer.name.isEmpty ? customer.id.rawValue : customer.name),
                "number": .text(customer.id.rawValue), "tier": .optional(customer.tier.nonEmpty),
                "value": .optional(customer.value.map { "\($0) a year" }),
                "language": .optional(customer.language.nonEmpty), "zone": .optional(customer.timeZone.nonEmpty),
                "tags": .list(customer.tags.prefix(20).map { ["tag": .text($0)] }),
                "handles": .list(customer.handles.prefix(10).map { ["handle": .text("\($0)")] }),
            ]
        }
    }

    private static func other(_ line: QueueLine, _ now: Moment) -> Facts {
        [
            "id": .text("\(line.id.rawValue)"), "title": .text(line.title), "state": .text(line.state.rawValue),
            "ago": .text(Clock.ago(line.firstHeard, now)), "heat": .number(line.heat),
        ]
    }

    private static func linked(_ hotCase: Case) -> Facts {
        [
            "id": .text("\(hotCase.id.rawValue)"), "title": .text(hotCase.title),
            "state": .text(hotCase.state.rawValue), "heat": .number(hotCase.heat),
        ]
    }

    // MARK: the verdict

    private static func sum(_ material: Material) -> Fact {
        guard let hottest = hottest(material.detail), let verdict = hottest.verdict else { return .flag(false) }
        let sum = HeatSum(verdict, explanation: material.explanation)
        return .group([
            "heat": .number(sum.heat), "isFloor": .flag(sum.isFloor),
            "feeling": .text(verdict.sentiment.label.rawValue),
            "complaint": .optional(verdict.complaint.map { "\(Int(($0 * 100).rounded())) %" }),
            "rules": .list(
                sum.lines.map { line in
                    rule(line.reason, how: line.how, isWorn: line.reason.replacedBy != nil)
                }),
            "shadows": .list(sum.shadowed.map { rule($0, how: "", isWorn: true) }),
            "hasShadows": .flag(!sum.shadowed.isEmpty),
        ])
    }

    private static func rule(_ reason: Reason, how: String, isWorn: Bool) -> Facts {
        let words = QueuePage.words([reason])
        return [
            "rule": .text(reason.rule), "path": .text("/rules/\(Form.encoded(reason.rule))"),
            "ruleTitle": .text(reason.title), "score": .text(HeatSum.signed(reason.score)),
            "ruleSeverity": .text(reason.severity.rawValue), "words": .list(words.map { ["word": .text($0)] }),
            "how": .optional(how.nonEmpty), "place": .text("\(reason.file):\(reason.line)"), "isWorn": .flag(isWorn),
        ]
    }

    // MARK: what was said by itself

    private static func said(_ material: Material, _ visitor: Visitor, _ now: Moment) -> [Facts] {
        let lines =
            material.answers.suffix(50).map { ($0.createdAt, AnswersPage.line($0, visitor, now)) }
            + material.silences.map { stored, silence in
                let (message, at) = (stored.message, stored.heardAt)
                return (
                    at,
                    AnswersPage.line(
                        silence, at: at, source: message.source, handle: message.author.handle, heard: message.text,
                        visitor, now)
                )
            }
        return lines.sorted { $0.0 < $1.0 }.map { line in
            var facts = line.1
            // It is this one.
            facts["hotCase"] = .flag(false)
            if case .text(let heard) = facts["heard"] { facts["heard"] = .text(String(heard.prefix(120))) }
            return facts
        }
    }

    private static func callBack(_ call: CallBack, _ now: Moment) -> Facts {
        [
            "id": .text("\(call.id)"), "state": .text(call.state.rawValue),
            "tone": .text(CallBacksPage.tone(call.state)),
            "start": .markup(Clock.markup(call.start)), "when": .text(Clock.ago(call.start, now)),
        ]
    }

    // MARK: the story

    /// Messages that came one after the other, with nothing to say of them, are one line.
    private static func story(_ events: [CaseDetail.Event]) -> [Facts] {
        var lines: [(event: CaseDetail.Event, count: Int)] = []
        for event in events {
            if event.what == "message", event.note.isEmpty, let last = lines.last?.event, last.what == "message",
                last.note.isEmpty
            {
                lines[lines.count - 1] = (event, lines[lines.count - 1].count + 1)
            } else {
                lines.append((event, 1))
            }
        }
        return lines.map { event, count in
            [
                "at": .markup(Clock.exact(event.at)), "by": .text(event.by),
                "what": .text(count > 1 ? "\(count) messages" : event.what), "note": .optional(event.note.nonEmpty),
            ]
        }
    }

    /// What became of one call, as one reads it at night.
    private static func called(_ called: Called) -> Facts {
        let state = OnCallPage.State(rawValue: called.state)
        var story: [(Markup, String)] = [(Clock.exact(called.createdAt), "called")]
        if let at = called.sentAt { story.append((Clock.exact(at), "taken by the provider")) }
        if let at = called.deliveredAt { story.append((Clock.exact(at), "arrived")) }
        if let at = called.answeredAt {
            story.append(
                (
                    Clock.exact(at),
                    (state == .cancelled ? "called off" : "answered")
                        + (called.answer.isEmpty ? "" : ": \(called.answer)")
                ))
        }
        return [
            "person": .text(called.person), "means": .text(means(called.means)), "became": .text(became(state)),
            "tone": .text(state == .failed ? "bad" : state == .answered ? "good" : ""),
            "story": .list(story.map { ["at": .markup($0), "what": .text($1)] }),
            "error": .optional(
                called.lastError.isEmpty
                    ? nil
                    : (state == .failed || called.lastError == "said again" ? "" : "before that, by another means: ")
                        + called.lastError),
        ]
    }

    private static func means(_ kind: String) -> String {
        switch Means.Kind(rawValue: kind) {
        case .sms: "text message"
        case .email: "e-mail"
        case .slack: "chat"
        case .ntfy, .webhook, .alertmanager, nil: kind
        }
    }

    private static func became(_ state: OnCallPage.State?) -> String {
        switch state {
        case .waiting: "is being called"
        case .sent: "on its way"
        case .delivered: "arrived, no answer yet"
        case .answered: "answered"
        case .told: "told"
        case .failed: "could not be reached"
        case .cancelled: "called off"
        case nil: "not known"
        }
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }
}
