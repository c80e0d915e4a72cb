import Testing
import Triage
import Wire

@testable import Channels

struct FeedAnswerTests {
    private let now = Moment(rfc3339: "2026-11-22T03:41:07Z")!
    private let url = "https://status.example/feed"

    private func answer(
        _ body: String, status: Int = 200, headers: [(String, String)] = [], movedTo: String? = nil
    ) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: headers.map { (name: $0.0, value: $0.1) }, body: Array(body.utf8), url: url,
            movedTo: movedTo)
    }

    private func page(
        _ response: HTTPResponse, from cursors: Cursors = [:], since: Since = .now, at moment: Moment? = nil
    ) throws -> Page {
        try FeedAnswer(source: "status", url: url, host: "status.example", since: since)
            .page(response, memory: FeedMemory.read(cursors, url: url), cursors: cursors, now: moment ?? now)
    }

    private func failure(_ response: HTTPResponse, from cursors: Cursors = [:]) -> ListenFailure? {
        do {
            _ = try page(response, from: cursors)
            return nil
        } catch {
            return error as? ListenFailure
        }
    }

    private func messages(_ page: Page) -> [Message] {
        page.items.compactMap { if case .message(let message) = $0 { message } else { nil } }
    }

    private let feed = Sample.rss(
        """
        <item><guid>2</guid><title>Back</title><description>All well &amp;amp; up.</description></item>\
        <item><guid>1</guid><title>Outage…</title><link>https://status.example/1</link>\
        <description>Outage in Leeds</description><pubDate>Sun, 22 Nov 2026 01:00:00 GMT</pubDate></item>
        """, channel: "<title>Quillfone Status</title><language>en</language>")

    @Test func `an item becomes a message with all it needs`() throws {
        let page = try page(answer(feed, headers: [("content-type", "text/xml")]))
        let message = try #require(messages(page).first)
        #expect(page.remark == "2 items" && !page.more)
        #expect(message.identity == "feed:status:1" && message.source == "status" && message.channel == .feed)
        #expect(message.text == "Outage in Leeds" && message.subject == "Outage…" && message.language == "en")
        #expect(message.author.handle.address == "quillfone status" && message.author.displayName == "Quillfone Status")
        #expect(message.permalink == "https://status.example/1" && message.answers.isEmpty && message.notes.isEmpty)
        #expect(messages(page).last?.text == "Back\n\nAll well & up.")
    }

    @Test func `the same bytes give the same identities and revisions`() throws {
        let first = messages(try page(answer(feed)))
        let second = messages(try page(answer(feed)))
        #expect(first.map(\.identity) == second.map(\.identity) && first.map(\.revision) == second.map(\.revision))
        #expect(first.allSatisfy { $0.revision.count == 32 })
        let edited = messages(try page(answer(feed.replacing("All well", with: "Not all well"))))
        #expect(edited.map(\.identity) == first.map(\.identity))
        #expect(edited[0].revision == first[0].revision && edited[1].revision != first[1].revision)
    }

    @Test func `an undated entry is old at the first poll from now and young afterwards`() throws {
        let baseline = try page(answer(feed))
        #expect(messages(baseline).last?.time == Moment(seconds: 0))
        #expect(messages(baseline).last?.notes == ["the date is missing"])
        #expect(messages(try page(answer(feed), since: .beginning)).last?.time == now)
        let later = try page(answer(feed + " "), from: baseline.cursors, at: now + .seconds(60))
        #expect(messages(later).last?.time == now + .seconds(60))
    }

    @Test func `a date in the future is kept and noted`() throws {
        let body = Sample.rss("<item><title>A</title><pubDate>2031-01-01T00:00:00Z</pubDate></item>")
        let message = try #require(messages(try page(answer(body))).first)
        #expect(message.time.rfc3339 == "2031-01-01T00:00:00Z" && message.notes.first?.contains("future") == true)
    }

    @Test func `a very long text is cut between characters and says so`() throws {
        let long = String(repeating: "é", count: 200_000)
        let enclosures = (0..<40).map { "<enclosure url='http://a.example/\($0)'/>" }.joined()
        let body = Sample.rss("<item><guid>1</guid><description>\(long)</description>\(enclosures)</item>")
        let message = try #require(messages(try page(answer(body))).first)
        #expect(message.text.utf8.count == Message.textLimit && message.notes.contains("cut at 262144 bytes"))
        #expect(message.attachments.count == FeedLimits.enclosures)
    }

    @Test func `an author's endless name is cut, and a nameless feed is known by its host`() throws {
        let name = String(repeating: "ß", count: 1_000)
        let body = Sample.rss("<item><title>A</title><author>\(name)</author></item>", channel: "")
        let author = try #require(messages(try page(answer(body))).first?.author)
        #expect(author.displayName.utf8.count <= 300 && author.handle.address.utf8.count <= 320)
        let nameless = Sample.rss("<item><title>A</title></item>", channel: "")
        #expect(messages(try page(answer(nameless))).first?.author.handle.address == "status.example")
    }

    @Test func `nothing new brings nothing, and keeps the cursor`() throws {
        let first = try page(answer(feed, headers: [("etag", "\"1\""), ("cache-control", "max-age=90")]))
        #expect(FeedMemory.read(first.cursors, url: url)?.etag == "\"1\"" && first.notBefore == now + .seconds(90))
        let unchanged = try page(answer("", status: 304), from: first.cursors)
        #expect(unchanged.items.isEmpty && unchanged.cursors == first.cursors && unchanged.remark == "304")
        let same = try page(answer(feed, headers: [("etag", "\"1\"")]), from: first.cursors, at: now + .seconds(60))
        #expect(same.items.isEmpty && same.cursors == first.cursors && same.remark == "unchanged")
        let renamed = try page(answer(feed, headers: [("etag", "\"2\"")]), from: first.cursors)
        #expect(renamed.items.isEmpty && FeedMemory.read(renamed.cursors, url: url)?.etag == "\"2\"")
    }

    @Test func `validators are dropped after eight days`() throws {
        let first = try page(answer(feed, headers: [("etag", "\"1\"")]), from: [:])
        let memory = try #require(FeedMemory.read(first.cursors, url: url))
        #expect(memory.isFresh(at: now + .seconds(8 * 86_400 - 1)) && !memory.isFresh(at: now + .seconds(8 * 86_400)))
        let again = try page(
            answer(feed, headers: [("etag", "\"1\"")]), from: first.cursors, at: now + .seconds(9 * 86_400))
        #expect(FeedMemory.read(again.cursors, url: url)?.since == now + .seconds(9 * 86_400))
    }

    @Test func `a cursor of another kind or another address starts anew`() {
        #expect(FeedMemory.read(["feed": .ids(high: "1", walk: nil)], url: url) == nil)
        #expect(FeedMemory.read(["feed": .token("nonsense")], url: url) == nil)
        let memory = FeedMemory(url: "https://other.example", body: "", since: now)
        #expect(
            FeedMemory.read(memory.cursors, url: url) == nil
                && FeedMemory.read(memory.cursors, url: memory.url) == memory)
    }

    @Test func `rest is granted for an hour at most, the longest of what is asked`() throws {
        func rest(_ channel: String, _ headers: [(String, String)] = []) throws -> Moment? {
            try page(answer(Sample.rss("<item><title>A</title></item>", channel: channel), headers: headers)).notBefore
        }
        #expect(try rest("<ttl>5</ttl>") == now + .seconds(300))
        #expect(
            try rest("<ttl>5</ttl>", [("cache-control", "public, max-age=\"600\""), ("age", "60")]) == now
                + .seconds(540))
        #expect(
            try rest("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>") == now
                + .seconds(900))
        #expect(try rest("<sy:updatePeriod>weekly</sy:updatePeriod>") == now + .seconds(3600))
        #expect(try rest("<ttl>99999999999999999999</ttl>") == now + .seconds(3600))
        #expect(try rest("", [("cache-control", "max-age=600, no-cache")]) == nil)
        #expect(try rest("", [("cache-control", "max-age=x")]) == nil && rest("<ttl>-5</ttl>") == nil)
    }

    @Test func `a web page in a feed's place is kept for a person to look at, once`() throws {
        let first = try page(answer("<html><title>We are back soon</title></html>"))
        guard case .unreadable(let item) = first.items.first else {
            Issue.record("not quarantined")
            return
        }
        #expect(item.reason == "the address gives a web page and not a feed")
        #expect(item.raw == Array("<html><title>We are back soon</title></html>".utf8))
    }

    @Test func `what is nothing is a failing source and not a message`() {
        #expect(self.failure(answer(""))?.reason.contains("an empty document") == true)
        #expect(self.failure(answer("", status: 410))?.next == .tellPerson)
        #expect(self.failure(answer("", status: 304))?.next == .tryAgain)
    }

    @Test func `an unreadable document is quarantined once, and then a failing source`() throws {
        let broken = "{\"version\": \"https://jsonfeed.org/version/1.1\", nothing"
        let first = try page(answer(broken, headers: [("etag", "\"1\""), ("content-type", "application/json")]))
        guard case .unreadable(let item) = first.items.first else {
            Issue.record("not quarantined")
            return
        }
        #expect(
            item.raw == Array(broken.utf8) && item.reason.contains("not valid JSON")
                && item.contentType == "application/json")
        #expect(FeedMemory.read(first.cursors, url: url)?.etag == nil)
        #expect(failure(answer(broken), from: first.cursors)?.next == .tryAgain)
        #expect(failure(answer(broken + "!"), from: first.cursors)?.reason.contains("could not be read") == true)
        let healed = try page(answer(feed), from: first.cursors)
        #expect(healed.items.count == 2 && FeedMemory.read(healed.cursors, url: url)?.isBroken == nil)
    }

    @Test func `a permanent move is remembered and forgotten with the validators`() throws {
        let moved = try page(answer(feed, movedTo: "https://new.example/feed"))
        #expect(FeedMemory.read(moved.cursors, url: url)?.moved == "https://new.example/feed")
        let later = try page(answer(feed + " "), from: moved.cursors, at: now + .seconds(60))
        #expect(FeedMemory.read(later.cursors, url: url)?.moved == "https://new.example/feed")
        let old = try page(answer(feed + "  "), from: moved.cursors, at: now + .seconds(9 * 86_400))
        #expect(FeedMemory.read(old.cursors, url: url)?.moved == nil)
    }
}

