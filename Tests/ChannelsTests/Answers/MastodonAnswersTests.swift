import Foundation
import Playground
import Testing
import Triage
import Wire

@testable import Channels

@Suite struct MastodonAnswersTests {
    private static let source: SourceName = "fediverse"

    private struct Scene {
        var server: MastodonServer
        var sender: MastodonAnswers
        let now = AnswerSample.now

        func answers() -> [FediStatus] { server.statuses.filter { $0.inReplyTo != nil } }

        func address(
            _ id: SnowflakeID, author: String = "mira", _ seen: Message.Visibility = .open,
            asked: Message.Visibility? = nil
        ) -> AnswerAddress {
            let handle = Handle(channel: .mastodon, normalised: author.contains("@") ? author : "\(author)@127.0.0.1")
            let message = Message(
                identity: sender.reading.identity("\(id)"), source: MastodonAnswersTests.source, channel: .mastodon,
                author: .init(handle: handle), text: "?", time: now, visibility: seen)
            return AnswerAddress(handle: handle, message: message, visibility: asked ?? seen)
        }
    }

    private func withServer(token: String? = nil, _ body: (Scene) async throws -> Void) async throws {
        let now = AnswerSample.now
        let server = MastodonServer(now: { Date(timeIntervalSince1970: Double(now.microseconds) / 1_000_000) })
        let exchange = try Exchange()
        try await server.start()
        do {
            let sender = try MastodonAnswers(
                source: Self.source, line: PageLine(exchange: exchange, addresses: .anywhere, now: { now }),
                url: server.url, token: token ?? server.token)
            try await body(Scene(server: server, sender: sender))
        } catch {
            await server.stop()
            await exchange.close()
            throw error
        }
        await server.stop()
        await exchange.close()
    }

    @Test(arguments: [
        (FediStatus.Visibility.public, Message.Visibility.open), (.unlisted, .unlisted), (.private, .followers),
        (.direct, .direct),
    ])
    func `an answer replies to the very post, names its author and is seen by no more people`(
        _ posted: FediStatus.Visibility, _ seen: Message.Visibility
    ) async throws {
        try await withServer { scene in
            let post = scene.server.post(author: "mira", text: "@quillfone no signal", visibility: posted)
            let receipt = try await scene.sender.send(AnswerSample.letter(), to: scene.address(post, seen))
            let answer = try #require(scene.answers().first)
            #expect(answer.inReplyTo == post)
            #expect(answer.visibility == posted)
            #expect(answer.text == "@mira \(AnswerSample.words)")
            #expect(receipt == scene.sender.reading.identity("\(answer.id)"))
            // A narrower wish is kept, a wider one is not.
            #expect(MastodonAnswers.visibility(scene.address(post, seen, asked: .direct)) == "direct")
            #expect(MastodonAnswers.visibility(scene.address(post, .direct, asked: seen)) == "direct")
        }
    }

    @Test func `what answers no post is between the two of them`() async throws {
        try await withServer { scene in
            scene.server.account("tom@elsewhere.example")
            let tom = Handle(channel: .mastodon, normalised: "tom@elsewhere.example")
            _ = try await scene.sender.send(
                AnswerSample.letter(), to: AnswerAddress(handle: tom, message: nil, visibility: .open))
            let answer = try #require(scene.server.statuses.last)
            #expect(answer.visibility == .direct)
            #expect(answer.text.hasPrefix("@tom@elsewhere.example "))
        }
    }

    @Test func `a server that fails after it has posted is read, and nothing is posted twice`() async throws {
        try await withServer { scene in
            let post = scene.server.post(author: "mira", text: "@quillfone no signal")
            let (letter, address) = (AnswerSample.letter(), scene.address(post))
            let before = try await scene.sender.wasTaken(letter, to: address, since: scene.now)
            #expect(before == nil)
            scene.server.failPosts(status: 500, posting: true)
            #expect(await AnswerSample.kind { try await scene.sender.send(letter, to: address) } == .unknown)
            let found = try await scene.sender.wasTaken(letter, to: address, since: scene.now)
            #expect(found == scene.sender.reading.identity("\(try #require(scene.answers().first).id)"))
            // The key is known for an hour, should it be sent again all the same.
            #expect(try await scene.sender.send(letter, to: address) == found)
            #expect(scene.answers().count == 1)
            scene.server.failPosts(status: nil, posting: false)
            let other = AnswerSample.letter("Another answer.", key: "other")
            #expect(await AnswerSample.kind { try await scene.sender.send(other, to: address) } == .unknown)
            let lost = try await scene.sender.wasTaken(other, to: address, since: scene.now)
            #expect(lost == nil)
        }
    }

