import Triage

/// A call-back as its customer sees it by a link: what stands, or what can be agreed, and what we know of them.
package struct Booking: Sendable {
    /// What a link is about.
    package enum Subject: Hashable, Sendable {
        case talk(Int64)
        case callBack(Int64)

        /// `talk:12`, as a link carries it.
        package var written: String {
            switch self {
            case .talk(let id): "talk:\(id)"
            case .callBack(let id): "call-back:\(id)"
            }
        }

        package init?(written: String) {
            let parts = written.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let id = Int64(parts[1]), id > 0, String(id) == parts[1] else { return nil }
            switch parts[0] {
            case "talk": self = .talk(id)
            case "call-back": self = .callBack(id)
            default: return nil
            }
        }

        /// `t12`, as a link carries it.
        package var short: String {
            switch self {
            case .talk(let id): "t\(id)"
            case .callBack(let id): "c\(id)"
            }
        }

        package init?(short: some StringProtocol) {
            let number = short.dropFirst()
            guard let id = Int64(number), id > 0, String(id) == number else { return nil }
            switch short.first {
            case "t": self = .talk(id)
            case "c": self = .callBack(id)
            default: return nil
            }
        }
    }

    /// What a link names, and by what is known that it is still the same.
    package struct Link: Hashable, Sendable {
        package var subject: Subject
        package var proof: Proof

        package enum Proof: Hashable, Sendable {
            /// See `Store.mark(of:)`.
            case mark(String)
            /// When the link was drafted, to the second: what has its number and is younger is another's, since
            /// numbers are given again only after a database was restored from a copy.
            case drafted(Moment)
        }

        package init(subject: Subject, proof: Proof) {
            self.subject = subject
            self.proof = proof
        }
    }

    package var talk: Talk?
    /// The person's call that stands; else their newest.
    package var call: CallBack?
    package var conversation: ConversationID?
    package var source: SourceName
    package var handle: Handle
    package var customer: Customer?
    package var hotCase: CaseID?
    package var topic: String
    /// Since when they wait.
    package var waitedSince: Moment

    package var standing: CallBack? { call.flatMap { $0.state.stands ? $0 : nil } }
    package var language: String { talk?.language ?? call?.language ?? "" }
    package var zone: String { talk?.zone ?? call?.zone ?? "" }
    /// Changes with whatever is done to their calls: a form that carries an older one does nothing.
    package var stamp: String { call.map { "\($0.id).\($0.version)" } ?? "0" }
}

extension Store {
    /// Nil: there is nothing of that number, or nobody to write to any more.
    package func booking(_ subject: Booking.Subject) async throws -> Booking? {
        try await engine.read { try StoredBooking.load(subject, $0) }
    }

    /// What a link opens; nil too where the row is not the one that it was made for.
    package func booking(_ link: Booking.Link) async throws -> Booking? {
        try await engine.read { transaction in
            guard let row = try StoredBooking.Origin(link.subject, transaction) else { return nil }
            let isIt =
                switch link.proof {
                case .mark(let mark): mark == row.mark
                case .drafted(let moment): row.createdAt.wholeSeconds <= moment.wholeSeconds
                }
            return isIt ? try StoredBooking.load(link.subject, transaction) : nil
        }
    }

    /// What tells a row from any other that ever has its number: eight hexadecimal digits of its making; nil: there is
    /// no such row. It is no secret, since it is sealed with what it stands in.
    package func mark(of subject: Booking.Subject) async throws -> String? {
        try await engine.read { try StoredBooking.Origin(subject, $0)?.mark }
    }