struct FeedIdentityTests {
    private func identities(_ entries: [(id: String, link: String, title: String)]) -> [String] {
        FeedIdentity.identities(
            of: entries.map {
                var entry = FeedEntry()
                (entry.id, entry.link, entry.title) = $0
                return entry
            }, source: "s")
    }

    @Test func `an entry is known by its id, else its link, else its words`() {
        #expect(identities([("g", "l", "t")]) == ["feed:s:g"] && identities([("", "l", "t")]) == ["feed:s:l"])
        let words = identities([("", "", "t"), ("", "", "u")])
        #expect(words[0].hasPrefix("feed:s:hash:") && words[0] != words[1])
    }

    @Test func `entries that share an id but not a link are both kept, wherever they stand`() {
        let ours = identities([("g", "1", "a"), ("g", "2", "b"), ("h", "3", "c")])
        #expect(Set(ours).count == 3 && ours[2] == "feed:s:h")
        #expect(identities([("h", "3", "c"), ("g", "2", "b"), ("g", "1", "a")]) == ours.reversed())
        #expect(Set(identities([("", "home", "a"), ("", "home", "b")])).count == 2)
        // Two versions of one entry.
        #expect(Set(identities([("g", "1", "a"), ("g", "1", "b")])).count == 1)
    }
}
