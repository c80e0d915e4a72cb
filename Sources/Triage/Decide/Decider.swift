/// The pure half of the write transaction: names what must be recalled, and decides on it. The same
/// message, evidence, memory, policy, rules and moment always give the same decision.
package struct Decider: Sendable {
    package var policy: Policy
    package var rules: RuleSet
    package var tables: Tables

    /// The world's tables, which stand in libraries and files that thinking does not open: handed in by whoever can
    /// read them. The same question always has the same answer.
    package struct Tables: Sendable {
        /// The number in these words, its country code left out or not: the second is the country that is meant then.
        package var number: @Sendable (_ text: String, _ region: String) -> NumberFinding
        /// By its IANA name; nil: there is no such zone.
        package var zone: @Sendable (_ name: String) -> TimeZoneTable?

        package init(
            number: @escaping @Sendable (String, String) -> NumberFinding = { _, _ in .none },
            zone: @escaping @Sendable (String) -> TimeZoneTable? = { $0 == "UTC" ? .utc : nil }
        ) {
            self.number = number
            self.zone = zone
        }
    }

    package init(policy: Policy, rules: RuleSet, tables: Tables = Tables()) {
        self.policy = policy
        self.rules = rules
        self.tables = tables
    }

    /// - Parameter evidence: which rules may come true, and so what must be recalled for them.
    package func asks(_ message: Message, _ evidence: Evidence) -> Asks {
        let isOwn = isOwn(message.author)
        var asks = Asks(
            identity: message.identity, revision: message.revision, author: message.author.handle,
            source: message.source, answers: message.answers,
            conversationKey: message.conversationKey ?? message.identity, isOwn: isOwn, time: message.time,
            needs: isOwn ? .nothing : rules.needs(of: evidence, message),
            spikes: isOwn ? [] : rules.asks(message, current(evidence, of: message)))
        asks.wantsCorrespondence = isAnswered(message.source) || mayCallOff(message)
        asks.isPreview = policy.manners?.mode == .preview
        if asks.wantsCorrespondence { asks.callBackSlot = policy.callBacks?.slot }
        asks.appointment = appointment(message, asks)
        asks.isAgent = !isOwn && policy.agents.contains(message.author.handle)
        return asks
    }

    /// Evidence of the rules in force, which may have been replaced since the message was judged.
    private func current(_ evidence: Evidence, of message: Message) -> Evidence {
        !rules.hasSpikes || evidence.ruleSet == rules.hash ? evidence : rules.judge(message)
    }

    /// - Parameter now: when it is written; a promise counts from the message's time, or from now where
    ///   that lies in the future.
    package func decide(_ message: Message, _ evidence: Evidence, _ memory: Memory, now: Moment) -> Decision {
        var isEdit = false
        switch memory.known {
        case .yes: return .duplicate
        case .earlierRevision(let text) where text == message.text: return .duplicate
        case .earlierRevision: isEdit = true
        case .no: break
        }
        if let since = policy.since[message.source], message.time < since {
            return Decision(disposition: .filtered(by: Self.beforeSince))
        }
        if let answer = pageAnswer(message) {
            var decision = Decision(disposition: .filtered(by: Self.onCallAnswer))
            decision.pageAnswer = answer
            return decision
        }
        let conversation = ConversationChange(memory.conversation, key: message.conversationKey ?? message.identity)
        if isOwn(message.author) {
            let decision = Decision(
                disposition: .stored, conversation: conversation, customer: nil, answers: memory.answered)
            return memory.correspondence == nil ? decision : answer(decision, message, memory, now: now)
        }
        let evidence = current(evidence, of: message)
        let verdict = rules.conclude(
            evidence, of: message, within: memory.surroundings, policy: policy, now: now)
        var decision: Decision
        if let rule = verdict.filteredBy, !verdict.isHot {
            decision = Decision(disposition: .filtered(by: rule), verdict: verdict)
        } else {
            decision = Decision(
                disposition: .stored, verdict: verdict, conversation: conversation, customer: memory.customer?.id,
                caseChange: caseChange(message, verdict, memory, now: now),
                ticket: ticket(message, verdict, memory, isEdit: isEdit),
                // One of the brand's people wrote in somebody's conversation: they were answered.
                answers: memory.answered)
        }
        decision.surroundings = surroundings(message, evidence, memory)
        decision.spikes = spikes(message, evidence, verdict, decision, memory, now: now)
        return memory.correspondence == nil ? decision : answer(decision, message, memory, now: now)
    }

    /// What the verdict may have leaned on: what was recalled for it, and the customer where any rule was
    /// asked about. Kept with it, since all of it changes later.
    private func surroundings(_ message: Message, _ evidence: Evidence, _ memory: Memory) -> Surroundings? {
        let isAsked = memory.customer != nil && (!evidence.hits.isEmpty || rules.hasRestlessRules)
        guard isAsked || (memory.asked ?? rules.needs(of: evidence, message)) != .nothing else { return nil }
        return memory.surroundings
    }

    /// - Parameter known: an item with this identity was quarantined before.
    package func decide(_ unreadable: Unreadable, known: Bool) -> Decision {
        if known { return .duplicate }
        return Decision(
            disposition: .quarantined(reason: unreadable.reason),
            ticket: policy.ticketDomain.map { domain in
                TicketDraft(
                    messageID: Self.messageID(unreadable.identity, "", Moment(seconds: 0), domain), inReplyTo: nil,
                    references: [],
                    queue: .standard, note: .unreadable)
            })
    }

    /// A text from the number of somebody who is paged.
    private func pageAnswer(_ message: Message) -> PageAnswered? {
        guard message.channel == .sms, let onCall = policy.onCall else { return nil }
        let means = Means(.sms, message.author.handle.address)
        guard let person = onCall.person(at: means) else { return nil }
        let answer = PageAnswer(reading: message.text)
        var notices: [PageDraft] = []
        if answer.verb == .stop {
            let words =
                "\(person.title) sent STOP: text messages may not reach them any more. They can send START, "
                + "or be given another means."
            notices = onCall.leads(but: person.name).map {
                PageDraft(hotCase: nil, person: $0.name, reach: $0.reach, why: .notice, words: words)
            }
        }
        return PageAnswered(
            person: person.name, answer: answer, reach: means, patience: onCall.patience, notices: notices)
    }

    /// What the ledger calls a text of the on-call team to its own line.
    package static let onCallAnswer = "(on call)"

    /// What the ledger calls a message from before the source's `since`.
    package static let beforeSince = "(before since)"

    func caseChange(
        _ message: Message, _ verdict: Verdict, _ memory: Memory, now: Moment
    ) -> CaseChange {
        guard verdict.isHot || memory.openCase != nil else { return .none }
        let from = min(message.time, now)
        let promise = verdict.reasons.compactMap(\.respondWithin).min().map { from + .seconds($0) }
        let draft = CaseDraft(
            title: Self.title(message, verdict), heat: verdict.heat, severity: verdict.severity,
            owner: verdict.reasons.first { !$0.owner.isEmpty }?.owner ?? "", promise: promise,
            reasons: verdict.reasons, marks: CaseMarks(author: message.author.handle))
        if let open = memory.openCase { return .join(open.id, draft) }
        return .open(draft)
    }

    func ticket(_ message: Message, _ verdict: Verdict, _ memory: Memory, isEdit: Bool) -> TicketDraft? {
        guard let domain = policy.ticketDomain else { return nil }
        let earlier = memory.conversation
        let hasTickets = (earlier?.tickets ?? 0) > 0
        // Whoever has an earlier ticket of the conversation must not miss what the customer adds.
        let isWanted =
            switch policy.tickets[message.source] ?? .all {
            case .all: true
            case .matched: hasTickets || !verdict.reasons.isEmpty
            case .hot: hasTickets || verdict.isHot
            }
        guard isWanted else { return nil }
        var references: [String] = []
        for id in [earlier?.firstTicket, earlier?.lastTicket].compactMap(\.self) where !references.contains(id) {
            references.append(id)
        }
        let isNowHot = verdict.isHot && hasTickets && earlier?.isHot == false
        return TicketDraft(
            messageID: Self.messageID(message.identity, message.revision, message.time, domain),
            inReplyTo: earlier?.lastTicket,
            references: references, queue: verdict.isHot || memory.openCase != nil ? .hot : .standard,
            note: isNowHot ? .nowHot : isEdit ? .edited : nil)
    }

    /// Begins with the message's own time, so that neighbours in time are neighbours in the index that
    /// keeps each ticket unique; the rest is of what makes the message itself.
    private static func messageID(_ identity: String, _ revision: String, _ time: Moment, _ domain: String) -> String {
        var digest = Digest()
        digest.add(identity)
        digest.add(revision)
        let seconds = String(max(0, time.microseconds / 1_000_000), radix: 16)
        return "earshot.\(seconds).\(digest.hex(12))@\(domain)"
    }

    /// The strongest reason and the beginning of the words.
    private static func title(_ message: Message, _ verdict: Verdict) -> String {
        let words = message.text.split(whereSeparator: \.isWhitespace).prefix(16).joined(separator: " ")
        let snippet = words.count > 72 ? words.prefix(71) + "…" : words[...]
        guard let reason = verdict.reasons.first else { return String(snippet) }
        return snippet.isEmpty ? reason.title : "\(reason.title): \(snippet)"
    }
}

extension ConversationChange {
    fileprivate init(_ conversation: Conversation?, key: String) {
        if let conversation { self = .join(conversation.id) } else { self = .start(key: key) }
    }
}
