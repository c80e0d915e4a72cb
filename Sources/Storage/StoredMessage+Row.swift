import Triage

extension StoredMessage {
    /// A row of `message` about to be written.
    ///
    /// The evidence stands in the columns of the verdict's sentiment and language, which are the same; the
    /// rare evidence that was judged again by newer rules is kept whole in `judged`.
    struct Writing {
        var message: Message
        var evidence: Evidence
        var verdict: Verdict?
        var source: Int64
        var heardAt: Moment
        var customer: CustomerID?
        var filteredBy: String?
        var conversation: ConversationID?
        var hotCase: CaseID?
        var ruleSet: Int64?
        var surroundings: Surroundings?
        /// Names of those that it counts for.
        var spikes: [String]
        /// Why nothing goes to its author by itself; nil where nobody was asked.
        var silence: String?
        /// Where it was kept for the row; nil: the engine gives it one.
        var id: Int64?

        static let statement: StaticString =
            """
            INSERT INTO message (
                source, identity, revision, filtered_by, conversation, customer, hot_case, heard_at,
                channel, handle, display_name, followers, is_automatic, text, quoted, subject,
                language, time, permalink, conversation_key, visibility, form, extras,
                rule_set, hits, sentiment, compound, complaint, judged_language,
                is_hot, heat, severity, reasons, judged,
                author_since, is_verified, confidence, shadowed, surroundings, spikes, id, silence)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
                ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34,
                ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42)
            """

        /// Of `statement`.
        func values() throws -> [Value] {
            let sentiment = verdict?.sentiment ?? evidence.sentiment
            let complaint = verdict == nil ? evidence.complaint : verdict?.complaint
            let language = verdict?.language ?? evidence.language
            let isSame =
                sentiment == evidence.sentiment && complaint == evidence.complaint && language == evidence.language
            // What is filtered for a reason of Earshot's own, in brackets, was never wanted: its words are not kept.
            let isKept = !(filteredBy?.hasPrefix("(") ?? false)
            let author = message.author
            let text = isKept ? message.text : ""
            return [
                .integer(source), .text(Value.key(message.identity)), .text(Value.key(message.revision)),
                .orNull(filteredBy), .orNull(conversation?.rawValue), .orNull(customer?.rawValue),
                .orNull(hotCase?.rawValue), .time(heardAt),
                .text(message.channel.rawValue), .text(StoredCustomer.key(author.handle)),
                .text(author.displayName), .orNull(author.followers), .flag(author.isAutomatic), .text(text),
                .text(isKept ? message.quoted : ""), .text(isKept ? message.subject : ""),
                .text(message.language), .time(message.time), .text(message.permalink),
                .orNull(message.conversationKey), .text(message.visibility.rawValue), .text(message.form.rawValue),
                .orNull(isKept ? StoredJSON.extras(message, notes: notes) : nil),
                .orNull(ruleSet), evidence.hits.isEmpty ? .null : .text(StoredJSON.hits(evidence.hits)),
                .text(sentiment.label.rawValue), .millionths(sentiment.compound),
                .millionths(orNull: complaint), .text(language),
                .orNull(verdict.map { $0.isHot ? 1 : 0 }), .orNull(verdict?.heat),
                .orNull(verdict?.severity?.rawValue),
                (verdict?.reasons.isEmpty ?? true) ? .null : .text(StoredJSON.reasons(verdict?.reasons ?? [])),
                isSame ? .null : .text(try StoredJSON.text(evidence)),
                .orNull(author.since), author.isVerified ? .integer(1) : .null,
                sentiment.confidence == 1 ? .null : .millionths(sentiment.confidence),
                (verdict?.shadowed.isEmpty ?? true) ? .null : .text(StoredJSON.reasons(verdict?.shadowed ?? [])),
                .orNull(surroundings.map(StoredJSON.surroundings)),
                spikes.isEmpty ? .null : .text(spikes.joined(separator: " ")), .orNull(id),
                .orNull(silence),
            ]
        }

        private var notes: [String] {
            let hasNul =
                Value.hasNul(message.text) || Value.hasNul(message.quoted) || Value.hasNul(message.subject)
                || Value.hasNul(message.author.displayName)
            return hasNul ? message.notes + ["NUL characters were replaced"] : message.notes
        }
    }

