import Testing

@testable import Channels

struct HTMLTextTests {
    private func text(_ html: String) -> String { HTMLText.read(html).text }

    @Test func `paragraphs are parted by an empty line and br by one break`() {
        #expect(text("<p>No signal<br>since noon</p><p>Still none.</p>") == "No signal\nsince noon\n\nStill none.")
    }

    @Test func `white space is folded and none is left at the ends`() {
        #expect(text("  <p> a  b\n\tc&nbsp;&nbsp;d </p>\n ") == "a b c d")
        #expect(text("one <b> two</b> three") == "one two three")
        #expect(text("no\u{0007}isy\u{0000}") == "noisy")
    }

    @Test func `a shortened Mastodon link reads as shown and keeps its whole address`() {
        let reading = HTMLText.read(
            """
            <p>See <a href="https://status.quillfone.example/incidents/8841/updates?a=1&amp;b=2" rel="nofollow"><span \
            class="invisible">https://</span><span class="ellipsis">status.quillfone.example/incid</span><span \
            class="invisible">ents/8841/updates?a=1&amp;b=2</span></a> <a \
            href="https://social.example/tags/quillfone" class="mention hashtag" rel="tag">#<span>quillfone</span></a></p>
            """)
        #expect(reading.text == "See status.quillfone.example/incid… #quillfone")
        #expect(reading.links == ["https://status.quillfone.example/incidents/8841/updates?a=1&b=2"])
    }

