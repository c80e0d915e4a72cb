import Triage

extension MailReading {
    /// The message that a mail of a source is.
    ///
    /// Its identity is the Message-ID alone, because that is all that answers name it by; what it says goes
    /// into the revision. So a mail that is heard again after a mailbox was rebuilt is a duplicate, and
    /// another mail under the same Message-ID is kept as an edit of the first.
    ///
    /// - Parameters:
    ///   - received: when the server got it, where it says.
    ///   - now: the moment of the poll.
    package func message(source: SourceName, received: Moment?, now: Moment) -> Message {
        var notes = notes
        let author = author(&notes)
        let own = messageID.isEmpty ? "sha256-\(wholeDigest)" : messageID
        var seen: Set<String> = [own]
        var answers = (inReplyTo + references.reversed()).filter { seen.insert($0).inserted }
        // RFC 5322 §3.6.4 leaves none out; where some must be, the first of the thread is not among them.
        if answers.count > Self.mostAnswers { answers.removeSubrange((Self.mostAnswers - 1)..<(answers.count - 1)) }
        let time = time(received: received, now: now, &notes)
        let appointment = appointment(&notes)
        return Message(
            identity: Self.identity(source, own), revision: messageID.isEmpty ? "" : digest, source: source,
            channel: .email, author: author, text: words,
            quoted: [quoted, signature].filter { !$0.isEmpty }.joined(separator: "\n\n"), subject: subject, time: time,
            answers: answers.map { Self.identity(source, $0) }, visibility: .direct,
            form: answers.isEmpty ? .original : .reply, attachments: Array(attachments.prefix(100)), links: links,
            notes: notes, envelope: envelope, appointment: appointment,
            bounce: bounce.flatMap { came in
                MailAnswers.isAnswer(came.messageID)
                    ? .init(identity: Self.identity(source, came.messageID), reason: came.reason) : nil
            })
    }

    private static let mostAnswers = 32

    private var envelope: Message.Envelope {
        var seen: Set<String> = []
        let all = (to + cc + bcc).map(\.address) + resentTo
        let recipients = all.map { $0.lowercased() }.filter {
            !$0.isEmpty && $0.utf8.count <= 320 && seen.insert($0).inserted
        }
        return Message.Envelope(
            recipients: Array(recipients.prefix(Message.Envelope.mostRecipients)),
            isCut: recipients.count > Message.Envelope.mostRecipients || all.count >= MailReader.addressLimit,
            returnPath: returnPath.map { $0.lowercased() })
    }

    /// The identity of a mail of this source by its Message-ID, without brackets.
    package static func identity(_ source: SourceName, _ messageID: String) -> String {
        Message.identity("email:\(source)", messageID)
    }

    private func author(_ notes: inout [String]) -> Message.Author {
        let isAutomatic = automatic != nil
        if let automatic { notes.append("automatic: \(automatic)") }
        for mailbox in from + sender {
            guard let handle = Handle(.email, mailbox.address) else { continue }
            return .init(handle: handle, displayName: mailbox.name, isAutomatic: isAutomatic)
        }
        let name = from.first?.name ?? ""
        if let returnPath, let handle = Handle(.email, returnPath) {
            notes.append("the sender is taken from the return path")
            return .init(handle: handle, displayName: name, isAutomatic: isAutomatic)
        }
        notes.append("the sender is missing or is no address")
        let nobody = Handle(channel: .email, normalised: "unknown@invalid")
        // Nobody can be answered there.
        return .init(handle: nobody, displayName: name, isAutomatic: true)
    }

    /// When the server got it, where it says: the author's clock may be wrong by years, and a mail must not
    /// fall before the source's `since` for that. Old mail that is moved in keeps its old arrival.
    private func time(received: Moment?, now: Moment, _ notes: inout [String]) -> Moment {
        let time = min(received ?? date ?? now, now)
        if let date, date > time + .seconds(3600) || date < time - .seconds(7 * 86_400) {
            notes.append("the author dated it \(date.rfc3339)")
        }
        return time
    }

    /// What is judged is what the author said this time. A new letter says it in its subject too; the
    /// subject of an answer repeats what was said before.
    private var words: String {
        guard answersNothing, !subject.isEmpty, !text.hasPrefix(subject) else { return text }
        return text.isEmpty ? subject : "\(subject)\n\n\(text)".cut(toBytes: Message.textLimit)
    }

    private var answersNothing: Bool { inReplyTo.isEmpty && references.isEmpty }
}
