import Foundation
import Synchronization
import Testing

@testable import Playground

@Suite struct EveningTests {
    /// A clock on which every sleep is over at once, until a moment at which it ends like a cancelled one.
    private final class JumpingClock: Clock, Sendable {
        struct Instant: InstantProtocol {
            var at: Duration
            func advanced(by duration: Duration) -> Instant { Instant(at: at + duration) }
            func duration(to other: Instant) -> Duration { other.at - at }
            static func < (one: Instant, other: Instant) -> Bool { one.at < other.at }
        }

        private let time = Mutex(Duration.zero)
        let end: Duration
        init(end: Duration) { self.end = end }
        var now: Instant { Instant(at: time.withLock { $0 }) }
        var minimumResolution: Duration { .zero }
        func sleep(until deadline: Instant, tolerance: Duration?) async throws {
            guard deadline.at <= end else { throw CancellationError() }
            time.withLock { $0 = max($0, deadline.at) }
        }
    }

    /// A world that nobody listens to needs no ports.
    private func played(for seconds: Double, speed: Double = 1) async -> World {
        let world = World(now: { evening })
        await Evening.play(on: world, speed: speed, clock: JumpingClock(end: .seconds(seconds)))
        return world
    }

    @Test func `a router smokes within five seconds`() async {
        let world = await played(for: 5)
        #expect(world.mastodon.statuses.contains { $0.text.contains("My router is smoking") })
        #expect(await played(for: 2.5, speed: 2).mastodon.statuses.count == world.mastodon.statuses.count)
    }

    @Test func `after a minute and a half the script is over and chatter goes on, always the same`() async {
        let script = await played(for: 95).mastodon.statuses
        let one = await played(for: 1000).mastodon.statuses
        let two = await played(for: 1000).mastodon.statuses
        #expect(one.map(\.text) == two.map(\.text))
        let chatter = one.dropFirst(script.count)
        #expect((40...100).contains(chatter.count), "about one in fifteen seconds")
        #expect(Set(chatter.map(\.text)).count > chatter.count / 2)
        #expect(chatter.allSatisfy { $0.text.lowercased().contains("quillfone") })
        var other = Chatter(seed: 7)
        var usual = Chatter(seed: 8)
        #expect((0..<20).map { _ in other.next().post.text } != (0..<20).map { _ in usual.next().post.text })
    }

    @Test func `a cancelled evening ends`() async {
        let world = World()
        let playing = Task { await Evening.play(on: world) }
        playing.cancel()
        await playing.value
    }

    @Test func `the script is long, of many kinds and tongues, and no two things in it are alike`() {
        let scenes = Evening.scenes
        #expect(scenes.count >= 58)
        #expect((85...95).contains(scenes.last?.at ?? 0))
        var texts: [String] = []
        var tongues: Set<String> = []
        var kinds: Set<String> = []
        for scene in scenes {
            switch scene.happening {
            case .post(let post):
                texts.append(post.text)
                tongues.insert(post.language)
                kinds.insert("post")
            case .edit(_, let text): texts.append(text)
            case .delete: kinds.insert("delete")
            case .notice(let notice):
                texts.append(notice.title)
                kinds.insert("notice")
            case .text(_, let body):
                texts.append(body)
                kinds.insert("text")
            case .letter(let letter):
                texts.append(letter.text)
                kinds.insert("letter")
            }
        }
        #expect(Set(texts).count == texts.count)
        #expect(tongues.isSuperset(of: ["en", "fr", "es", "de"]))
        #expect(kinds.count == 5)
        #expect(texts.allSatisfy { $0.count <= 500 || $0.contains("Marsh") })
    }

    @Test func `everything at once is heard on the channels exactly as the programme says`() async throws {
        let world = World(now: { evening })
        try await world.start()
        let programme = Evening.playAll(on: world)
        let token = ["-H", "Authorization: Bearer \(world.mastodonToken)"]
        let tagged = try await Outside.curl("\(world.mastodonURL)/api/v1/timelines/tag/quillfone?limit=40")
        let older = try await Outside.curl(
            "\(world.mastodonURL)/api/v1/timelines/tag/quillfone?limit=40&max_id=\(tagged.ids.last ?? "")")
        let mentions = try await Outside.curl(
            "\(world.mastodonURL)/api/v1/notifications?types[]=mention&limit=80", token)
        let mentioned = mentions.list.compactMap { ($0["status"] as? [String: Any])?["id"] as? String }
        let byTag = Set(tagged.ids + older.ids)
        #expect(byTag.union(mentioned) == Set(programme.posts.map(\.description)))
        #expect(byTag.count == tagged.ids.count + older.ids.count)
        #expect(!byTag.isDisjoint(with: mentioned), "some posts arrive twice")
        #expect(mentioned.contains { !byTag.contains($0) }, "and some only as mentions")
        #expect(programme.ownPosts.count == 3)
        #expect(world.mastodon.statuses.contains { $0.editedAt != nil })

        let login = ["-u", "\(world.twilioAccount):\(world.twilioToken)"]
        let texts = try await Outside.curl(
            "\(world.twilioURL)/2010-04-01/Accounts/\(world.twilioAccount)/Messages.json", login)
        #expect((texts.object["messages"] as? [Any])?.count == programme.texts.count)
        #expect(
            try await Outside.curl(world.feedURL).text.components(separatedBy: "<entry>").count - 1
                == programme.notices.count)
        #expect(world.mailbox.mails().map(\.uid) == programme.letters)
        await world.stop()
    }

    @Test func `its letters are read by Python without a defect`() async throws {
        for scene in Evening.scenes {
            guard case .letter(let letter) = scene.happening else { continue }
            let bytes = letter.bytes(to: "support@quillfone.example", at: evening)
            let run = try await Outside.python(
                """
                import email, email.policy, base64
                m = email.message_from_bytes(base64.b64decode(argv[0]), policy=email.policy.default)
                parts = [p for p in m.walk() if not p.is_multipart()]
                print(json.dumps([m['subject'], m['from'].addresses[0].addr_spec, m['message-id'], m['in-reply-to'] or '',
                    parts[0].get_content().replace('\\r\\n', '\\n').strip(), str(len([d for p in m.walk() for d in p.defects])), str(len(parts))]))
                """, [Data(bytes).base64EncodedString()])
            let read = try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String])
            #expect(
                read == [
                    letter.subject, letter.from, "<\(letter.messageID)>", letter.inReplyTo.map { "<\($0)>" } ?? "",
                    letter.text, "0", letter.html == nil ? "1" : "2",
                ])
        }
    }
}
