import Foundation
import Testing

@testable import Playground

@Suite struct MastodonServerTests {
    private func withServer(
        now: @escaping @Sendable () -> Date = { evening }, _ body: (MastodonServer) async throws -> Void
    ) async throws {
        let server = MastodonServer(now: now)
        try await server.start()
        do {
            try await body(server)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private func fill(_ server: MastodonServer, _ count: Int) -> [String] {
        (0..<count).map { number in
            server.post(
                author: "ann", text: "post \(number) #Quillfone", at: evening.addingTimeInterval(Double(number))
            )
            .description
        }
    }

    @Test func `a hashtag is open to everyone, whatever its case, and shows the newest first`() async throws {
        try await withServer { server in
            let ids = fill(server, 50)
            let page = try await Outside.curl("\(server.url)/api/v1/timelines/tag/quillFONE")
            #expect(page.status == 200)
            #expect(page.ids == ids.suffix(20).reversed())
            let large = try await Outside.curl("\(server.url)/api/v1/timelines/tag/quillfone?limit=400")
            #expect(large.ids.count == 40)
            #expect(try await Outside.curl("\(server.url)/api/v1/timelines/tag/other").text == "[]")
        }
    }

    @Test func `min_id gives the page next to the cursor, since_id skips the middle, max_id looks back`() async throws {
        try await withServer { server in
            let ids = fill(server, 30)
            let base = "\(server.url)/api/v1/timelines/tag/quillfone?limit=5"
            #expect(try await Outside.curl("\(base)&min_id=\(ids[9])").ids == ids[10...14].reversed())
            #expect(try await Outside.curl("\(base)&since_id=\(ids[9])").ids == ids[25...29].reversed())
            #expect(try await Outside.curl("\(base)&max_id=\(ids[9])").ids == ids[4...8].reversed())
            #expect(try await Outside.curl("\(base)&min_id=\(ids[9])&max_id=\(ids[12])").ids == [ids[11], ids[10]])
            let end = try await Outside.curl("\(base)&min_id=\(ids[29])")
            #expect(end.text == "[]")
            #expect(end.headers["link"] == nil)
        }
    }

    @Test func `walking back by the Link header meets every post once`() async throws {
        try await withServer { server in
            let ids = fill(server, 23)
            var met: [String] = []
            var next: String? = "\(server.url)/api/v1/timelines/tag/quillfone?limit=5"
            while let address = next, met.count < 100 {
                let page = try await Outside.curl(address)
                met += page.ids
                let link = page.headers["link"] ?? ""
                next = link.contains("rel=\"next\"") ? String(link.dropFirst().prefix { $0 != ">" }) : nil
                #expect(page.ids.isEmpty || link.contains("limit=5&min_id=\(page.ids[0])>; rel=\"prev\""))
            }
            #expect(met == ids.reversed())
        }
    }

    @Test func `notifications need the token and are filtered by type`() async throws {
        try await withServer { server in
            server.post(author: "ann", text: "hello @quillfone", at: evening)
            let own = server.post(author: "quillfone", text: "we are here @quillfone", at: evening)
            server.favourite(own, by: "ben", at: evening)
            server.follow(by: "cem", at: evening)
            let address = "\(server.url)/api/v1/notifications"
            let token = ["-H", "Authorization: Bearer \(server.token)"]
            #expect(try await Outside.curl(address).status == 401)
            #expect(try await Outside.curl(address, ["-H", "Authorization: Bearer wrong"]).status == 401)
            let all = try await Outside.curl(address, token)
            #expect(all.list.compactMap { $0["type"] as? String } == ["follow", "favourite", "mention"])
            let mentions = try await Outside.curl("\(address)?types[]=mention", token)
            #expect(mentions.ids == ["1"])
            #expect((mentions.list[0]["status"] as? [String: Any])?["content"] as? String != nil)
            let others = try await Outside.curl("\(address)?exclude_types%5B%5D=mention", token)
            #expect(others.ids == ["3", "2"])
            let me = try await Outside.curl("\(server.url)/api/v1/accounts/verify_credentials", token)
            #expect(me.object["acct"] as? String == "quillfone")
            #expect(try await Outside.curl("\(server.url)/api/v1/accounts/verify_credentials").status == 401)
        }
    }

    @Test func `who has spent the window is told so until it ends`() async throws {
        let clock = HandClock()
        try await withServer(now: { clock.now }) { server in
            server.allow(requests: 2, each: 300)
            let address = "\(server.url)/api/v1/timelines/tag/quillfone"
            let first = try await Outside.curl(address)
            #expect(first.headers["x-ratelimit-limit"] == "2")
            #expect(first.headers["x-ratelimit-remaining"] == "1")
            #expect(first.headers["x-ratelimit-reset"] == "2026-11-22T18:05:00.000000Z")
            #expect(try await Outside.curl(address).status == 200)
            let spent = try await Outside.curl(address)
            #expect(spent.status == 429)
            #expect(spent.object["error"] as? String == "Too many requests")
            #expect(spent.headers["x-ratelimit-remaining"] == "0")
            let token = ["-H", "Authorization: Bearer \(server.token)"]
            #expect(try await Outside.curl(address, token).status == 200, "the token has an allowance of its own")
            clock.move(300)
            #expect(try await Outside.curl(address).status == 200)
            server.exhaust(withToken: false)
            #expect(try await Outside.curl(address).status == 429)
        }
    }

    @Test func `a post over HTTP needs the token and is made once for one key`() async throws {
        try await withServer { server in
            let parent = server.post(author: "ann", text: "help @quillfone", at: evening)
            let address = "\(server.url)/api/v1/statuses"
            let token = ["-H", "Authorization: Bearer \(server.token)"]
            let form = [
                "-d", "in_reply_to_id=\(parent)", "-d", "visibility=direct", "--data-urlencode",
                "status=@ann we're on it",
            ]
            #expect(try await Outside.curl(address, form).status == 401)
            let one = try await Outside.curl(address, token + form + ["-H", "Idempotency-Key: k1"])
            let two = try await Outside.curl(address, token + form + ["-H", "Idempotency-Key: k1"])
            #expect(one.status == 200)
            #expect(one.object["id"] as? String == two.object["id"] as? String)
            #expect(server.statuses.count == 2)
            let reply = try #require(server.statuses.last)
            #expect(reply.inReplyTo == parent)
            #expect(reply.visibility == .direct)
            #expect(reply.text == "@ann we're on it")
            let json = [
                "-H", "Content-Type: application/json", "-d", #"{"status":"as JSON","visibility":"unlisted"}"#,
            ]
            #expect(try await Outside.curl(address, token + json).status == 200)
            #expect(server.statuses.last?.visibility == .unlisted)
            let long = String(repeating: "x", count: 501)
            #expect(try await Outside.curl(address, token + ["-d", "status=\(long)"]).status == 422)
            #expect(try await Outside.curl(address, token + ["-d", "status=%20"]).status == 422)
            #expect(try await Outside.curl(address, token + ["-d", "status=x&visibility=secret"]).status == 422)
            #expect(try await Outside.curl(address, token + ["-d", "status=x&in_reply_to_id=1"]).status == 404)
            #expect(server.statuses.count == 3)
        }
    }

    @Test func `a key is forgotten after an hour`() async throws {
        let clock = HandClock()
        try await withServer(now: { clock.now }) { server in
            let options = [
                "-H", "Authorization: Bearer \(server.token)", "-H", "Idempotency-Key: k", "-d", "status=hello",
            ]
            let one = try await Outside.curl("\(server.url)/api/v1/statuses", options)
            clock.move(3599)
            let two = try await Outside.curl("\(server.url)/api/v1/statuses", options)
            clock.move(2)
            let three = try await Outside.curl("\(server.url)/api/v1/statuses", options)
            #expect(one.object["id"] as? String == two.object["id"] as? String)
            #expect(one.object["id"] as? String != three.object["id"] as? String)
        }
    }

    @Test func `an edited post keeps its id, a deleted one is gone with its notification`() async throws {
        try await withServer { server in
            let id = server.post(author: "ann", text: "@quillfone it is 3 #quillfone", at: evening)
            server.edit(id, text: "@quillfone it is 300 #quillfone", at: evening.addingTimeInterval(60))
            let address = "\(server.url)/api/v1/statuses/\(id)"
            let edited = try await Outside.curl(address)
            #expect(edited.object["edited_at"] as? String == "2026-11-22T18:01:00.000Z")
            #expect((edited.object["content"] as? String)?.contains("it is 300") == true)
            let token = ["-H", "Authorization: Bearer \(server.token)"]
            let list = "\(server.url)/api/v1/notifications"
            #expect(try await Outside.curl(list, token).ids.count == 1)
            server.delete(id)
            #expect(try await Outside.curl(address).status == 404)
            #expect(try await Outside.curl(list, token).ids.isEmpty)
            #expect(try await Outside.curl("\(server.url)/api/v1/timelines/tag/quillfone").ids.isEmpty)
            #expect(try await Outside.curl("\(server.url)/api/v1/statuses?id[]=\(id)").text == "[]")
        }
    }

    @Test func `what is not public stays out of the timeline and a direct post is for those it names`() async throws {
        try await withServer { server in
            let direct = server.post(author: "ann", text: "@quillfone #quillfone", visibility: .direct, at: evening)
            let between = server.post(author: "ann", text: "@ben #quillfone", visibility: .direct, at: evening)
            server.post(author: "ann", text: "#quillfone", visibility: .unlisted, at: evening)
            let timeline = try await Outside.curl("\(server.url)/api/v1/timelines/tag/quillfone")
            #expect(timeline.text == "[]")
            let token = ["-H", "Authorization: Bearer \(server.token)"]
            #expect(try await Outside.curl("\(server.url)/api/v1/statuses/\(direct)").status == 404)
            #expect(try await Outside.curl("\(server.url)/api/v1/statuses/\(direct)", token).status == 200)
            #expect(try await Outside.curl("\(server.url)/api/v1/statuses/\(between)", token).status == 404)
        }
    }

    @Test func `a post with an old time gets an old id, and no id is given twice`() async throws {
        try await withServer { server in
            let new = server.post(author: "ann", text: "new", at: evening)
            let old = server.post(author: "ann", text: "old", at: evening.addingTimeInterval(-3600))
            let same = server.post(author: "ann", text: "same moment", at: evening)
            #expect(old < new)
            #expect(new < same)
        }
        var maker = SnowflakeID.Maker()
        let many = (0..<70_000).map { _ in maker.make(at: evening) }
        let after = maker.make(at: evening.addingTimeInterval(0.001))
        #expect(Set(many + [after]).count == 70_001)
    }

    @Test func `text becomes the HTML that Mastodon serves`() {
        let ann = FediAccount(
            id: SnowflakeID(number: 7), handle: "ann", displayName: "", bot: false, followers: 0, createdAt: evening)
        let markup = StatusMarkup(
            "Hi @ann & <you>\nsee https://www.shop.example/a/very/long/path/to/something?x=1.\n\n#Quillfone #2026 a@b.example @nobody",
            server: "http://h", find: { $0 == "ann" ? ann : nil })
        #expect(
            markup.html
                == "<p>Hi <span class=\"h-card\" translate=\"no\"><a href=\"http://h/@ann\" class=\"u-url mention\">@<span>ann</span></a></span> &amp; &lt;you&gt;<br />see <a href=\"https://www.shop.example/a/very/long/path/to/something?x=1\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"><span class=\"invisible\">https://www.</span><span class=\"ellipsis\">shop.example/a/very/long/path/</span><span class=\"invisible\">to/something?x=1</span></a>.</p><p><a href=\"http://h/tags/quillfone\" class=\"mention hashtag\" rel=\"tag\">#<span>Quillfone</span></a> #2026 a@b.example @nobody</p>"
        )
        #expect(markup.tags == ["Quillfone"])
        #expect(markup.mentions == [ann])
    }
}
