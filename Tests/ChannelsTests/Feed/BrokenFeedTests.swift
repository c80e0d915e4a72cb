import Testing
import Triage

@testable import Channels

/// Feeds as they should not be, and documents that were made to hurt.
struct BrokenFeedTests {
    private func titles(_ text: String) throws -> [String] { try Sample.entries(text).map(\.title) }

    @Test func `entities of HTML, stray ampersands and brackets are mended`() throws {
        let feed = try Sample.document(
            Sample.rss(
                "<item><title>R&D&nbsp;&eacute;t&eacute; &amp; 3 < 4 &nosuch;</title><link>http://a.example/?a=1&b=2</link></item>"
            ))
        #expect(Sample.entries(feed).first?.title == "R&D été & 3 < 4 &nosuch;")
        #expect(Sample.entries(feed).first?.link == "http://a.example/?a=1&b=2")
        #expect(feed.remarks.first?.hasPrefix("mended: line 1") == true)
    }

    @Test func `missing and surplus end tags cost no item`() throws {
        #expect(try titles(Sample.rss("<item><title>A</title><item><title>B</title></item>")) == ["A", "B"])
        #expect(try titles(Sample.rss("<item><title>A</item><item><title>B</title></b></item>")) == ["A", "B"])
        #expect(
            try titles(
                Sample.rss(
                    "<item><title>A</title><description>x<br>y<p>z</description></item><item><title>B</title></item>"))
                == ["A", "B"])
        #expect(try titles("<rss><channel><item><title a=b c='d' c=e>A</title></item></channel></rss>") == ["A"])
    }

    @Test func `what stands before the document is passed over`() throws {
        let rss = Sample.rss("<item><title>A</title></item>")
        #expect(try titles("\n\n " + rss) == ["A"])
        #expect(try titles("Warning: x in y\n" + rss) == ["A"])
        #expect(try titles("<br />\n<b>Warning</b>: x\n" + rss) == ["A"])
        #expect(try titles(rss + "\n<script>x</script>") == ["A"])
    }

    @Test func `characters that XML forbids are dropped`() throws {
        #expect(try titles(Sample.rss("<item><title>A\u{8}B\u{FFFF}&#7;C</title></item>")) == ["ABC"])
    }

    @Test func `a truncated feed gives the items before the cut and says so`() throws {
        let whole = Sample.rss(
            (1...5).map { "<item><title>T\($0)</title><description><![CDATA[x]]></description></item>" }.joined())
        let cut = whole.utf8.count - 60
        let feed = try Sample.document(String(decoding: Array(whole.utf8)[..<cut], as: UTF8.self))
        #expect(Sample.entries(feed).map(\.title) == ["T1", "T2", "T3", "T4"])
        #expect(feed.remarks == ["cut off after 4 items"])
        let json = "{\"items\": [{\"id\": \"1}\", \"title\": \"A\"}, {\"id\": \"2\", \"tit"
        let short = try Sample.document(json)
        #expect(Sample.entries(short).map(\.id) == ["1}"] && short.remarks == ["cut off after 1 items"])
    }

    @Test func `wherever a feed is cut it neither stumbles nor invents an item`() throws {
        let whole = Array(
            Sample.rss(
                """
                <!-- c --><item a="1"><title>T1 &amp; é</title><description><![CDATA[<p>x</p>]]></description></item>\
                <item><title>T2</title><link>http://a.example</link></item>
                """
            ).utf8)
        for cut in 0...whole.count {
            let feed = try? FeedParser.parse(Array(whole[..<cut]), contentType: nil, url: "")
            let titles = feed.map(Sample.entries)?.map(\.title) ?? []
            #expect(["T1 & é", "T2"].starts(with: titles) || titles.isEmpty)
        }
        for place in whole.indices {
            for value: UInt8 in [0x3C, 0x26, 0x3E, 0x00, 0xFF] {
                var changed = whole
                changed[place] = value
                _ = try? FeedParser.parse(changed, contentType: nil, url: "")
            }
        }
    }

    @Test func `entities that a document declares are never expanded`() throws {
        var bomb = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"ha\">"
        for level in 1...30 { bomb += "<!ENTITY l\(level) \"&l\(level - 1);&l\(level - 1);\">" }
        bomb +=
            "<!ENTITY x SYSTEM \"file:///etc/passwd\"><!-- ]> -->]>"
            + "<rss><channel><item><title>&l30;&x;</title></item></channel></rss>"
        #expect(try titles(bomb) == ["&l30;&x;"])
        // A document type that stands where none may stand.
        let late = "<rss><!DOCTYPE rss [<!ENTITY a \"b\">]><channel><item><title>&a;</title></item></channel></rss>"
        #expect(try titles(late) == ["&a;"])
        #expect(Sample.refusal(Array("<!DOCTYPE rss [<!ENTITY a \"b\"".utf8)) != nil)
    }

    @Test func `nesting, attributes and namespaces without end are bounded`() throws {
        let deep = String(repeating: "<div>", count: 100_000)
        let after = "<item><title>B</title></item>"
        #expect(
            try titles(Sample.rss("<item><title>A</title><description>\(deep)x</description></item>\(after)")) == [
                "A", "B",
            ])
        let wide = (0..<20_000).map { " a\($0)='1'" }.joined()
        let overfull = try Sample.document(
            Sample.rss("<item><title>A</title><description\(wide)>x</description></item>\(after)"))
        #expect(Sample.entries(overfull).map(\.title) == ["A", "B"])
        #expect(overfull.remarks == ["mended: a tag has too many attributes"])
        let spaces = (0..<60).map { " xmlns:n\($0)='urn:\($0)'" }.joined()
        let nest = String(repeating: "<d\(spaces)>", count: 200)
        let hostile = Sample.rss("<item><title>A</title></item>\(nest)\(String(repeating: "<e/>", count: 200_000))")
        let feed = try Sample.document(hostile)
        #expect(Sample.entries(feed).map(\.title) == ["A"])
        #expect(feed.remarks.contains { $0.contains("too many namespace declarations") })
    }

    @Test func `a feed of very many items keeps the first 5,000 and says so`() throws {
        let feed = try Sample.document(Sample.rss((0..<5_010).map { "<item><title>\($0)</title></item>" }.joined()))
        #expect(feed.items.count == 5_000 && Sample.entries(feed).last?.title == "4999")
        #expect(feed.remarks == ["only the first 5000 of 5010 items were read"])
        let json = "{\"items\": [" + (0..<5_010).map { "{\"id\": \($0)}" }.joined(separator: ",") + "]}"
        #expect(try Sample.document(json).items.count == 5_000)
    }

    @Test func `a field without end is cut`() throws {
        let long = String(repeating: "word ", count: 250_000)
        let entry = try #require(
            try Sample.entries(Sample.rss("<item><title>A</title><description>\(long)</description></item>")).first)
        #expect(entry.body.utf8.count <= FeedLimits.field && entry.notes == ["a field was cut at 1048576 bytes"])
    }

    /// 100 kB each: whoever looks again and again to the end takes minutes.
    @Test(arguments: [
        "<item>", "<a", "<a b=\"", "<!--", "<![CDATA[", "<!x", "<!x [", "&", "&#", "</x>", "<x>", "<x></y>", "<?",
        "]]>",
        "<item><title>", "<description>", "<a b='<'>", "<x y=1 ",
    ])
    func `a hostile feed takes linear time`(_ piece: String) {
        let text = "<rss><channel>" + String(repeating: piece, count: 100_000 / piece.utf8.count)
        _ = Sample.refusal(Array(text.utf8))
        _ = Sample.refusal(Array((text + "</channel></rss>").utf8))
    }
}
