import Triage

/// What one page must say, before it is fitted to what carries it.
package struct PageFacts: Hashable, Sendable {
    package var number: Int
    package var why: PageDraft.Why
    /// Nil for a notice, with its words.
    package var hotCase: Case?
    package var words: String
    /// The customer's tier and who they are, as the CRM has it: `gold`; empty: nobody knows.
    package var tier: String
    package var source: String
    /// Whom to ring: a number in E.164; nil: nobody.
    package var rings: String?

    package init(
        number: Int, why: PageDraft.Why, hotCase: Case?, words: String = "", tier: String = "", source: String = "",
        rings: String? = nil
    ) {
        self.number = number
        self.why = why
        self.hotCase = hotCase
        self.words = words
        self.tier = tier
        self.source = source
        self.rings = rings
    }
}

/// A page in words, whatever carries it. A text message shows `lines` until it is full, `answers` and `link` always.
package struct PageLetter: Hashable, Sendable {
    /// The first line, and a mail's subject: what it is and why.
    package var subject: String
    /// Further lines, the most important first.
    package var lines: [String]
    /// How to answer; empty where nothing is expected.
    package var answers: String
    package var link: String?
    /// Of the most urgent case.
    package var severity: Severity?

    package init(subject: String, lines: [String], answers: String, link: String?, severity: Severity?) {
        self.subject = subject
        self.lines = lines
        self.answers = answers
        self.link = link
        self.severity = severity
    }
}

/// Writes pages for people who were asleep a minute ago: the reason on the first line, nothing that they do not need.
package enum PageWriter {
    /// Cases named in one bundle; the rest is a count.
    static let named = 5

    /// - Parameters:
    ///   - pages: at least one, the most urgent first.
    ///   - count: all that are bundled, those that `pages` leaves out too.
    ///   - link: to the page itself, or to the list of several.
    package static func write(_ pages: [PageFacts], count: Int? = nil, brand: String, link: String?, now: Moment)
        -> PageLetter
    {
        let count = max(count ?? pages.count, pages.count)
        guard let first = pages.first else {
            return PageLetter(subject: brand, lines: [], answers: "", link: link, severity: nil)
        }
        let cases = pages.filter { $0.hotCase != nil }
        let notices = pages.filter { $0.hotCase == nil }
        if count == 1 || cases.count == 1 && count == pages.count {
            var letter = one(cases.first ?? first, brand: brand, link: link, now: now)
            if !cases.isEmpty { letter.lines += notices.prefix(named).map { line($0.words) } }
            return letter
        }
        guard !cases.isEmpty else {
            return PageLetter(
                subject: "\(brand): \(count) notices", lines: pages.prefix(named).map { line($0.words) }, answers: "",
                link: link, severity: nil)
        }
        let isDigest = pages.allSatisfy { $0.why == .shiftBegins }
        let head = isDigest ? "waited for your shift" : "need you"
        var lines = pages.prefix(named).map { page in
            guard let hotCase = page.hotCase else { return line(page.words) }
            return "\(page.number): \(weight(hotCase)) \(line(hotCase.title, 80)), \(age(hotCase, now))"
        }
        if count > lines.count { lines.append("and \(count - lines.count) more") }
        let total = count - notices.count
        let example = cases[0].number
        return PageLetter(
            subject: "\(brand): \(total) hot cases \(head)", lines: lines,
            answers: "Reply e.g. \(example) ack, \(example) esc, \(example) not hot", link: link,
            severity: cases.compactMap { $0.hotCase?.severity }.max())
    }

    private static func one(_ page: PageFacts, brand: String, link: String?, now: Moment) -> PageLetter {
        guard let hotCase = page.hotCase else {
            return PageLetter(
                subject: "\(brand) on call: \(line(page.words, 200))", lines: [], answers: "", link: link, severity: nil
            )
        }
        // The title does not tell it, and without it nobody can do what they are called for.
        var lines = [page.rings.map { "number \(line($0, 20))" } ?? "", reasons(hotCase)].filter { !$0.isEmpty }
        var facts = ["case \(hotCase.id.rawValue)", age(hotCase, now)]
        if !page.tier.isEmpty { facts.append("\(line(page.tier, 20)) customer") }
        if !page.source.isEmpty { facts.append(line(page.source, 30)) }
        if hotCase.messages > 1 { facts.append("\(hotCase.messages) messages") }
        if let promise = hotCase.promise { facts.append(self.promise(promise, now)) }
        lines.append(facts.joined(separator: ", "))
        let why = reason(page.why)
        if !why.isEmpty { lines.append(why) }
        return PageLetter(
            subject: "\(brand): \(weight(hotCase)) \(line(hotCase.title, 120))", lines: lines,
            answers: "Reply \(page.number) ack, \(page.number) esc or \(page.number) not hot", link: link,
            severity: hotCase.severity)
    }

    /// `CRITICAL 95`
    private static func weight(_ hotCase: Case) -> String {
        "\(hotCase.severity.map { $0.rawValue.uppercased() } ?? "HOT") \(hotCase.heat)"
    }

    /// The matched words of the strongest rules: `because legal-threat “my lawyer” “sue”`.
    private static func reasons(_ hotCase: Case) -> String {
        let told = hotCase.reasons.filter { $0.score > 0 && $0.replacedBy == nil }.prefix(2).map { reason in
            ([reason.rule] + reason.matches.prefix(3).map { "“\(line($0.text, 40))”" }).joined(separator: " ")
        }
        return told.isEmpty ? "" : "because " + told.joined(separator: "; ")
    }

    private static func age(_ hotCase: Case, _ now: Moment) -> String { "\(length(now - hotCase.firstHeard)) old" }

    private static func promise(_ promise: Moment, _ now: Moment) -> String {
        let left = (promise - now).components.seconds
        if left == 0 { return "promise is due now" }
        return left > 0 ? "promised within \(length(promise - now))" : "promise missed by \(length(now - promise))"
    }

    /// `40 s`, `4 min`, `3 h`, `2 d`
    static func length(_ duration: Duration) -> String {
        let seconds = max(0, duration.components.seconds)
        return switch seconds {
        case ..<90: "\(seconds) s"
        case ..<5_400: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }

    /// Why this person is called now; empty where there is nothing to add.
    package static func reason(_ why: PageDraft.Why) -> String {
        switch why {
        case .step(1, round: 1), .notice: ""
        case .step(let number, let round):
            "Nobody took it yet: step \(number)" + (round > 1 ? ", round \(round)" : "")
        case .claimLapsed(let by): by.isEmpty ? "A claim lapsed." : "\(line(by, 40)) claimed it and is silent."
        case .snoozeOver: "It was put off until now."
        case .stillOpen: "You acknowledged it; is it solved?"
        case .handedOver(let by): by.isEmpty ? "It was handed over to you." : "\(line(by, 40)) handed it over to you."
        case .lastResort: "NOBODY has taken it; everybody is called."
        case .shiftBegins: "It waited for your shift."
        }
    }

    private static func line(_ text: String, _ limit: Int = 160) -> String {
        let clean = Visible.line(text)
        return clean.count > limit ? clean.prefix(limit - 1) + "…" : clean
    }
}
