import Testing
import Triage

@testable import Console

@Suite struct HighlightTests {
    static func shown(_ text: String, _ spans: (Int, Int, String)...) -> String {
        Highlight.shown(text, spans.map { Highlight.Span(start: $0.0, end: $0.1, title: $0.2) }).first.text
    }

    @Test func `spans count bytes, not characters`() {
        #expect(Self.shown("Für <b>", (0, 4, "r")) == "<mark title=\"r\">Für</mark> &lt;b&gt;")
        #expect(Self.shown("🔥 fire", (5, 9, "r")) == "🔥 <mark title=\"r\">fire</mark>")
    }

    @Test func `spans that touch the same words become one with all names`() {
        #expect(
            Self.shown("abcdef", (0, 3, "one"), (2, 5, "two"), (1, 2, "one"))
                == "<mark title=\"one, two\">abcde</mark>f")
        #expect(Self.shown("ab", (0, 1, "x"), (1, 2, "y")) == "<mark title=\"x\">a</mark><mark title=\"y\">b</mark>")
    }

    @Test func `spans that do not lie in the text are left out`() {
        for span in [(-1, 2), (0, 99), (2, 2), (3, 1), (1, 3), (0, 1), (Int.max, Int.max)] {
            #expect(Self.shown("üü", (span.0, span.1, "r")) == "üü")
        }
    }

    @Test func `a rule's name cannot leave its attribute`() {
        #expect(Self.shown("a", (0, 1, "\"><script>")) == "<mark title=\"&quot;&gt;&lt;script&gt;\">a</mark>")
    }

    @Test func `a long text is folded at a character, and cut where it is endless`() {
        let long = Highlight.shown(
            String(repeating: "ü", count: 20_000), [.init(start: 3_998, end: 4_002, title: "r")])
        #expect(long.first.text.hasSuffix("<mark title=\"r\">ü</mark>"))
        #expect(long.rest?.text.hasPrefix("<mark title=\"r\">ü</mark>") == true)
        #expect(long.isCut)
        #expect(!Highlight.shown("short", []).isCut)
        #expect(Highlight.shown("short", []).rest == nil)
        let odd = Highlight.shown("a" + String(repeating: "ü", count: 3_000), [])
        #expect(!odd.first.text.contains("\u{FFFD}") && odd.rest?.text.contains("\u{FFFD}") == false)
    }

    @Test func `nothing but the web is linked to`() {
        #expect(CasePage.safeLink("https://mastodon.example/@ana/1") != nil)
        for bad in [
            "javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a b", "https://a\u{202E}b", "",
        ] {
            #expect(CasePage.safeLink(bad) == nil)
        }
    }
}

@Suite struct ChartTests {
    @Test(arguments: [(0.0, 2.0), (2, 2), (3, 5), (5, 5), (6, 10), (10, 10), (11, 20), (30, 50), (99, 100), (101, 200)])
    func `a chart ends at the next round number`(_ value: Double, _ top: Double) {
        #expect(Chart.niceTop(value) == top)
    }

    @Test func `numbers in a picture have one place behind the point`() {
        #expect(Chart.short(1.25) == "1.3" && Chart.short(2) == "2" && Chart.short(-0.5) == "-0.5")
        #expect(Chart.short(.infinity) == "0" && Chart.short(.nan) == "0")
    }
}
