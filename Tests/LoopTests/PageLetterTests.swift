import Letters
import TestKit
import Testing
import Triage

@Suite struct PageLetterTests {
    let now = Example.morning

    private func hot(
        _ id: Int64 = 12, title: String = "Threatens legal action: my lawyer will call", age: Int64 = 240,
        severity: Severity = .critical, rule: String = "legal-threat", words: [String] = ["my lawyer", "sue"]
    ) -> Case {
        Case(
            id: CaseID(rawValue: id), state: .open, heat: 95, severity: severity, title: title, messages: 1,
            firstHeard: now - .seconds(age), promise: now + .seconds(660), owner: "", claimedBy: nil,
            reasons: [
                Reason(
                    rule: rule, title: "", file: "Rules/legal.rules", line: 1, score: 60, severity: severity,
                    matches: words.map { .init(text: $0, start: 0, end: 1) })
            ])
    }

    @Test func `the first line says what it is, and the next ones why, who and how old`() {
        let letter = PageWriter.write(
            [PageFacts(number: 3, why: .step(1, round: 1), hotCase: hot(), tier: "gold", source: "fediverse")],
            brand: "Quillfone", link: "https://desk.example/p/x", now: now)
        #expect(letter.subject == "Quillfone: CRITICAL 95 Threatens legal action: my lawyer will call")
        #expect(
            letter.lines == [
                "because legal-threat “my lawyer” “sue”",
                "case 12, 4 min old, gold customer, fediverse, promised within 11 min",
            ])
        #expect(letter.answers == "Reply 3 ack, 3 esc or 3 not hot")
        #expect(letter.link == "https://desk.example/p/x" && letter.severity == .critical)
    }

    @Test(arguments: [
        (660, "promised within 11 min"), (1, "promised within 1 s"), (0, "promise is due now"),
        (-1, "promise missed by 1 s"), (-240, "promise missed by 4 min"),
    ])
    func `a page says what is left of the promise, or by how much it was missed`(_ left: Int64, _ words: String) {
        var late = hot()
        late.promise = now + .seconds(left)
        let letter = PageWriter.write(
            [PageFacts(number: 1, why: .step(1, round: 1), hotCase: late)], brand: "Quillfone", link: nil, now: now)
        #expect(letter.lines.last?.hasSuffix(", \(words)") == true, "\(letter.lines)")
    }

    @Test func `whoever is called again learns why`() {
        func why(_ why: PageDraft.Why) -> String? {
            PageWriter.write(
                [PageFacts(number: 1, why: why, hotCase: hot())], brand: "Quillfone", link: nil, now: now
            ).lines.last
        }
        #expect(why(.step(2, round: 1)) == "Nobody took it yet: step 2")
        #expect(why(.claimLapsed(by: "ana")) == "ana claimed it and is silent.")
        #expect(why(.handedOver(by: "ben")) == "ben handed it over to you.")
        #expect(why(.lastResort) == "NOBODY has taken it; everybody is called.")
    }

    @Test func `several are ranked, numbered and counted`() {
        let pages = (1...5).map { PageFacts(number: $0, why: .shiftBegins, hotCase: hot(Int64($0), age: 7_200)) }
        let letter = PageWriter.write(pages, count: 9, brand: "Quillfone", link: nil, now: now)
        #expect(letter.subject == "Quillfone: 9 hot cases waited for your shift")
        #expect(letter.lines.count == 6 && letter.lines.last == "and 4 more")
        #expect(letter.lines[1] == "2: CRITICAL 95 Threatens legal action: my lawyer will call, 2 h old")
        #expect(letter.answers == "Reply e.g. 1 ack, 1 esc, 1 not hot")
    }

    @Test func `a notice beside a case is a line of it, and is not counted as one`() {
        let notice = PageFacts(number: 2, why: .notice, hotCase: nil, words: "Case 1 is yours: smoke")
        let page = PageFacts(number: 1, why: .step(1, round: 1), hotCase: hot())
        let one = PageWriter.write([page, notice], brand: "Quillfone", link: nil, now: now)
        #expect(one.subject.hasPrefix("Quillfone: CRITICAL 95") && one.lines.last == "Case 1 is yours: smoke")
        #expect(one.answers == "Reply 1 ack, 1 esc or 1 not hot")
        let two = PageWriter.write([page, page, notice], brand: "Quillfone", link: nil, now: now)
        #expect(two.subject == "Quillfone: 2 hot cases need you" && two.lines.last == "Case 1 is yours: smoke")
    }

    @Test func `what a stranger wrote cannot reorder a page, nor fill it`() {
        let title = "\u{202E}evil\n\n" + String(repeating: "z\u{300}\u{301}\u{302}\u{303}\u{304}", count: 500)
        let letter = PageWriter.write(
            [PageFacts(number: 1, why: .step(1, round: 1), hotCase: hot(title: title, words: [title, title, title]))],
            brand: "Quillfone", link: nil, now: now)
        let all = ([letter.subject] + letter.lines).joined()
        #expect(!all.unicodeScalars.contains("\u{202E}") && !all.contains("\n"))
        #expect(letter.subject.count < 160 && letter.lines.allSatisfy { $0.count < 200 })
    }
}
