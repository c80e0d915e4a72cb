import Triage
import Wire

/// Answers by e-mail, as automatic ones are to be written (RFC 3834 §3): to the return path alone, from nobody's
/// envelope, so that no machine answers them, and with what every vacation program looks for.
package struct MailAnswers: AnswerSender {
    private let deliver: @Sendable (SMTPDelivery) async throws -> SMTPReceipt
    private let source: SourceName
    private let server: SMTPServer
    private let from: MailDraft.Mailbox
    private let zoneMinutes: @Sendable (Moment) -> Int
    package let host: String

    private static let means = "e-mail"
    private static let limits = Limits(connect: .seconds(10), total: .seconds(30))

    /// - Parameters:
    ///   - from: the brand's address, and its name shown beside it.
    ///   - zoneMinutes: east of UTC at a moment, for the mail's date.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(
        exchange: Exchange, source: SourceName, server: SMTPServer, from: String, name: String,
        zoneMinutes: @escaping @Sendable (Moment) -> Int = { _ in 0 }
    ) throws {
        try self.init(source: source, server: server, from: from, name: name, zoneMinutes: zoneMinutes) {
            try await exchange.deliver($0)
        }
    }

    init(
        source: SourceName, server: SMTPServer, from: String, name: String,
        zoneMinutes: @escaping @Sendable (Moment) -> Int = { _ in 0 },
        deliver: @escaping @Sendable (SMTPDelivery) async throws -> SMTPReceipt
    ) throws {
        guard from.split(separator: "@", omittingEmptySubsequences: false).count == 2 else {
            throw PageFailure(.refused, "\(Self.means): `from` must be a mail address")
        }
        self.source = source
        self.server = server
        self.from = MailDraft.Mailbox(name: name, address: from)
        self.zoneMinutes = zoneMinutes
        self.deliver = deliver
        host = server.url
    }

    package func room(for address: AnswerAddress) async throws -> AnswerLimit { .unbounded }

    package func send(_ letter: AnswerLetter, to address: AnswerAddress) async throws -> String {
        let recipient = try Self.recipient(address)
        do {
            let mail = try draft(letter, to: address, at: recipient).bytes()
            _ = try await deliver(
                SMTPDelivery(server: server, sender: "", recipient: recipient, mail: mail, limits: Self.limits))
        } catch let fault as MailDraft.Unsendable {
            throw AnswerFailure(.refused, "\(Self.means): \(fault.description)")
        } catch let error as WireError {
            throw AnswerFailure(PageFailure(error, means: Self.means))
        }
        return MailReading.identity(source, messageID(letter))
    }

    /// No mail server tells.
    package func wasTaken(_ letter: AnswerLetter, to address: AnswerAddress, since: Moment) async throws -> String? {
        throw AnswerFailure(.unknown, "\(Self.means): the mail server cannot say whether it has taken the mail")
    }

    /// RFC 3834 §4: the return path, and where there is none nobody guesses. A calendar's is often an address of its
    /// service that nobody reads: what it asked for is told where its owner was invited (RFC 6047 §2.3).
    private static func recipient(_ address: AnswerAddress) throws(AnswerFailure) -> String {
        guard let envelope = address.message?.envelope else { return address.handle.address }
        guard let path = envelope.returnPath, !path.isEmpty else {
            throw AnswerFailure(.refused, "\(means): the mail has no return path to answer to")
        }
        return address.isOfCalendar ? address.handle.address : path
    }

    private static let prefix = "answer."

    /// By its Message-ID it may be an answer of ours.
    static func isAnswer(_ messageID: String) -> Bool { messageID.hasPrefix(prefix) }

    /// The same at every attempt.
    private func messageID(_ letter: AnswerLetter) -> String {
        "\(Self.prefix)\(Digest.name(of: letter.key))@\(from.address.split(separator: "@").last ?? "localhost")"
    }

    func draft(_ letter: AnswerLetter, to address: AnswerAddress, at recipient: String) -> MailDraft {
        let thread = MailThread(address.message, in: source)
        var subject = letter.subject
        if subject.isEmpty { subject = Self.subject(answering: address.message?.subject ?? "", brand: from.name) }
        return MailDraft(
            from: from, to: .init(address: recipient), subject: subject, date: letter.writtenAt,
            zoneMinutes: zoneMinutes(letter.writtenAt), messageID: messageID(letter), inReplyTo: thread.parent,
            references: thread.references,
            headers: [
                // RFC 3834 §5: it answers something, by itself.
                ("Auto-Submitted", "auto-replied"),
                // Exchange and its kin look for this instead.
                ("X-Auto-Response-Suppress", "All"),
            ], plain: letter.text + "\n",
            calendar: letter.invitation.map { .init(method: $0.isCancellation ? .cancel : .request, text: $0.text) })
    }

    /// `Auto: ` and what it answers, once: two machines would make it longer with each turn (RFC 3834 §3.1.5), and
    /// whoever answers both with `Re: `, too.
    static func subject(answering subject: String, brand: String) -> String {
        var rest = subject.drop { $0.isWhitespace }
        var original = rest
        while true {
            if rest.prefix(5).lowercased() == "auto:" {
                rest = rest.dropFirst(5).drop { $0.isWhitespace }
                original = rest
            } else if rest.prefix(3).lowercased() == "re:" {
                rest = rest.dropFirst(3).drop { $0.isWhitespace }
            } else {
                break
            }
        }
        if original.isEmpty { original = brand.isEmpty ? "your message" : Substring(brand) }
        return "Auto: \(original)"
    }
}

/// Where a mail that answers stands, as mail programs thread it (RFC 5322 §3.6.4).
struct MailThread: Hashable {
    /// Message-IDs without brackets.
    var parent: String?
    /// Oldest first.
    var references: [String] = []

    /// - Parameter source: the identities of its mails hold the Message-IDs.
    init(_ message: Message?, in source: SourceName) {
        guard let message else { return }
        let start = MailReading.identity(source, "")
        func id(_ identity: String) -> String? {
            // A mail without a Message-ID goes by a digest, a very long one by a part.
            guard identity.hasPrefix(start), identity.utf8.count < Message.identityLimit - 33 else { return nil }
            let id = String(identity.dropFirst(start.count))
            return id.isEmpty || id.hasPrefix("sha256-") ? nil : id
        }
        parent = id(message.identity)
        references = message.answers.reversed().compactMap(id) + (parent.map { [$0] } ?? [])
    }
}
