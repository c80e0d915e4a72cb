import Testing
import Triage
import Wire

@testable import Channels

@Suite struct MastodonListenerTests {
    let server = ScriptedServer()

    // MARK: Gaps

    @Test func `a source that starts from now hears what comes after its baseline, once`() async throws {
        server.post(1...100)
        let listener = try server.listener()
        var hearing = Hearing()
        try await hearing.round(listener)
        #expect(hearing.heard.isEmpty)
        server.post(101...230)
        try await hearing.round(listener)
        try await hearing.round(listener)
        #expect(hearing.heard.map(\.identity) == (101...230).map { "mastodon:social.example/\($0)" })
    }

    @Test func `a timeline that was empty at the start is heard from its first post`() async throws {
        let listener = try server.listener()
        var hearing = Hearing()
        try await hearing.round(listener)
        server.post(1...3)
        try await hearing.round(listener)
        #expect(hearing.ids.sorted() == [1, 2, 3])
    }

    @Test func `ids of other lengths are put in order`() async throws {
        server.post([9])
        let listener = try server.listener()
        var hearing = Hearing()
        try await hearing.round(listener)
        server.post([10, 99, 100])
        try await hearing.round(listener)
        #expect(hearing.ids == [10, 99, 100])
        #expect(hearing.cursors["#quillfone"] == .ids(high: "100", walk: nil))
    }

    @Test(arguments: [true, false], [true, false])
    func `a gap is closed whether the server knows min_id or not, and across crashes`(
        _ honours: Bool, _ crashes: Bool
    ) async throws {
        server.change { $0.honoursMinID = honours }
        server.post(1...50)
        let listener = try server.listener()
        var hearing = Hearing()
        try await hearing.round(listener)
        for start in [51, 400, 403] {
            server.post(start...(start == 51 ? 399 : start + 2))
            let server = server
            try await hearing.round(try server.listener(), fresh: crashes ? { try server.listener() } : nil)
        }
        #expect(hearing.ids.sorted() == Array(51...405))
        #expect(hearing.cursors["#quillfone"] == .ids(high: "405", walk: nil))
    }

    @Test(arguments: [true, false])
    func `a gap of exactly a page is closed`(_ honours: Bool) async throws {
        server.change { $0.honoursMinID = honours }
        server.post(1...10)
        var hearing = Hearing()
        try await hearing.round(try server.listener())
        server.post(11...50)
        try await hearing.round(try server.listener())
        server.post(51...130)
        try await hearing.round(try server.listener())
        #expect(hearing.ids.sorted() == Array(11...130))
    }

    @Test func `a server that knows neither min_id nor max_id is not asked for ever`() async throws {
        server.change { ($0.honoursMinID, $0.honoursMaxID) = (false, false) }
        server.post(1...10)
        let listener = try server.listener()
        var hearing = Hearing()
        try await hearing.round(listener)
        server.post(11...90)
        try await hearing.round(listener)
        #expect(hearing.pages < 10)
        #expect(hearing.ids.sorted() == Array(51...90))
    }

    @Test func `a server that sends fewer than it was asked for is walked to the end`() async throws {
        server.change { ($0.limit, $0.sendsLink) = (7, false) }
        server.post(1...100)
        var hearing = Hearing()
        try await hearing.round(try server.listener(since: .beginning))
        #expect(hearing.ids.sorted() == Array(1...100))
    }

    // MARK: Where to start

    @Test(arguments: [true, false])
    func `from the beginning, everything is heard, newest pages first`(_ crashes: Bool) async throws {
        server.post(1...200)
        let server = server
        var hearing = Hearing()
        try await hearing.round(
            try server.listener(since: .beginning), fresh: crashes ? { try server.listener(since: .beginning) } : nil)
        #expect(hearing.ids.sorted() == Array(1...200))
        #expect(hearing.ids.prefix(40) == ArraySlice(Array(161...200)))
        server.post([201])
        try await hearing.round(try server.listener(since: .beginning))
        #expect(hearing.ids.count == 201)
    }

    @Test func `from a moment, nothing older is heard and the walk ends there`() async throws {
        server.post(1...400)
        var hearing = Hearing()
        try await hearing.round(try server.listener(since: .moment(Moment(seconds: 301))))
        #expect(hearing.ids.sorted() == Array(301...400))
        #expect(hearing.pages <= 6)
    }

    // MARK: Reading again

    @Test func `a post that the server learned of late is heard within the hour`() async throws {
        func at(_ id: Int) -> Moment { Moment(seconds: Int64(id)) }
        let start = 1_000_000
        server.post([start - 5000, start])
        let listener = try server.listener()
        var hearing = Hearing()
        try await hearing.round(listener, now: at(start))
        server.post([start + 100])
        try await hearing.round(listener, now: at(start + 200))
        #expect(hearing.ids == [start + 100])
        // Its id is from when it was written.
        server.post([start + 50])
        try await hearing.round(listener, now: at(start + 1000))
        #expect(hearing.ids == [start + 100])
        try await hearing.round(listener, now: at(start + 3700))
        #expect(hearing.ids.sorted() == [start + 50, start + 100])
        // What was there before the source's start stays unheard, also by the second reading again.
        try await hearing.round(listener, now: at(start + 7400))
        #expect(hearing.ids.sorted() == [start + 50, start + 100])
    }

