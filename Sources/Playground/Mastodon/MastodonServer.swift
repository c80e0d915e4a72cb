import Foundation
import Synchronization

/// A Mastodon server on loopback: the REST answers that a listener and a replier need, in the shapes of
/// Mastodon 4.5, and an API by which a test or the demo lets people post.
///
/// Hashtag timelines are open to everyone; notifications and posting need `token`, which is the brand's.
package final class MastodonServer: Sendable {
    /// The handle of the account that the token belongs to.
    package let brand: String
    package let token: String
    let now: @Sendable () -> Date
    let state: Mutex<FediState>
    private let host = HTTPHost()

    /// - Parameter now: the server's clock, for rate limits and for what is posted over HTTP.
    package init(
        brand: String = "quillfone", token: String = "playground-fediverse-token",
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.brand = brand
        self.token = token
        self.now = now
        var state = FediState()
        state.brand = state.know(brand, at: now()) { $0.displayName = brand.prefix(1).uppercased() + brand.dropFirst() }
        self.state = Mutex(state)
    }

    /// - Parameter port: 0 for any free one.
    package func start(port: Int = 0) async throws {
        let port = try await host.start(port: port) { [self] in answer($0) }
        state.withLock { $0.server = "http://127.0.0.1:\(port)" }
    }

    /// Returns when the port is free again. What was posted stays and is served after the next start.
    package func stop() async { await host.stop() }

    /// `http://127.0.0.1:PORT`
    package var url: String { state.withLock { $0.server } }
}

/// What people do.
extension MastodonServer {
    /// - Parameters:
    ///   - author: `mira`, or `tom@elsewhere.example` for someone of another server. Made where unknown.
    ///   - text: as typed; `#tags`, `@handles` and addresses become links.
    ///   - at: the time of the post, which also decides its id; now, when left out.
    @discardableResult
    package func post(
        author: String, text: String, visibility: FediStatus.Visibility = .public, inReplyTo: SnowflakeID? = nil,
        warning: String = "", language: String? = "en", media: [FediStatus.Media] = [], at date: Date? = nil
    ) -> SnowflakeID {
        let date = date ?? now()
        return state.withLock {
            $0.post(
                author: author, text: text, visibility: visibility, inReplyTo: inReplyTo, warning: warning,
                language: language, media: media, at: date)
        }
    }

    /// - Returns: false where there is no such post.
    @discardableResult
    package func edit(_ id: SnowflakeID, text: String, at date: Date) -> Bool {
        state.withLock { $0.edit(id, text: text, at: date) }
    }

    @discardableResult
    package func delete(_ id: SnowflakeID) -> Bool {
        state.withLock { $0.delete(id) }
    }

    /// Makes an account known or changes it.
    package func account(_ handle: String, displayName: String = "", bot: Bool = false, followers: Int = 0) {
        let now = now()
        state.withLock {
            _ = $0.know(handle, at: now) { account in
                account.displayName = displayName
                account.bot = bot
                account.followers = followers
            }
        }
    }

    /// Somebody likes a post of the brand: a notification that is not a mention.
    package func favourite(_ id: SnowflakeID, by handle: String, at date: Date) {
        state.withLock {
            let from = $0.know(handle, at: date)
            $0.notify(.favourite, from: from, status: id, at: date)
        }
    }

    /// Somebody follows the brand.
    package func follow(by handle: String, at date: Date) {
        state.withLock {
            let from = $0.know(handle, at: date)
            $0.notify(.follow, from: from, status: nil, at: date)
        }
    }

    package func status(_ id: SnowflakeID) -> FediStatus? { state.withLock { $0.statuses[id] } }

    /// Every post there is, oldest first.
    package var statuses: [FediStatus] { state.withLock { $0.statuses.values.sorted { $0.id < $1.id } } }
}

/// What a test may set.
extension MastodonServer {
    /// 300 requests in five minutes unless set.
    package func allow(requests: Int, each window: TimeInterval) {
        state.withLock {
            $0.allowance.limit = requests
            $0.allowance.window = window
        }
    }

    /// The next request with the token (or without one) is answered 429 until the window ends.
    package func exhaust(withToken: Bool) {
        let now = now()
        state.withLock { $0.allowance.exhaust(withToken ? token : "", at: now) }
    }

    /// The next so many posts over HTTP are answered with a fault.
    ///
    /// - Parameters:
    ///   - status: nil: the connection breaks off before the answer.
    ///   - posting: they are posted all the same.
    package func failPosts(next count: Int = 1, status: Int?, posting: Bool) {
        state.withLock {
            $0.postTroubles += Array(repeating: .init(status: status, isPosted: posting), count: count)
        }
    }

    /// What posts may have at most, in characters.
    package func limit(post characters: Int) { state.withLock { $0.longestPost = characters } }
}