    @Test func `the timeline is read as far as the doubt reaches back`() async throws {
        try await withServer { scene in
            let post = scene.server.post(author: "mira", text: "@quillfone no signal")
            let (letter, address) = (AnswerSample.letter(), scene.address(post))
            let sent = try await scene.sender.send(letter, to: address)
            for number in 1...90 { scene.server.post(author: "quillfone", text: "news \(number)") }
            #expect(try await scene.sender.wasTaken(letter, to: address, since: scene.now) == sent)
            for number in 91...250 { scene.server.post(author: "quillfone", text: "news \(number)") }
            #expect(
                await AnswerSample.kind { try await scene.sender.wasTaken(letter, to: address, since: scene.now) }
                    == .unknown)
        }
    }

    @Test func `a post that was deleted in between takes its answer with it`() async throws {
        try await withServer { scene in
            let post = scene.server.post(author: "mira", text: "@quillfone no signal")
            let address = scene.address(post)
            scene.server.delete(post)
            #expect(
                await AnswerSample.kind { try await scene.sender.send(AnswerSample.letter(), to: address) } == .gone)
            let another = scene.server.post(author: "mira", text: "@quillfone still none")
            let long = AnswerSample.letter(String(repeating: "long ", count: 200))
            #expect(
                await AnswerSample.kind { try await scene.sender.send(long, to: scene.address(another)) } == .refused)
        }
    }

    @Test func `too many requests wait for the server's own time, and a wrong token is a person's`() async throws {
        try await withServer { scene in
            let post = scene.server.post(author: "mira", text: "@quillfone no signal")
            scene.server.exhaust(withToken: true)
            let kind = await AnswerSample.kind {
                try await scene.sender.send(AnswerSample.letter(), to: scene.address(post))
            }
            guard case .throttled(let until)? = kind else {
                Issue.record("it should wait: \(String(describing: kind))")
                return
            }
            #expect(until > scene.now)
            // Nobody could be asked, which says nothing of what was sent.
            guard
                case .throttled? = await AnswerSample.kind(of: {
                    try await scene.sender.wasTaken(AnswerSample.letter(), to: scene.address(post), since: scene.now)
                })
            else {
                Issue.record("it should wait")
                return
            }
        }
        try await withServer(token: "stale") { scene in
            let post = scene.server.post(author: "mira", text: "@quillfone no signal")
            let address = scene.address(post)
            #expect(
                await AnswerSample.kind { try await scene.sender.send(AnswerSample.letter(), to: address) } == .refused)
            #expect(
                await AnswerSample.kind {
                    try await scene.sender.wasTaken(AnswerSample.letter(), to: address, since: scene.now)
                } == .unreachable)
        }
    }

    @Test func `what fits is what the server says, less the name of whom it is for`() async throws {
        try await withServer { scene in
            let post = scene.server.post(author: "mira", text: "@quillfone no signal")
            scene.server.limit(post: 300)
            #expect(try await scene.sender.room(for: scene.address(post)) == .characters(294, link: 23))
            #expect(
                MastodonAnswers.bounds(in: Array(#"{"configuration":{"statuses":{"max_characters":3}}}"#.utf8)) == nil)
            #expect(MastodonAnswers.bounds(in: Array("<html>".utf8)) == nil)
        }
    }

    @Test(arguments: [
        ("@mira " + AnswerSample.words, AnswerSample.words, true),
        ("@mira Back at nine. desk.quillfone.example/b…", "Back at nine. https://desk.quillfone.example/b/long", true),
        ("@mira Somebody will ring you.", "Back at nine.", false), ("@mira", "Back at nine.", false),
    ])
    func `an answer is known by its words, however the server shows them`(_ post: String, _ sent: String, _ same: Bool)
    {
        #expect(MastodonAnswers.says(post, sent) == same)
    }
}
