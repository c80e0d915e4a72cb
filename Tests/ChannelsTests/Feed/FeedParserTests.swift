import Testing
import Triage

@testable import Channels

/// Helpers for trying documents.
enum Sample {
    static func document(_ text: String, contentType: String? = nil) throws -> FeedDocument {
        try FeedParser.parse(Array(text.utf8), contentType: contentType, url: "https://status.example/feed/all.xml")
    }

    static func entries(_ document: FeedDocument) -> [FeedEntry] {
        document.items.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
    }

    static func entries(_ text: String) throws -> [FeedEntry] { entries(try document(text)) }

    static func rss(_ items: String, channel: String = "<title>Quillfone status</title>") -> String {
        """
        <?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" \
        xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" \
        xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">\
        <channel>\(channel)\(items)</channel></rss>
        """
    }

    static func refusal(_ bytes: [UInt8]) -> FeedRefusal? {
        do {
            _ = try FeedParser.parse(bytes, contentType: nil, url: "https://status.example/feed")
            return nil
        } catch {
            return error
        }
    }
}

struct FeedParserTests {
    @Test func `an RSS item gives all it says`() throws {
        let feed = try Sample.document(
            Sample.rss(
                """
                <item><title>Outage in &lt;b&gt;Leeds&lt;/b&gt; &amp;amp; York</title><link>/incidents/7</link>
                <guid isPermaLink="false">inc-7</guid><pubDate>Sun, 22 Nov 2026 03:41:07 +0100</pubDate>
                <dc:creator>Ana Ortiz</dc:creator><description>Short.</description>
                <content:encoded><![CDATA[<p>Calls fail. <a href="map.html">Map</a></p>]]></content:encoded>
                <enclosure url="https://cdn.example/call.mp3" length="1200" type="audio/mpeg"/>
                <media:group><media:content url="https://cdn.example/map.png" type="image/png"/></media:group></item>
                """,
                channel: """
                    <title>Quillfone status</title><link>https://status.example/</link><language>en-GB</language>
                    <atom:link rel="self" href="https://status.example/feed"/><ttl>15</ttl>
                    <image><title>not this</title><link>https://wrong.example</link></image>
                    """))
        let entry = try #require(Sample.entries(feed).first)
        #expect(feed.title == "Quillfone status" && feed.link == "https://status.example/")
        #expect(feed.language == "en-gb" && feed.rest == .seconds(900) && feed.remarks.isEmpty)
        #expect(entry.title == "Outage in Leeds & York" && entry.link == "https://status.example/incidents/7")
        #expect(entry.id == "inc-7" && entry.author == "Ana Ortiz")
        #expect(entry.body == "Calls fail. Map" && entry.bodyLinks == ["https://status.example/feed/map.html"])
        #expect(entry.published?.rfc3339 == "2026-11-22T02:41:07Z")
        #expect(
            entry.attachments == [
                Message.Attachment(
                    name: "call.mp3", type: "audio/mpeg", bytes: 1200, url: "https://cdn.example/call.mp3"),
                Message.Attachment(name: "map.png", type: "image/png", url: "https://cdn.example/map.png"),
            ])
    }

    @Test func `RSS 1.0 and RSS 0.91 with its document type are read`() throws {
        let rdf = try Sample.document(
            """
            <?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
            xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">\
            <channel rdf:about="x"><title>News</title><items><rdf:Seq><rdf:li rdf:resource="a"/></rdf:Seq></items></channel>\
            <item rdf:about="urn:7"><title>Mast down</title><dc:date>2026-11-22T03:41+00:00</dc:date></item></rdf:RDF>
            """)
        #expect(rdf.title == "News" && Sample.entries(rdf).map(\.id) == ["urn:7"])
        #expect(Sample.entries(rdf).first?.published?.rfc3339 == "2026-11-22T03:41:00Z")
        let old = try Sample.document(
            """
            <?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" \
            "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>T</title>\
            <item><title>A</title></item></channel></rss>
            """)
        #expect(Sample.entries(old).map(\.title) == ["A"] && old.remarks.isEmpty)
    }

    @Test func `Atom's kinds of text are told apart`() throws {
        let entries = try Sample.entries(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://a.example/blog/"><title>B</title>
            <entry xml:base="2026/"><id>urn:1</id><title type="text">if a &lt;b&gt; c</title><link href="one"/>
            <author><name>Ben</name><email>ben@a.example</email></author><published>2026-11-20T00:00:00Z</published>
            <updated>2026-11-22T00:00:00Z</updated><content type="html">&lt;p&gt;x&lt;/p&gt;</content></entry>
            <entry xml:lang="fr"><id>urn:2</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>b</b>\
            &lt;c</div></title><link rel="enclosure" href="https://a.example/f.pdf" length="5"/><link rel="self" href="s"/>
            <link href="https://a.example/two" rel="alternate"/><summary>kurz</summary>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>1<br/>2</p></div></content></entry></feed>
            """)
        #expect(entries[0].title == "if a <b> c" && entries[0].body == "x" && entries[0].author == "Ben")
        #expect(entries[0].link == "https://a.example/blog/2026/one" && entries[0].language == "de")
        #expect(entries[0].time?.rfc3339 == "2026-11-22T00:00:00Z")
        #expect(entries[1].title == "a b<c" && entries[1].body == "1\n2" && entries[1].language == "fr")
        #expect(entries[1].link == "https://a.example/two" && entries[1].attachments.map(\.name) == ["f.pdf"])
    }

    @Test func `Atom 0.3 and a root in an unknown namespace are read`() throws {
        let entries = try Sample.entries(
            """
            <feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><id>1</id>
            <title mode="base64">T3V0YWdl</title><issued>2026-11-22T03:41:07+01:00</issued>
            <content type="text/html" mode="escaped">&lt;i&gt;x&lt;/i&gt;</content></entry></feed>
            """)
        #expect(entries[0].title == "Outage" && entries[0].body == "x")
        #expect(entries[0].published?.rfc3339 == "2026-11-22T02:41:07Z")
        #expect(try Sample.entries("<feed xmlns='urn:strange'><entry><title>A</title></entry></feed>").count == 1)
    }

    @Test func `a JSON Feed gives all it says`() throws {
        let feed = try Sample.document(
            """
            {"version": "https://jsonfeed.org/version/1.1", "title": "Status", "home_page_url": "/", "language": "en",
             "authors": [{"name": "Quillfone"}], "items": [
              {"id": 7, "url": "/7", "title": "A <b>", "content_html": "<p>x <a href='y'>y</a></p>", "author": {"name": "Ana"},
               "date_published": "2026-11-22T03:41:07Z", "attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg",
               "size_in_bytes": 9}]},
              {"id": "8", "content_text": "two\\nlines\\u0000", "url": 5, "date_published": "soon"}, 3, {}, {"title": []}]}
            """)
        let entries = Sample.entries(feed)
        #expect(feed.author == "Quillfone" && feed.link == "https://status.example/" && feed.items.count == 5)
        #expect(entries[0].id == "7" && entries[0].title == "A <b>" && entries[0].body == "x y")
        #expect(entries[0].bodyLinks == ["https://status.example/feed/y"] && entries[0].author == "Ana")
        #expect(entries[0].attachments.first?.bytes == 9)
        #expect(entries[1].body == "two\nlines" && entries[1].oddDate == "soon")
        let reasons = feed.items.compactMap {
            if case .unreadable(let reason, _, let raw) = $0 { (reason, raw) } else { nil }
        }
        #expect(reasons.map(\.0).first == "item 3 of the feed is not an object" && reasons.count == 3)
        #expect(reasons.first?.1 == Array("3".utf8))
    }

    @Test func `an item that says nothing is quarantined alone with its bytes`() throws {
        let feed = try Sample.document(
            Sample.rss("<item><title>A</title></item><item><odd>1</odd></item><item><title>B</title></item>"))
        #expect(Sample.entries(feed).map(\.title) == ["A", "B"])
        guard case .unreadable(let reason, _, let raw) = feed.items[1] else {
            Issue.record("the odd item is not quarantined")
            return
        }
        #expect(reason.contains("item 2") && String(decoding: raw, as: UTF8.self) == "<item><odd>1</odd></item>")
    }

    @Test func `what is no feed is refused as what it is`() {
        let page = """
            <!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><p>Hi</html>
            """
        #expect(
            Sample.refusal(Array(page.utf8))
                == .notAFeed("a web page and not a feed, which names this feed: https://status.example/feed.xml"))
        #expect(Sample.refusal([]) == .notAFeed("an empty document"))
        #expect(Sample.refusal(Array(" \n".utf8)) == .notAFeed("an empty document"))
        #expect(Sample.refusal(Array("busy".utf8)) == .notAFeed("a document that is neither XML nor JSON"))
        #expect(Sample.refusal(Array("<opml/>".utf8)) == .notAFeed("an XML document <opml> and not a feed"))
        #expect(Sample.refusal(Array("{\"a\":1}".utf8))?.reason.contains("not a JSON Feed") == true)
        #expect(Sample.refusal(Array("{\"items\": [".utf8))?.reason.contains("not valid JSON") == true)
        let deep = String(repeating: "[", count: 200_000)
        #expect(Sample.refusal(Array(deep.utf8))?.reason.contains("not valid JSON") == true)
    }
}