    /// Books for whoever holds the link, once: a form that was sent twice gets the call that was made, and one that
    /// was filled in before somebody changed anything gets what stands by now.
    ///
    /// - Parameters:
    ///   - number: E.164.
    ///   - stamp: of the booking as the form was filled in.
    package func book(
        _ subject: Booking.Subject, at start: Moment, number: String, stamp: String, language: String,
        terms: CallBackTerms, now: Moment
    ) async throws -> CallBackAnswer {
        let plan = terms.plan
        return try await engine.write { transaction in
            guard let booking = try StoredBooking.load(subject, transaction) else { return .noSuchCallBack }
            if let standing = booking.standing {
                return standing.start == start && booking.stamp != stamp ? .done(standing) : .changed(standing)
            }
            guard booking.stamp == stamp else { return booking.call.map { .changed($0) } ?? .noSuchCallBack }
            guard terms.sellsByLink else { return .refused(.closed, instead: []) }
            let calendar = terms.calendar(
                source: booking.source.rawValue.isEmpty ? nil : booking.source, language: booking.language)
            let slots = try Self.slots(plan, calendar, now: now, transaction)
            let state = slots.state(of: start)
            guard state == .free else { return .refused(state, instead: slots.nearest(to: start)) }
            let call = CallBack(
                start: start, end: start + plan.slot, team: plan.team ?? "", number: number,
                customer: booking.customer?.id, handle: booking.handle, source: booking.source,
                conversation: booking.conversation, hotCase: booking.hotCase, language: language,
                zone: booking.zone.isEmpty ? calendar.zone.name : booking.zone,
                uid: Digest.name(
                    of: "booked by link", subject.written, stamp, "\(booking.waitedSince.microseconds)",
                    "\(start.microseconds)"),
                due: start, waitedSince: booking.waitedSince, topic: booking.topic)
            let booked = try StoredCallBack.book(call, by: "customer", because: "by link", at: now, transaction)
            if var talk = booking.talk, let conversation = booking.conversation, talk.state.isOpen {
                (talk.state, talk.chosen, talk.number) = (.booked, start, number)
                _ = try StoredTalk.put(talk, conversation, at: now, transaction)
            }
            try StoredCallBackAnswer.write(
                booked.answer(.callBackBooked, plan: plan, because: "booked by link"), of: booked, at: now,
                transaction)
            return .done(booked)
        }
    }

    /// Another number for a call that stands. Compare and swap on its version.
    package func renumber(
        callBack id: Int64, version: Int, to number: String, terms: CallBackTerms, by who: String, now: Moment
    ) async throws -> CallBackAnswer {
        try await engine.write { transaction in
            guard let known = try StoredCallBack.load(id, transaction) else { return .noSuchCallBack }
            guard known.state.stands else { return .over(known) }
            if known.number == number { return .done(known) }
            guard known.version == version else { return .changed(known) }
            var asked = known
            asked.number = number
            guard
                let changed = try StoredCallBack.move(
                    asked, to: known.start, end: known.end, by: who, because: "", at: now, transaction)
            else { return .changed(known) }
            try StoredCallBackAnswer.write(
                changed.answer(.callBackBooked, plan: terms.plan, because: "another number, by \(who)"), of: changed,
                at: now, transaction)
            return .done(changed)
        }
    }

    /// Grows with whatever happens to a call-back.
    package func callBackMark() async throws -> Int64 {
        try await engine.read { try $0.integer("SELECT coalesce(max(id), 0) FROM call_back_event") }
    }

    /// Those of these conversations, the newest first, at most 50.
    package func callBacks(of conversations: [ConversationID]) async throws -> [CallBack] {
        try await engine.read { transaction in
            var found: [CallBack] = []
            for id in conversations.prefix(20) {
                for row in try transaction.rows(
                    "SELECT id FROM call_back WHERE conversation = ?1 ORDER BY id DESC LIMIT 10",
                    [.integer(id.rawValue)])
                {
                    if let call = try StoredCallBack.load(row.integer(0), transaction) { found.append(call) }
                }
            }
            return Array(found.sorted { $0.id > $1.id }.prefix(50))
        }
    }
}

/// What a link leads to, from the rows that it names.
enum StoredBooking {
    /// By what a row is known again.
    struct Origin {
        var createdAt: Moment
        var mark: String

        init?(_ subject: Booking.Subject, _ transaction: any Transaction) throws {
            let row =
                switch subject {
                case .talk(let id):
                    try transaction.row(
                        """
                        SELECT t.created_at, coalesce(c.key, '') FROM talk t JOIN conversation c ON c.id = t.conversation
                        WHERE t.id = ?1
                        """, [.integer(id)])
                case .callBack(let id):
                    try transaction.row("SELECT created_at, uid FROM call_back WHERE id = ?1", [.integer(id)])
                }
            guard let row else { return nil }
            var columns = Columns(row)
            createdAt = try columns.time()
            mark = String(
                Digest.name(of: subject.written, "\(createdAt.microseconds)", try columns.text()).prefix(8))
        }
    }

