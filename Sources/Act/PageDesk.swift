import Channels
import Letters
import Storage
import Triage

/// What pages are sent with: the configured means, whose they are, and where their links lead. Swapped whole on a
/// reload.
package struct PageDesk: Sendable {
    package var onCall: OnCall
    /// What a means is sent by; nil: nothing is configured for it.
    package var sender: @Sendable (Means) -> (any PageSender)?
    package var brand: String
    /// The address of what a page links to, or several that go in one text: the same at every attempt; nil: there is
    /// no console.
    package var link: @Sendable (_ pages: [Int64], _ at: Moment) -> String?
    /// Cases that one link leads to; of a longer bundle the most urgent.
    static let linked = 20
    /// The queue's address.
    package var queueLink: String?

    package init(
        onCall: OnCall, brand: String, sender: @escaping @Sendable (Means) -> (any PageSender)?,
        link: @escaping @Sendable ([Int64], Moment) -> String? = { _, _ in nil }, queueLink: String? = nil
    ) {
        self.onCall = onCall
        self.sender = sender
        self.brand = brand
        self.link = link
        self.queueLink = queueLink
    }

    /// - Parameters:
    ///   - pages: what the errand carries, the most urgent first; at least one.
    ///   - key: of the errand, the same at every attempt.
    ///   - at: when it was decided to call: ages are told as of then, so that a later attempt says the same words,
    ///     by which a provider knows whether it has them already.
    package func text(_ pages: [(page: OnCallPage, hotCase: CaseDetail?)], key: String, at: Moment) -> PageText {
        let facts = pages.prefix(20).map { page, detail in
            let newest = detail?.messages.last
            return PageFacts(
                number: page.number, why: page.why, hotCase: detail?.hotCase, words: page.words,
                tier: newest?.customer?.tier ?? "", source: newest?.message.source.rawValue ?? "",
                rings: detail?.ringing.first?.number)
        }
        let first = pages[0].page
        let answerable = pages.map(\.page).filter { $0.hotCase != nil }.prefix(Self.linked)
        // A link leads to no page that is younger than itself.
        let newest = answerable.map(\.createdAt).max() ?? at
        let letter = PageWriter.write(
            facts, count: pages.count, brand: brand,
            link: first.hotCase == nil ? nil : link(answerable.map(\.id), newest), now: at)
        return PageText(
            subject: letter.subject, plain: ([letter.subject] + letter.lines).joined(separator: "\n"),
            hint: letter.answers, link: letter.link, severity: letter.severity, key: key, hotCase: first.hotCase,
            person: first.person, at: at)
    }

    /// What the lead is told about the team itself.
    package func notice(_ words: String, about person: PersonName? = nil) -> [PageDraft] {
        onCall.leads(but: person).map {
            PageDraft(hotCase: nil, person: $0.name, reach: $0.reach, why: .notice, words: words)
        }
    }
}
