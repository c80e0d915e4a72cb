import Foundation

/// An evening at Quillfone, a telecom that does not exist: what happens when, as data.
///
/// It begins with a router that smokes, goes through an outage that grows for a minute, and after a minute
/// and a half turns into light chatter that never ends.
package enum Evening {
    /// One thing that somebody does.
    enum Happening: Sendable {
        case post(Post)
        /// `key` names a post of the script.
        case edit(key: String, text: String)
        case delete(key: String)
        case notice(Notice)
        case text(from: String, body: String)
        case letter(Letter)
    }

    struct Post: Sendable {
        var author: String
        var text: String
        var key: String?
        var language = "en"
        var warning = ""
        var visibility = FediStatus.Visibility.public
        var inReplyTo: String?
        var media: [FediStatus.Media] = []
    }

    /// An entry of the status page; one with a known id changes that entry.
    struct Notice: Sendable {
        var id: String
        var title: String
        var html: String
    }

    struct Scene: Sendable {
        /// Seconds from the beginning.
        var at: Double
        var happening: Happening
    }

    /// Who is who, for those of whom more is known than a handle.
    static let cast: [(handle: String, name: String, bot: Bool, followers: Int)] = [
        ("dora_k", "Dora Kestrel", false, 41),
        ("harbourherald@press.example", "The Harbour Herald", false, 48_200),
        ("outageradar@maps.example", "Outage Radar", true, 9_150),
        ("easymoney_7@coins.example", "Easy Money", true, 3),
        ("quillfone_helpdesk@refunds.example", "Quillfone Help Desk (official)", false, 12),
        ("tobias", "Tobias Fenn", false, 210),
        ("amelie_v@plume.example", "Amélie Verdier", false, 530),
        ("marisol@faro.example", "Marisol Ibarra", false, 388),
    ]

    /// The whole script, in order.
    static var scenes: [Scene] { (opening + outage + aftermath).sorted { $0.at < $1.at } }

    /// Plays the script and then chatter until the task is cancelled.
    /// - Parameters:
    ///   - speed: 2 plays twice as fast.
    ///   - clock: what the pauses are taken from.
    package static func play(
        on world: World, speed: Double = 1, seed: UInt64 = 20_261_122, clock: some Clock<Duration> = ContinuousClock()
    ) async {
        precondition(speed > 0, "time goes forward")
        var player = Player(world: world)
        let start = clock.now
        var at = 0.0
        for scene in scenes {
            at = scene.at
            guard await wait(until: start.advanced(by: .seconds(at / speed)), clock) else { return }
            player.play(scene.happening, at: world.now())
        }
        var chatter = Chatter(seed: seed)
        while true {
            let (pause, post) = chatter.next()
            at += pause
            guard await wait(until: start.advanced(by: .seconds(at / speed)), clock) else { return }
            player.play(.post(post), at: world.now())
        }
    }

    /// Puts the whole script there at once, as if it had just ended.
    /// - Returns: what there is to hear.
    @discardableResult
    package static func playAll(on world: World) -> Programme {
        var player = Player(world: world)
        let scenes = scenes
        let start = world.now().addingTimeInterval(-(scenes.last?.at ?? 0))
        for scene in scenes { player.play(scene.happening, at: start.addingTimeInterval(scene.at)) }
        return player.programme
    }

    private static func wait<C: Clock>(until moment: C.Instant, _ clock: C) async -> Bool
    where C.Duration == Duration {
        do {
            try await clock.sleep(until: moment, tolerance: nil)
            return !Task.isCancelled
        } catch {
            // A sleep ends early only by cancellation: the evening is over.
            return false
        }
    }
}

extension Evening {
    /// What can be heard of what was played, each thing once, however many ways lead to it.
    package struct Programme: Sendable, Equatable {
        /// Posts that were not deleted.
        package var posts: [SnowflakeID] = []
        /// Posts by the brand's own account among them.
        package var ownPosts: [SnowflakeID] = []
        /// Ids of entries of the status page.
        package var notices: [String] = []
        /// UIDs in INBOX.
        package var letters: [UInt32] = []
        /// Sids.
        package var texts: [String] = []
    }

    struct Player {
        let world: World
        var programme = Programme()
        private var keys: [String: SnowflakeID] = [:]

        init(world: World) {
            self.world = world
            for person in Evening.cast {
                world.mastodon.account(
                    person.handle, displayName: person.name, bot: person.bot, followers: person.followers)
            }
        }

        mutating func play(_ happening: Happening, at date: Date) {
            switch happening {
            case .post(let post):
                let id = world.mastodon.post(
                    author: post.author, text: post.text, visibility: post.visibility,
                    inReplyTo: post.inReplyTo.flatMap { keys[$0] }, warning: post.warning, language: post.language,
                    media: post.media, at: date)
                if let key = post.key { keys[key] = id }
                programme.posts.append(id)
                if post.author == world.mastodon.brand { programme.ownPosts.append(id) }
            case .edit(let key, let text):
                if let id = keys[key] { world.mastodon.edit(id, text: text, at: date) }
            case .delete(let key):
                guard let id = keys[key] else { return }
                world.mastodon.delete(id)
                programme.posts.removeAll { $0 == id }
            case .notice(let notice):
                let before = world.feed.entries.first { $0.id == notice.id }
                world.feed.put(
                    FeedEntry(
                        id: notice.id, title: notice.title, html: notice.html,
                        link: "https://status.quillfone.example/\(notice.id.split(separator: ":").last ?? "")",
                        published: before?.published ?? date, updated: date))
                if before == nil { programme.notices.append(notice.id) }
            case .text(let from, let body):
                programme.texts.append(world.twilio.receive(from: from, body: body, at: date))
            case .letter(let letter):
                programme.letters.append(
                    world.mailbox.deliver(letter.bytes(to: world.mailboxUser, at: date), at: date))
            }
        }
    }
}
