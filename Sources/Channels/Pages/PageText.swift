import Triage

/// What a page says, for every means alike.
///
/// Whatever strangers wrote into it is made harmless here, once: controls, line separators and overrides of the
/// direction of writing are gone, marks do not pile up, every part is bounded. So no sender has to care for more
/// than its own format.
package struct PageText: Hashable, Sendable {
    /// The same at every attempt to send it, and no other page's; what providers know it by. 1 to 100 bytes of
    /// letters, digits and `._:-`; anything else is replaced by its digest.
    package let key: String
    /// Why somebody is called, on one line, at most 200 characters.
    package let subject: String
    /// All of it, the first line first, without the link; at most 2,000 characters in 40 lines. It begins with the
    /// number that an answer names, so that what is cut for a small display is never that.
    package let plain: String
    /// How to answer, on one line (`Answer 1 ack, 1 esc or 1 not hot`), at most 80 characters; empty where nobody
    /// can. It stands below `plain` and is never cut.
    package let hint: String
    /// Where to answer: http or https, ASCII, at most 512 bytes; anything else is left out.
    package let link: String?
    package let severity: Severity?
    /// Tells that it is over: nobody has to act.
    package let isResolved: Bool
    /// The first of the cases that it is about; nil where it is about the team.
    package let hotCase: CaseID?
    package let person: PersonName?
    /// When it was decided to call; the same at every attempt.
    package let at: Moment

    package init(
        subject: String, plain: String, hint: String = "", link: String?, severity: Severity?, key: String,
        isResolved: Bool = false, hotCase: CaseID? = nil, person: PersonName? = nil, at: Moment
    ) {
        self.key = Self.fit(key: key)
        // What is cut is cut two characters early, for a space and the mark.
        let subject = HeaderText.plain(PageWords.calm(subject), limit: 198)
        self.subject = subject.isEmpty ? "Earshot" : subject
        let plain = PageWords.clean(plain, limit: 1998, lines: 40)
        self.plain = plain.isEmpty ? self.subject : plain
        self.hint = HeaderText.plain(PageWords.calm(hint), limit: 78)
        self.link = link.flatMap(Self.fit(link:))
        self.severity = severity
        self.isResolved = isResolved
        self.hotCase = hotCase
        self.person = person
        self.at = at
    }

    /// All of it for a means that has no place of its own for the link.
    package var whole: String {
        ([plain] + (hint.isEmpty ? [] : [hint]) + (link.map { [$0] } ?? [])).joined(separator: "\n")
    }

    private static func fit(key: String) -> String {
        let isFit =
            (1...100).contains(key.utf8.count) && key.utf8.allSatisfy { Percent.isPlain($0) || $0 == UInt8(ascii: ":") }
        return isFit ? key : Digest.name(of: key)
    }

    private static func fit(link: String) -> String? {
        guard link.utf8.count <= 512, link.hasPrefix("https://") || link.hasPrefix("http://"),
            link.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"'<>\\^`{|}".utf8.contains($0) }),
            HTTPPlace.host(link) != nil
        else { return nil }
        return link
    }
}
