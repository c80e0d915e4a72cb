import Foundation
import Testing

@testable import Triage

struct HostileTextTests {
    private func rules() throws -> RuleSet {
        try Scene.rules([
            "it.rules": """
            rule it
            severity high
            when list:it
            rule near
            score 1
            when "smoke" NEAR/30 "fire"
            rule deep
            score 1
            when "a a a a a a a a a a a a a a a a a a a a a a a b"
            """,
            "it.keywords": "fire\nfire engine\nlitigat*\n50? error\n-fire works\n=ICO\n",
        ])
    }

    @Test(arguments: [
        "fire ", "fire works ", "a ", "smoke fire ", "fiiiire ", "fire's ", "#FireFire", "@a@b.c", "&amp;", "\u{301}",
        "e\u{301}", "\u{200B}", "👩\u{200D}", "話", "ICO ", "litigation ", "50a error ", "http://a ", "a@", "ﬁ", "{",
        "퀼에서",
    ])
    func `an enormous text is judged to its end`(piece: String) throws {
        let rules = try rules()
        let text = String(repeating: piece, count: 200_000 / piece.utf8.count) + "\n the fire"
        let evidence = rules.judge(Scene.message(text))
        #expect(!evidence.hits.isEmpty)
        #expect(evidence == rules.judge(Scene.message(text)))
        for hit in evidence.hits {
            #expect(hit.spans.count <= TermHit.mostSpans)
            for span in hit.spans {
                #expect(span.start >= 0 && span.start < span.end && span.end <= text.utf8.count)
                let cuts = [span.start, span.end].map { text.utf8.index(text.utf8.startIndex, offsetBy: $0) }
                #expect(cuts.allSatisfy { $0.samePosition(in: text.unicodeScalars) != nil })
            }
        }
    }

    @Test func `a phrase that stands everywhere is counted, and the first places are told`() throws {
        let evidence = try rules().judge(Scene.message(String(repeating: "fire ", count: 100_000)))
        let hit = try #require(evidence.hits.first)
        #expect(hit.spans.count == 16)
        #expect(hit.more == 100_000 - 16)
        #expect(hit.spans[1] == Span(start: 5, end: 9))
    }

    @Test func `a letter held in many places is still the word`() throws {
        let rules = try Scene.rules(when: "list:it", ["it": "balloon\nno\n"])
        #expect(Scene.matched(rules, "baaaallllloooooonnnnn") == ["baaaallllloooooonnnnn"])
        #expect(Scene.matched(rules, "nooooo") == ["nooooo"])
        #expect(Scene.matched(rules, "baaalon") == nil)
        #expect(Scene.matched(try Scene.rules(when: "=BBB"), "ask the BBB, not the bbb") == ["BBB"])
    }

    @Test func `what was found is stored and read back as it was`() throws {
        let hits = [
            TermHit(term: 3, spans: [Span(start: 1, end: 4)]), TermHit(term: 7, spans: []),
            TermHit(term: 9, spans: [Span(start: 1, end: 2), Span(start: 5, end: 6)], more: 4),
        ]
        let stored = try JSONEncoder().encode(hits)
        #expect(try JSONDecoder().decode([TermHit].self, from: stored) == hits)
        let plain = try #require(try JSONSerialization.jsonObject(with: stored) as? [[String: Any]])
        #expect(Set(plain[0].keys) == ["term", "spans", "more"])
    }
}
