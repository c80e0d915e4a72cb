import Triage

/// Whether a customer hears of what somebody of ours did about their call: for whoever did it, who must else tell them
/// another way.
package enum CallBackNews: Hashable, Sendable {
    /// It goes to them by this source, now or when their night is over; in a preview it is only written down.
    case told(Handle, SourceName, isPreview: Bool)
    /// It was written, and the gate keeps it back.
    case untold(Handle, SourceName, Silence)
    /// They have not written to us lately, or not where anybody could be answered: nowhere is known to tell them.
    case noAddress
}

extension Store {
    /// How the newest of what was said about a call stands, by the gate that is asked again when it is sent.
    ///
    /// - Parameters:
    ///   - call: as it is after the change.
    ///   - manners: as configured; nil: nobody is answered by itself.
    package func news(of call: CallBack, manners: Manners?, now: Moment) async throws -> CallBackNews {
        try await engine.read { transaction in
            guard let answer = try StoredCallBackAnswer.newest(of: call, transaction) else { return .noAddress }
            let message = try answer.message.map { try StoredMessage.load($0, transaction) }
            let asked = manners.flatMap { $0.mode == .off ? nil : $0 }
            if let silence = try Self.silence(answer, message, asked, now: now, transaction) {
                return .untold(answer.handle, answer.source, silence)
            }
            return .told(answer.handle, answer.source, isPreview: asked?.mode == .preview)
        }
    }

    /// The same call with the conversation in which its customer wrote last, where none is known yet; what they wrote
    /// longer ago than `StoredCorrespondence.longestWindow` is none that they would look for an answer in.
    ///
    /// Asked before the transaction that writes: it looks at the messages of weeks, and whoever writes holds up
    /// everybody.
    func reachable(_ call: CallBack, terms: CallBackTerms, now: Moment) async throws -> CallBack {
        guard call.conversation == nil else { return call }
        return try await engine.read { transaction in
            var handles = [call.handle]
            if let id = call.customer, let customer = try StoredCustomer.load(id, transaction) {
                handles += customer.handles
            }
            if let number = Handle(.sms, call.number) { handles.append(number) }
            var best: (conversation: ConversationID, handle: Handle, time: Int64, isAnswered: Bool)?
            for handle in Set(handles) where handle.channel != .feed {
                for row in try transaction.rows(
                    """
                    SELECT m.conversation, m.time, s.name FROM message m JOIN source s ON s.id = m.source
                    WHERE (m.time / 3600000000) BETWEEN ?1 AND ?2 AND m.handle = ?3 AND m.filtered_by IS NULL
                        AND m.conversation IS NOT NULL AND m.is_hot IS NOT NULL
                    ORDER BY m.time DESC, m.id DESC LIMIT 20
                    """,
                    [
                        .integer(Contacts.hour(of: now - StoredCorrespondence.longestWindow)),
                        .integer(Contacts.hour(of: now)), .text(StoredCustomer.key(handle)),
                    ])
                {
                    var columns = Columns(row)
                    let conversation = ConversationID(rawValue: try columns.integer())
                    let time = try columns.integer()
                    let source = SourceName(try columns.text())
                    let isAnswered = terms.answers(source)
                    // Where they are answered at all; then the newest.
                    if let known = best, (known.isAnswered ? 1 : 0, known.time) >= (isAnswered ? 1 : 0, time) {
                        continue
                    }
                    best = (conversation, handle, time, isAnswered)
                }
            }
            guard let best else { return call }
            var call = call
            (call.conversation, call.handle) = (best.conversation, best.handle)
            return call
        }
    }
}

extension StoredCallBackAnswer {
    /// What was said of the call as it is now.
    static func newest(of call: CallBack, _ transaction: any Transaction) throws -> StoredAnswer? {
        for kind in [AnswerKind.callBackCancelled, .callBackMoved, .callBackBooked] {
            let row = try transaction.row(
                "SELECT id FROM errand WHERE idempotency_key = ?1", [.text(Value.key(key(kind, of: call)))])
            if let row, let answer = try StoredAnswer.load(ofErrand: ErrandID(rawValue: row.integer(0)), transaction) {
                return answer
            }
        }
        return nil
    }
}
