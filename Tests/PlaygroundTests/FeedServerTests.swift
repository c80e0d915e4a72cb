import Foundation
import Testing

@testable import Playground

@Suite struct FeedServerTests {
    private func withServer(
        now: @escaping @Sendable () -> Date = { evening }, _ body: (FeedServer) async throws -> Void
    ) async throws {
        let server = FeedServer(now: now)
        try await server.start()
        do {
            try await body(server)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private let entry = FeedEntry(
        id: "tag:s.example,2026:1", title: "Down & out <b>", html: "<p>No service in \"Pennick\"\u{1}</p>",
        link: "https://s.example/1?a=b&c=d", published: evening)

    @Test func `one list of entries is read by Python as Atom, RSS and JSON Feed`() async throws {
        try await withServer { server in
            server.put(entry)
            let read = try await Outside.python(
                """
                import urllib.request, xml.etree.ElementTree as tree
                get = lambda url: urllib.request.urlopen(url).read()
                atom, rss, feed = tree.fromstring(get(argv[0])), tree.fromstring(get(argv[1])), json.loads(get(argv[2]))
                a = '{http://www.w3.org/2005/Atom}'
                e, i, j = atom.find(a + 'entry'), rss.find('channel/item'), feed['items'][0]
                print(json.dumps([
                    [e.find(a + 'id').text, e.find(a + 'title').text, e.find(a + 'content').text, e.find(a + 'link').get('href')],
                    [i.find('guid').text, i.find('title').text, i.find('description').text, i.find('link').text],
                    [j['id'], j['title'], j['content_html'].replace(chr(1), ''), j['url']],
                    [e.find(a + 'updated').text, i.find('pubDate').text, j['date_published']]]))
                """, [server.atomURL, server.rssURL, server.jsonURL])
            let lists = try #require(try JSONSerialization.jsonObject(with: Data(read.output)) as? [[String]])
            let same = [entry.id, entry.title, "<p>No service in \"Pennick\"</p>", entry.link]
            #expect(lists[0] == same)
            #expect(lists[1] == same)
            #expect(lists[2] == same)
            #expect(lists[3] == ["2026-11-22T18:00:00Z", "Sun, 22 Nov 2026 18:00:00 +0000", "2026-11-22T18:00:00Z"])
        }
    }

    @Test func `what is unchanged is answered 304, by either validator, until an entry changes`() async throws {
        let clock = HandClock()
        try await withServer(now: { clock.now }) { server in
            server.put(entry)
            let first = try await Outside.curl(server.atomURL)
            #expect(first.status == 200)
            #expect(first.headers["content-type"] == "application/atom+xml; charset=utf-8")
            let tag = try #require(first.headers["etag"])
            let date = try #require(first.headers["last-modified"])
            let again = try await Outside.curl(server.atomURL, ["-H", "If-None-Match: \"x\", W/\(tag)"])
            #expect(again.status == 304)
            #expect(again.body.isEmpty)
            #expect(again.headers["etag"] == tag)
            #expect(again.headers["content-length"] == nil)
            let head = try await Outside.curl(server.atomURL, ["-I"])
            #expect(head.status == 200)
            #expect(head.headers["content-length"] == String(first.body.count))
            #expect(try await Outside.curl(server.atomURL, ["-H", "If-Modified-Since: \(date)"]).status == 304)
            let mixed = ["-H", "If-None-Match: \"x\"", "-H", "If-Modified-Since: \(date)"]
            #expect(try await Outside.curl(server.atomURL, mixed).status == 200, "the tag decides where there is one")
            clock.move(60)
            var changed = entry
            changed.title = "Back"
            server.put(changed)
            #expect(server.entries == [changed])
            #expect(try await Outside.curl(server.atomURL, ["-H", "If-None-Match: \(tag)"]).status == 200)
            #expect(try await Outside.curl(server.atomURL, ["-H", "If-Modified-Since: \(date)"]).status == 200)
            server.remove(entry.id)
            #expect(server.entries.isEmpty)
        }
    }

    @Test func `a test lays any answer on any path and sees what was asked`() async throws {
        try await withServer { server in
            server.serve(
                "/history.atom",
                Reply(status: 503, headers: [(name: "Retry-After", value: "7")], body: [0xFF, 0x00, 0x0A]))
            let laid = try await Outside.curl(server.atomURL, ["-A", "listener/1"])
            #expect(laid.status == 503)
            #expect(laid.headers["retry-after"] == "7")
            #expect(laid.body == [0xFF, 0x00, 0x0A])
            #expect(server.asked.last?.header("user-agent") == "listener/1")
            server.unserve("/history.atom")
            #expect(try await Outside.curl(server.atomURL).status == 200)
            #expect(try await Outside.curl("\(server.base)/nothing").status == 404)
            #expect(try await Outside.curl(server.atomURL, ["-X", "POST"]).status == 405)
            #expect(server.asked.map(\.path) == ["/history.atom", "/history.atom", "/nothing", "/history.atom"])
        }
    }
}