    static func load(_ subject: Booking.Subject, _ transaction: any Transaction) throws -> Booking? {
        var booking: Booking
        switch subject {
        case .talk(let id):
            guard let (talk, conversation) = try StoredTalk.load(id, transaction),
                let newest = try newest(of: conversation, talk: id, transaction)
            else { return nil }
            booking = Booking(
                talk: talk, conversation: conversation, source: newest.message.source,
                handle: newest.message.author.handle, customer: newest.customer, topic: "",
                waitedSince: newest.message.time)
        case .callBack(let id):
            guard let call = try StoredCallBack.load(id, transaction) else { return nil }
            booking = Booking(
                call: call, conversation: call.conversation, source: call.source, handle: call.handle,
                customer: try call.customer.flatMap { try StoredCustomer.load($0, transaction) },
                hotCase: call.hotCase, topic: call.topic, waitedSince: call.waitedSince)
        }
        if let conversation = booking.conversation {
            try recall(conversation, &booking, transaction)
        }
        booking.call =
            try StoredCallBack.standing(of: booking.handle, booking.customer, in: booking.conversation, transaction)
            ?? newestCall(of: booking.handle, transaction) ?? booking.call
        return booking
    }

    /// The newest message of whoever was offered the talk: others may write in the same thread of mails. The answer
    /// that carried the offer was written with it.
    private static func newest(
        of conversation: ConversationID, talk: Int64, _ transaction: any Transaction
    ) throws -> StoredMessage? {
        try transaction.row(
            """
            SELECT m.id FROM message m
            WHERE m.source = (SELECT source FROM conversation WHERE id = ?1) AND m.filtered_by IS NULL
                AND m.conversation = ?1 AND m.is_hot IS NOT NULL
            ORDER BY CASE WHEN m.handle = (
                    SELECT a.handle FROM answer a JOIN talk t ON t.conversation = a.conversation
                    WHERE t.id = ?2 AND a.created_at = t.created_at ORDER BY a.id LIMIT 1)
                THEN 0 ELSE 1 END, m.id DESC LIMIT 1
            """, [.integer(conversation.rawValue), .integer(talk)]
        ).map { try StoredMessage.load(MessageID(rawValue: $0.integer(0)), transaction) }
    }

    private static func newestCall(of handle: Handle, _ transaction: any Transaction) throws -> CallBack? {
        let row = try transaction.row(
            "SELECT max(id) FROM call_back WHERE handle = ?1", [.text(StoredCustomer.key(handle))])
        guard let row else { return nil }
        var columns = Columns(row)
        return try columns.integerOrNil().flatMap { try StoredCallBack.load($0, transaction) }
    }

    /// The case that is open, and what they wait for since nobody has answered.
    private static func recall(
        _ conversation: ConversationID, _ booking: inout Booking, _ transaction: any Transaction
    ) throws {
        let id: [Value] = [.integer(conversation.rawValue)]
        if let row = try transaction.row("SELECT open_case FROM conversation WHERE id = ?1", id) {
            var columns = Columns(row)
            booking.hotCase = try columns.integerOrNil().map { CaseID(rawValue: $0) } ?? booking.hotCase
        }
        let row = try transaction.row(
            """
            SELECT substr(m.text, 1, 600), m.time FROM message m JOIN conversation c ON c.id = m.conversation
            WHERE m.source = (SELECT source FROM conversation WHERE id = ?1) AND m.filtered_by IS NULL
                AND m.conversation = ?1 AND m.is_hot IS NOT NULL
                AND (c.answered_at IS NULL OR m.time > c.answered_at)
            ORDER BY m.id LIMIT 1
            """, id)
        guard let row else { return }
        let words = try row.text(0).split(whereSeparator: \.isWhitespace).prefix(24).joined(separator: " ")
        if booking.topic.isEmpty { booking.topic = words.count > 120 ? words.prefix(119) + "…" : words }
        booking.waitedSince = min(booking.waitedSince, Moment(microseconds: try row.integer(1)))
    }
}