    @Test func `reading again goes back over several pages and survives crashes`() async throws {
        let start = 1_000_000
        server.post([start])
        var hearing = Hearing()
        let server = server
        try await hearing.round(try server.listener(), now: Moment(seconds: Int64(start)))
        server.post((start + 1)...(start + 300))
        try await hearing.round(try server.listener(), now: Moment(seconds: Int64(start + 400)))
        let before = hearing.heard.count
        server.post([start + 10_000], written: { _ in Moment(seconds: Int64(start + 3000)) })
        try await hearing.round(
            try server.listener(), now: Moment(seconds: Int64(start + 3700)), fresh: { try server.listener() })
        #expect(hearing.heard.count >= before + 301)
        #expect(hearing.cursors["#quillfone/again-at"] == Cursor.none)
        #expect(hearing.cursors["#quillfone/again"] == .time(Moment(seconds: Int64(start + 3700)), overlap: 3600))
    }

    @Test func `an edit is heard as a revision of the same post`() async throws {
        let listener = try server.listener(since: .beginning)
        server.post([100], written: { _ in Moment(seconds: 5000) })
        var hearing = Hearing()
        try await hearing.round(listener, now: Moment(seconds: 6000))
        server.change { $0.timelines["/api/v1/timelines/tag/quillfone"]![0].edited = "1970-01-01T01:50:00.000Z" }
        try await hearing.round(listener, now: Moment(seconds: 9700))
        #expect(hearing.heard.map(\.revision) == ["", "1970-01-01T01:50:00.000Z"])
        #expect(Set(hearing.heard.map(\.identity)).count == 1)
    }

    // MARK: Lanes

    @Test func `lanes are closed in turn, and one that needs a person does not hold up the others`() async throws {
        server.change { $0.answers["/api/v1/notifications"] = ScriptedServer.answer(401, #"{"error":"revoked"}"#) }
        let listener = try server.listener(["mentions", "#quillfone", "#fonequill"], token: "secret")
        var hearing = Hearing()
        try await hearing.round(listener)
        server.post(1...90)
        server.post(1000...1090, to: "fonequill")
        try await hearing.round(listener)
        #expect(hearing.heard.count == 181)
        let trouble = try #require(hearing.last?.trouble)
        #expect(trouble.next == .tellPerson)
        #expect(trouble.reason.contains("token"))
        #expect(!trouble.reason.contains("secret"))
        // Neither lane waited for the other's end.
        let turns = server.asked.filter { $0.contains("tag") }.map { $0.contains("fonequill") }
        #expect(turns.firstIndex(of: true)! < turns.lastIndex(of: false)!)
        // It is left alone for a while, then asked again.
        let asked = server.asked.filter { $0.contains("notifications") }.count
        #expect(asked == 1)
        server.change { $0.answers = [:] }
        try await hearing.round(listener, now: Moment(seconds: 10_000 + 901))
        #expect(hearing.last?.trouble == nil)
    }

    @Test func `a source of which no lane can be heard has failed`() async throws {
        server.change {
            $0.answers["/api/v1/timelines/tag/quillfone"] = ScriptedServer.answer(401)
            $0.answers["/api/v1/timelines/tag/other"] = ScriptedServer.answer(404)
        }
        let listener = try server.listener(["#quillfone", "#other"])
        let failure = await #expect(throws: ListenFailure.self) {
            try await listener.listen(from: [:], now: Moment(seconds: 1))
        }
        #expect(failure?.next == .tellPerson)
    }

    @Test func `a lane that fails for now gives its turn to the next`() async throws {
        server.post(1...3, to: "other")
        server.change { $0.answers["/api/v1/timelines/tag/quillfone"] = ScriptedServer.answer(502) }
        let listener = try server.listener(["#quillfone", "#other"], since: .beginning)
        await #expect(throws: ListenFailure.self) { try await listener.listen(from: [:], now: Moment(seconds: 1)) }
        let page = try await listener.listen(from: [:], now: Moment(seconds: 1))
        #expect(page.items.count == 3)
    }

    @Test func `mentions are notifications, walked by their own ids`() async throws {
        server.change { state in
            state.timelines["/api/v1/notifications"] = (1...100).map {
                .init(id: $0, text: "hello \($0)", written: Moment(seconds: Int64($0)))
            }
        }
        var hearing = Hearing()
        try await hearing.round(try server.listener(["mentions"], token: "t", since: .beginning))
        #expect(hearing.ids.sorted() == Array(1...100))
        let first = server.asked.first { !$0.contains("verify_credentials") }
        #expect(first == "/api/v1/notifications?types%5B%5D=mention&limit=80")
    }

    @Test(arguments: [
        ("https://social.example", ["mentions"]), ("https://social.example", ["quillfone"]),
        ("https://social.example", []), ("https://social.example", ["#a b"]), ("https://social.example", ["#"]),
        ("social.example", ["#a"]), ("ftp://social.example", ["#a"]), ("https://", ["#a"]),
        ("https://u:p@social.example", ["#a"]), ("https://social.example/?q", ["#a"]),
    ])
    func `settings that cannot work are a person's to mend`(_ url: String, _ listen: [String]) {
        let failure = #expect(throws: ListenFailure.self) {
            try MastodonListener(
                source: "fediverse", url: url, listen: listen, token: "", since: .now, addresses: .open
            ) { _ in ScriptedServer.answer(200, "[]") }
        }
        #expect(failure?.next == .tellPerson)
        #expect(failure?.reason.hasPrefix("fediverse: ") == true)
    }

