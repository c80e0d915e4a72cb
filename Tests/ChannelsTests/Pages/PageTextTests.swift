import Testing
import Triage

@testable import Channels

/// A page as the pager would write one.
func page(
    _ plain: String = "1 · No signal since 9, third time this week\nGold customer, 4 min old", hint: String = "",
    subject: String = "Hot: no signal", link: String? = "https://desk.quillfone.example/p/abc123",
    severity: Severity? = .high, key: String = "page-7", isResolved: Bool = false
) -> PageText {
    PageText(
        subject: subject, plain: plain, hint: hint, link: link, severity: severity, key: key, isResolved: isResolved,
        hotCase: CaseID(rawValue: 12), person: "ana", at: Moment(rfc3339: "2026-11-22T03:41:07Z")!)
}

@Suite struct PageTextTests {
    @Test func `what strangers wrote cannot reorder, hide or pile up`() {
        let text = page(
            "1 a\u{202E}bc\u{0}d\r\nBcc: x\u{2028}y\u{200B}z\u{7}\n\n\n  e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}f\u{FEFF}",
            subject: "a\r\nBcc: b\u{2066}c")
        #expect(text.plain == "1 a bc d\nBcc: x yz\ne\u{301}\u{301}\u{301}\u{301}f")
        #expect(text.subject == "a Bcc: b c")
    }

    @Test func `joiners stay, since emoji and scripts are made with them`() {
        #expect(page("👩‍👩‍👧 نمی\u{200C}خواهم").plain == "👩‍👩‍👧 نمی\u{200C}خواهم")
    }

    @Test func `every part is bounded`() {
        let long = page(
            String(repeating: "word ", count: 100_000), hint: String(repeating: "h", count: 500),
            subject: String(repeating: "s", count: 100_000))
        #expect(long.plain.unicodeScalars.count <= 2000)
        #expect(long.plain.hasSuffix("…"))
        #expect(long.subject.unicodeScalars.count <= 200)
        #expect(long.hint.unicodeScalars.count <= 80)
        #expect(page(String(repeating: "x\n", count: 1000)).plain.split(separator: "\n").count == 40)
        let zalgo = page("a" + String(repeating: "\u{301}", count: 1_000_000))
        #expect(zalgo.plain.unicodeScalars.count == 5)
    }

    @Test(arguments: [
        "javascript:alert(1)", "https://", "https:///x", "https://a.example/\r\nX: y", "https://a.example/<b>",
        "https://a.example/ä", "ftp://a.example/", "https://a.example/" + String(repeating: "x", count: 600),
    ])
    func `a link that is none is left out`(_ link: String) {
        #expect(page(link: link).link == nil)
        #expect(page(link: "https://a.example/p?x=1&y=2").link == "https://a.example/p?x=1&y=2")
    }

    @Test func `a key that cannot stand in a header is replaced by its digest`() {
        #expect(page(key: "page-7:2").key == "page-7:2")
        let odd = page(key: "a\r\nb").key
        #expect(odd.utf8.count == 32 && odd == page(key: "a\r\nb").key && odd != page(key: "a\r\nc").key)
        #expect(page(key: "").key.utf8.count == 32)
    }

    @Test func `nothing is never sent`() {
        #expect(page("\u{202E} \n", subject: " \u{0}").plain == "Earshot")
    }
}

@Suite struct ShortTextTests {
    private let link = "https://desk.quillfone.example/p/abc123"

    @Test func `a short page goes as it is, the link below`() {
        #expect(
            ShortText.of(page("1 No signal", hint: "Answer 1 ack")) == "1 No signal\nAnswer 1 ack\n\(link)")
        #expect(ShortText.of(page("1 See \(link) now")) == "1 See \(link) now")
        #expect(ShortText.of(page("1 No signal", link: nil)) == "1 No signal")
    }

    @Test(arguments: ["word ", "слово ", "😀😀😀 ", "x", "é€ ", "日本", "[]{} "])
    func `whatever is written, three segments hold it, the number first and the link last`(_ word: String) {
        for count in [1, 20, 60, 120, 200, 300, 500] {
            let text = ShortText.of(
                page("17 " + String(repeating: word, count: count), hint: "Answer 17 ack, 17 esc or 17 not hot"))
            #expect(SegmentCount(text).segments <= 3)
            #expect(text.hasPrefix("17 "))
            #expect(text.hasSuffix("\nAnswer 17 ack, 17 esc or 17 not hot\n\(link)"))
        }
    }

    @Test func `what is cut is cut between words and as late as can be`() {
        let text = ShortText.of(page("1 " + String(repeating: "signal ", count: 200)))
        #expect(text.contains("signal...\n"))
        #expect(!text.contains("…"))
        #expect(SegmentCount(text).units > 459 - 8)
        let greek = ShortText.of(page("1 " + String(repeating: "сигнал ", count: 200)))
        #expect(greek.contains("сигнал…\n"))
        #expect(SegmentCount(greek).units > 201 - 8)
    }

    @Test func `a family is not taken apart`() {
        for shift in 0..<12 {
            let text = ShortText.of(
                page(String(repeating: "a", count: shift) + String(repeating: "👩‍👩‍👧‍👦", count: 60), link: nil))
            #expect(text.dropFirst(shift).dropLast().allSatisfy { $0 == "👩‍👩‍👧‍👦" })
        }
    }

    @Test func `marks of good typesetting do not halve what fits`() {
        let text = ShortText.of(page("1 “It’s dead” – since 9…\u{A0}again", link: nil))
        #expect(text == "1 \"It's dead\" - since 9... again")
        #expect(SegmentCount(text).alphabet == .gsm7)
    }

    @Test func `a link within the words is whole, also where the words are cut`() {
        let text = ShortText.of(page(String(repeating: "word ", count: 150) + link + " more"))
        #expect(text.hasSuffix("\n\(link)"))
        #expect(SegmentCount(text).segments == 3)
        #expect(text.split(separator: "https://").count == 2)
    }

    @Test func `a link too long for three segments is whole all the same`() {
        let long = "https://desk.quillfone.example/" + String(repeating: "x", count: 470)
        let text = ShortText.of(page("1 слово слово слово слово слово слово", link: long))
        #expect(text.hasSuffix("\n\(long)"))
        #expect(text.hasPrefix("1 слово"))
    }
}