    /// - Throws: a fault where there is no such row.
    package static func load(_ id: MessageID, _ transaction: any Transaction) throws -> StoredMessage {
        guard
            let row = try transaction.row(
                """
                SELECT m.conversation, m.customer, m.heard_at, s.name, m.identity, m.revision,
                    m.channel, m.handle, m.display_name, m.followers, m.is_automatic, m.text, m.quoted, m.subject,
                    m.language, m.time, m.permalink, m.conversation_key, m.visibility, m.form, m.extras,
                    m.sentiment, m.compound, m.complaint, m.judged_language, m.is_hot, m.heat, m.severity, m.reasons,
                    m.filtered_by, m.author_since, m.is_verified, m.confidence, m.shadowed, m.surroundings
                FROM message m JOIN source s ON s.id = m.source WHERE m.id = ?1
                """, [.integer(id.rawValue)])
        else { throw StorageError.fault("there is no message \(id.rawValue)") }
        var columns = Columns(row)
        let conversation = try columns.integerOrNil().map { ConversationID(rawValue: $0) }
        let customer = try columns.textOrNil().map { CustomerID(rawValue: $0) }
        let heardAt = try columns.time()
        var message = try Message(&columns)
        var verdict = try Verdict(&columns)
        // What version 1 did not know: null in its rows.
        message.author.since = try columns.timeOrNil()
        message.author.isVerified = try columns.intOrNil() == 1
        let confidence = try columns.millionthsOrNil()
        verdict?.sentiment.confidence = confidence ?? 1
        let shadowed = try columns.textOrNil()
        verdict?.shadowed = try shadowed.map { try StoredJSON.value([Reason].self, $0) } ?? []
        let surroundings = try columns.textOrNil().map(StoredJSON.surroundings)
        return StoredMessage(
            id: id, message: message, heardAt: heardAt, verdict: verdict, conversation: conversation,
            customer: try customer.flatMap { try StoredCustomer.load($0, transaction) }, surroundings: surroundings)
    }
}

extension Message {
    fileprivate init(_ columns: inout Columns) throws {
        let source = SourceName(rawValue: try columns.text())
        let identity = try columns.text()
        let revision = try columns.text()
        let channel = try columns.word(Channel.self)
        let author = Author(
            handle: try StoredCustomer.handle(try columns.text()), displayName: try columns.text(),
            followers: try columns.intOrNil(), isAutomatic: try columns.flag())
        let (text, quoted, subject) = (try columns.text(), try columns.text(), try columns.text())
        let (language, time, permalink) = (try columns.text(), try columns.time(), try columns.text())
        let conversationKey = try columns.textOrNil()
        let (visibility, form) = (try columns.word(Visibility.self), try columns.word(Form.self))
        let extras =
            try columns.textOrNil().map { try StoredJSON.value(StoredJSON.Extras.self, $0) } ?? StoredJSON.Extras()
        self.init(
            identity: identity, revision: revision, source: source, channel: channel, author: author, text: text,
            quoted: quoted, subject: subject, language: language, time: time, permalink: permalink,
            answers: extras.answers, conversationKey: conversationKey, visibility: visibility, form: form,
            attachments: extras.attachments, links: extras.links, notes: extras.notes, envelope: extras.envelope)
    }
}

extension Verdict {
    /// Nil where nothing was concluded: the brand's own messages, and those from before `since`.
    fileprivate init?(_ columns: inout Columns) throws {
        let sentiment = Sentiment(
            label: try columns.word(Sentiment.Label.self), compound: try columns.millionths())
        let complaint = try columns.millionthsOrNil()
        let language = try columns.text()
        let isHot = try columns.intOrNil()
        let heat = try columns.intOrNil()
        let severity = try columns.wordOrNil(Severity.self)
        let reasons = try columns.textOrNil()
        let filteredBy = try columns.textOrNil()
        guard let isHot, let heat else { return nil }
        self.init(
            isHot: isHot == 1, heat: heat, severity: severity, sentiment: sentiment, complaint: complaint,
            language: language, reasons: try reasons.map { try StoredJSON.value([Reason].self, $0) } ?? [],
            filteredBy: filteredBy)
    }
}
