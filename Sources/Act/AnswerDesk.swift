import Channels
import Letters
import Storage
import Triage

/// With what answers to customers are written and sent: plain values, swapped whole on a reload.
package struct AnswerDesk: Sendable {
    package var brand: String
    package var manners: Manners
    package var book: ReplyBook
    package var senders: [SourceName: any AnswerSender]
    package var zone: @Sendable (String) -> TimeZoneTable?
    /// Where a customer chooses a time in a browser, by when the answer was decided; nil: no console is served to them.
    package var link: @Sendable (AnswerFacts, Moment) async throws -> String?
    /// The calendar's object that goes with a mail about a call; nil: none does.
    package var invitation: @Sendable (StoredAnswer, ReplyLetter) async throws -> AnswerLetter.Invitation?

    package init(
        brand: String, manners: Manners, book: ReplyBook, senders: [SourceName: any AnswerSender],
        zone: @escaping @Sendable (String) -> TimeZoneTable?,
        link: @escaping @Sendable (AnswerFacts, Moment) async throws -> String? = { _, _ in nil },
        invitation: @escaping @Sendable (StoredAnswer, ReplyLetter) async throws -> AnswerLetter.Invitation? = { _, _ in
            nil
        }
    ) {
        self.brand = brand
        self.manners = manners
        self.book = book
        self.senders = senders
        self.zone = zone
        self.link = link
        self.invitation = invitation
    }

    /// Whose answers go out by this source; nil: nobody is answered there.
    package func manners(of source: SourceName) -> Manners? {
        manners.mode != .off && manners.sources.contains(source) ? manners : nil
    }

    /// The words of an earlier attempt, as they were kept: what the far end would have.
    func letterAsKept(_ leased: LeasedAnswer) async throws -> AnswerLetter {
        let answer = leased.answer
        return AnswerLetter(
            subject: answer.subject, text: answer.text, language: answer.draft.language,
            key: leased.errand.idempotencyKey, writtenAt: answer.createdAt)
    }

    /// The words of an answer, made to fit.
    /// - Throws: `ReplyFailure` where there are none, or too many.
    package func letter(_ leased: LeasedAnswer, room: AnswerLimit, now: Moment) async throws -> AnswerLetter {
        let answer = leased.answer
        let channel = answer.handle.channel
        let isPublic = answer.draft.visibility == .open || answer.draft.visibility == .unlisted
        let isShown = isPublic && channel == .mastodon
        let address = isShown ? nil : try await link(answer.draft.facts, answer.createdAt)
        let reply = try book.write(
            answer.draft, form: ReplyForm(channel: channel, isPublic: isShown, limit: room),
            brand: brand, contact: manners.contact, zone: zone(answer.draft.facts.zone) ?? .utc,
            link: address,
            fallback: manners.languages,
            now: now)
        return AnswerLetter(
            subject: reply.subject, text: reply.text, language: reply.language, key: leased.errand.idempotencyKey,
            writtenAt: answer.createdAt, invitation: channel == .email ? try await invitation(answer, reply) : nil)
    }
}