    @Test func `character references of every kind are resolved`() {
        #expect(text("Tom &amp; Ann &lt;3 &quot;x&quot; &#39;y&#x27; &eacute;&hellip;") == "Tom & Ann <3 \"x\" 'y' é…")
        #expect(text("&NotEqualTilde; &CounterClockwiseContourIntegral; &check;") == "≂̸ ∳ ✓")
        #expect(text("&#150; &#x80; &#0; &#xD800; &#99999999999999; &#x1F4F6;") == "– € \u{FFFD} \u{FFFD} \u{FFFD} 📶")
        #expect(
            text("AT&T &nosuch; R&D & &; &# &#x; &copy 2026 &copyright")
                == "AT&T &nosuch; R&D & &; &# &#x; © 2026 &copyright")
        #expect(text("&amp;lt;b&amp;gt;") == "&lt;b&gt;")
    }

    @Test func `addresses keep what only looks like a reference`() {
        #expect(
            HTMLText.read("<a href='https://a.example/?a=1&copy=2&amp;reg=3'>x</a>").links
                == ["https://a.example/?a=1&copy=2&reg=3"])
    }

    @Test func `links come in order, each once, and only those that can be opened`() {
        let reading = HTMLText.read(
            """
            <a href="https://b.example">b</a><a href=http://a.example/x>a</a><a href="https://b.example">b</a>\
            <a href="javascript:alert(1)">j</a><a href="#top">t</a><a href=" MAILTO:help@quillfone.example ">m</a>\
            <a href="/support">s</a><a href="data:text/html,x">d</a><a href="java\tscript:x">j</a><a>n</a>
            """)
        #expect(
            reading.links == ["https://b.example", "http://a.example/x", "MAILTO:help@quillfone.example", "/support"])
        let many = (0..<100).map { "<a href='https://x.example/\($0)'>x</a>" }.joined()
        #expect(HTMLText.read(many).links.count == 64)
    }

    @Test func `scripts, styles, comments and hidden parts are left out`() {
        #expect(
            text(
                """
                <head><title>T</title><style>p { color: red }</style></head><script>if (a < b) "</p>"</script>\
                <!-- no --> a <span hidden>no</span><div style="Display : NONE">no <p>no</p></div>b\
                <![if !mso]> c<![endif]><!--[if mso]>no<![endif]--><noscript>no</noscript><!-->d
                """) == "a b cd")
        #expect(text("a<script>never ended") == "a")
    }

    @Test func `the alt text of an image is read`() {
        #expect(
            text("<p>Bill: <img src=x alt=\"a bill over &pound;900\"> really?</p>") == "Bill: a bill over £900 really?")
    }

    @Test func `lists, also in one another, have their marks`() {
        #expect(
            text("<p>Tried:</p><ul><li>restart<li>reset<ol><li>cold</li><li>warm</li></ol></li></ul>then")
                == "Tried:\n\n- restart\n- reset\n  1. cold\n  2. warm\n\nthen")
    }

    @Test func `cells of a row stand beside one another`() {
        #expect(
            text("<table><tr><th>Day<th>Down</tr><tr><td>Mon</td><td>4 h</td></tr></table>") == "Day | Down\nMon | 4 h")
        #expect(text("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>") == "a\n\nb")
    }

    @Test func `quotes are marked on every line`() {
        #expect(
            text("Hi<blockquote>one<p>two</p><blockquote>deep</blockquote></blockquote>bye")
                == "Hi\n\n> one\n>\n> two\n>\n> > deep\n\nbye")
    }

    @Test func `preformatted text keeps its lines`() {
        #expect(text("a<pre>x  y\n  z</pre>b") == "a\n\nx  y\n  z\n\nb")
    }

    @Test func `broken markup loses no words`() {
        #expect(text("5 < 6 and 7 > 6 <3") == "5 < 6 and 7 > 6 <3")
        #expect(text("<p>a<p>b<div>c</p></div></b>d") == "a\n\nb\n\nc\n\nd")
        #expect(text("<a href=\"https://x.example>help me") == "help me")
        #expect(text("price <b") == "price <b")
        #expect(text("<b><i>a</b>b</i> </>c <//x>d") == "ab c d")
        #expect(text("<p hidden>no<p>yes") == "yes")
        #expect(text("x <![CDATA[a < b]]> y <?php echo 1 ?>z") == "x a < b y z")
        #expect(text("") == "" && text("<") == "<" && text("</") == "</" && text("<!") == "<!" && text("<!--") == "")
    }

    @Test func `nesting without end is read to the end`() {
        let deep = String(repeating: "<div><b>", count: 20_000) + "help"
        #expect(text(deep) == "help")
        let quoted =
            String(repeating: "<blockquote>", count: 5_000) + "x" + String(repeating: "</blockquote>", count: 5_000)
        #expect(text(quoted + "y").hasSuffix("> x\n\ny"))
    }

    /// Each of these makes a careless reader look again and again to the end: 100 kB would take minutes.
    @Test(arguments: [
        "<a", "<a b=\"", "<a b=\">\" ", "<a b='x", "<!", "<!--", "<![CDATA[", "</", "<?", "&", "&#", "&#1", "&am",
        "<b></i>",
        "<script>", "</script", "<textarea>", "<li>", "<q>", "<td>", "<p", "<a b", "<br>", "]]>",
        "<span class=ellipsis>", "<table><tr><td>", "<pre>\n", "</p>", "<a href='https://x.example/'>",
    ])
    func `a hostile page takes linear time`(_ piece: String) {
        let page = String(repeating: piece, count: 100_000 / piece.utf8.count)
        _ = HTMLText.read(page)
        _ = HTMLText.read(String(repeating: "<b>", count: 20_000) + page)
    }

    @Test func `one tag may have very many attributes`() {
        let tag = "<p " + (0..<100_000).map { "a\($0)=\"1\"" }.joined(separator: " ") + ">help</p>"
        #expect(text(tag) == "help")
    }

    @Test func `no cut and no flipped byte of a page makes it stumble`() {
        let page = """
            <p class="x">A &amp; <a href='https://a.example/?q=é'>lïnk</a><!-- c --><ul><li>1</ul>&nbsp;<pre>\u{00A0}ü\n</pre>
            """
        let bytes = Array(page.utf8)
        for cut in 0...bytes.count { _ = HTMLText.read(String(decoding: bytes[..<cut], as: UTF8.self)) }
        for place in bytes.indices {
            for value: UInt8 in [0, 0x22, 0x26, 0x3C, 0x3E, 0xC2, 0xFF] {
                var changed = bytes
                changed[place] = value
                _ = HTMLText.read(String(decoding: changed, as: UTF8.self))
            }
        }
    }
}
