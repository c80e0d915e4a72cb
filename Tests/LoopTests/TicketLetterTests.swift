import Letters
import Testing
import Triage

@Suite struct TicketLetterTests {
    static func facts(text: String = "My router is on fire", note: TicketDraft.Note? = nil) -> TicketFacts {
        let message = Message(
            identity: "mastodon:1", source: "fediverse", channel: .mastodon,
            author: .init(
                handle: Handle(channel: .mastodon, normalised: "ana@m.example"), displayName: "Ana <b>Li</b>"),
            text: text, time: Moment(rfc3339: "2026-11-22T03:41:07Z")!, permalink: "https://m.example/@ana/1")
        let verdict = Verdict(
            isHot: true, heat: 80, severity: .critical, sentiment: Sentiment(label: .negative, compound: -0.62),
            language: "en",
            reasons: [
                Reason(
                    rule: "fire", title: "Fire or smoke", file: "Rules/safety.rules", line: 3, score: 80,
                    severity: .critical, matches: [.init(text: "on fire", start: 13, end: 20)])
            ])
        return TicketFacts(
            brand: "Quillfone",
            draft: TicketDraft(
                messageID: "a@q", inReplyTo: note == .nowHot ? "b@q" : nil, references: [], queue: .hot, note: note),
            message: message, heardAt: Moment(rfc3339: "2026-11-22T03:41:09Z")!, verdict: verdict,
            customer: Customer(id: .init(rawValue: "C-1"), name: "Ana Li", tier: "vip"),
            conversation: .init(rawValue: 12), caseID: .init(rawValue: 4),
            earlier: [.init(author: "ana", time: Moment(seconds: 1_795_000_000), text: "it smells odd")],
            earlierCount: 3)
    }

    @Test func `an agent finds who, what, when, where and why in it`() throws {
        let letter = try TicketWriter().write(Self.facts())
        for fact in [
            "HOT: Fire or smoke", "Ana", "@ana@m.example", "My router is on fire", "2026-11-22 03:41:07 UTC",
            "https://m.example/@ana/1", "“on fire”", "Rules/safety.rules:3", "+80", "Case: 4", "vip",
            "it smells odd", "2 earlier messages are left out", "-0.62",
        ] {
            #expect(letter.plain.contains(fact), "missing: \(fact)")
        }
        #expect(letter.subject.contains("[Earshot 12]"))
        #expect(letter.subject.contains("HOT"))
        #expect(letter.headers.contains { $0.name == "X-Earshot-Heat" && $0.value == "80" })
        #expect(letter.headers.contains { $0.name == "X-Earshot-Rules" && $0.value == "fire" })
    }

    @Test func `a message that turned hot says so in the first line`() throws {
        let letter = try TicketWriter().write(Self.facts(note: .nowHot))
        #expect(letter.plain.hasPrefix("NOW HOT: Fire or smoke"))
        #expect(letter.subject.hasPrefix("Re: "))
    }

    @Test func `nothing that a stranger wrote is markup in the HTML`() throws {
        let letter = try TicketWriter().write(
            Self.facts(text: "<script>alert(1)</script> {{brand}} <img src=x onerror=y> \"&\" fire"))
        #expect(!letter.html.contains("<script"))
        #expect(!letter.html.contains("<img"))
        #expect(!letter.html.contains("<b>Li"))
        #expect(letter.html.contains("&lt;script&gt;"))
        #expect(letter.html.contains("{{brand}}"))
    }

    @Test func `a permalink that is no web address is not a link`() throws {
        var facts = Self.facts()
        facts.message.permalink = "javascript:alert(1)"
        #expect(try !TicketWriter().write(facts).html.contains("href"))
    }

    @Test(
        arguments: [
            ("a\u{202E}b", "a‹U+202E›b"), ("a\u{0}b\u{7}", "a‹U+0000›b‹U+0007›"), ("line\r\nnext", "line\nnext"),
            ("e\u{301}", "e\u{301}"), ("👩\u{200D}🔧", "👩\u{200D}🔧"), ("a\u{2028}b", "a‹U+2028›b"),
        ]) func `what would hide or reorder words is shown`(outside: String, shown: String)
    {
        #expect(Visible.text(outside) == shown)
    }

    @Test func `piled marks are cut to a few`() {
        let zalgo = "a" + String(repeating: "\u{301}", count: 500)
        #expect(Visible.text(zalgo).unicodeScalars.count < 10)
    }

    @Test func `a subject is one line of bounded length`() throws {
        var facts = Self.facts(text: String(repeating: "word\n", count: 1000))
        facts.message.subject = ""
        let subject = try TicketWriter().write(facts).subject
        #expect(!subject.contains("\n"))
        #expect(subject.count < 220)
    }
}