    @Test func `a hashtag of any script is asked for`() async throws {
        let listener = try server.listener(["#Störung"])
        _ = try await listener.listen(from: [:], now: Moment(seconds: 1))
        #expect(server.asked == ["/api/v1/timelines/tag/Störung?limit=40"])
    }

    // MARK: Troubles

    @Test func `when nearly all requests are spent the source rests until the reset`() async throws {
        server.change {
            $0.headers = [
                (name: "x-ratelimit-limit", value: "300"), (name: "x-ratelimit-remaining", value: "12"),
                (name: "x-ratelimit-reset", value: "1970-01-01T02:50:00.000Z"),
            ]
        }
        let page = try await server.listener().listen(from: [:], now: Moment(seconds: 10_000))
        #expect(page.notBefore == Moment(seconds: 10_200))
        server.change { $0.headers[1].value = "200" }
        #expect(try await server.listener().listen(from: [:], now: Moment(seconds: 10_000)).notBefore == nil)
    }

    @Test func `a reset in the far future does not silence the source for longer than a day`() async throws {
        server.change {
            $0.headers = [
                (name: "x-ratelimit-remaining", value: "0"), (name: "x-ratelimit-reset", value: "99999999999"),
            ]
        }
        let page = try await server.listener().listen(from: [:], now: Moment(seconds: 10_000))
        #expect(page.notBefore == Moment(seconds: 96_400))
    }

    @Test(arguments: [
        (429, ListenFailure.Next.tryAgainAt(Moment(seconds: 10_200), .host)), (206, .tryAgain), (500, .tryAgain),
        (401, .tellPerson), (403, .tellPerson), (404, .tellPerson), (410, .tellPerson), (422, .tellPerson),
    ])
    func `a refusal says what happens next`(_ status: Int, _ next: ListenFailure.Next) async throws {
        server.change {
            $0.answers["/api/v1/timelines/tag/quillfone"] = ScriptedServer.answer(
                status, "{}", [(name: "x-ratelimit-reset", value: "1970-01-01T02:50:00.000Z")])
        }
        let listener = try server.listener()
        let failure = await #expect(throws: ListenFailure.self) {
            try await listener.listen(from: [:], now: Moment(seconds: 10_000))
        }
        #expect(failure?.next == next)
        #expect(failure?.reason.contains("social.example") == true)
    }

    @Test func `a web page is a failure, and moves no cursor`() async throws {
        server.change {
            $0.answers["/api/v1/timelines/tag/quillfone"] = ScriptedServer.answer(200, "\n<!doctype html><p>Sorry")
        }
        let listener = try server.listener()
        let failure = await #expect(throws: ListenFailure.self) {
            try await listener.listen(from: [:], now: Moment(seconds: 1))
        }
        #expect(failure?.next == .tryAgain)
    }

    @Test(arguments: [#"{"error":"no"}"#, "\u{1F}\u{8B}garbage", "[{\"id\":\"1\"", "null"])
    func `an answer that is no list is kept once, moves no cursor, and is then a failure`(_ body: String) async throws {
        server.change { $0.answers["/api/v1/timelines/tag/quillfone"] = ScriptedServer.answer(200, body) }
        let listener = try server.listener()
        let before: Cursors = ["#quillfone": .ids(high: "7", walk: nil)]
        let page = try await listener.listen(from: before, now: Moment(seconds: 1))
        #expect(page.cursors == before)
        #expect(!page.more)
        guard case .unreadable(let kept)? = page.items.first, page.items.count == 1 else {
            Issue.record("not kept")
            return
        }
        #expect(kept.raw == Array(body.utf8))
        let failure = await #expect(throws: ListenFailure.self) {
            try await listener.listen(from: before, now: Moment(seconds: 2))
        }
        #expect(failure?.next == .tryAgain)
    }

    @Test func `a page of which only one post can be read goes on with that one`() async throws {
        let good = ScriptedServer.Post(id: 5, text: "fine", written: Moment(seconds: 5)).json
        server.change {
            $0.answers["/api/v1/timelines/tag/quillfone"] = ScriptedServer.answer(200, #"[{"id":"6"},\#(good),7]"#)
        }
        var hearing = Hearing(cursors: ["#quillfone": .ids(high: "1", walk: nil)])
        try await hearing.round(try server.listener())
        #expect(hearing.ids == [5])
        #expect(Set(hearing.unreadable.map(\.identity)).count == 2)
    }
}
