import Foundation
import ServiceLifecycle
import Synchronization

/// A small outside world on loopback: a Mastodon server, a status-page feed, an SMTP sink that stands for
/// the ACD, a support mailbox, Twilio and the hooks that pages go to. It knows nothing of the program that listens to it and writes
/// nothing to disk.
package final class World: Service {
    package let mastodon: MastodonServer
    package let feed: FeedServer
    package let sink: MailSink
    package let mailbox: MailboxServer
    package let twilio: TwilioServer
    package let hooks: HookServer
    /// The brand whose evening is played.
    package let brand = "Quillfone"
    /// What to listen to on Mastodon, beside mentions.
    package let hashtag = "#quillfone"
    let now: @Sendable () -> Date
    private let state = Mutex(State.stopped)

    private enum State { case stopped, running }

    package init(now: @escaping @Sendable () -> Date = { Date() }) {
        self.now = now
        mastodon = MastodonServer(now: now)
        feed = FeedServer(now: now)
        sink = MailSink(now: now)
        mailbox = MailboxServer(boxes: ["ACD-Replies"], now: now)
        twilio = TwilioServer(now: now)
        hooks = HookServer(now: now)
    }

    /// `http://127.0.0.1:PORT`
    package var mastodonURL: String { mastodon.url }
    package var mastodonToken: String { mastodon.token }
    /// `http://127.0.0.1:PORT/history.atom`
    package var feedURL: String { feed.atomURL }
    /// `smtp://127.0.0.1:PORT`, no login, no TLS.
    package var smtpURL: String { sink.url }
    /// `imap://127.0.0.1:PORT/INBOX`, the customers' letters.
    package var imapURL: String { mailbox.url }
    /// `imap://127.0.0.1:PORT/ACD-Replies`, with the same login.
    package var repliesURL: String { mailbox.url(of: "ACD-Replies") }
    package var mailboxUser: String { mailbox.user }
    package var mailboxPassword: String { mailbox.password }
    /// `http://127.0.0.1:PORT`
    package var twilioURL: String { twilio.url }
    package var twilioAccount: String { twilio.account }
    package var twilioToken: String { twilio.token }
    /// Where customers text to, in E.164.
    package var number: String { twilio.number }
    /// `http://127.0.0.1:PORT/hook`, where signed pages go.
    package var hookURL: String { hooks.hookURL }
    /// `http://127.0.0.1:PORT/slack/…`, an incoming webhook.
    package var slackURL: String { hooks.slackURL }
    /// `http://127.0.0.1:PORT/ntfy`, a server with topics.
    package var ntfyURL: String { hooks.ntfyURL }
    /// `http://127.0.0.1:PORT/dead-man`, asked while all is well.
    package var deadManURL: String { hooks.deadManURL }

    /// All of it, on free ports, or nothing.
    package func start() async throws {
        state.withLock { state in
            precondition(state == .stopped, "started twice")
            state = .running
        }
        do {
            try await mastodon.start()
            try await feed.start()
            try await sink.start()
            try await mailbox.start()
            try await twilio.start()
            try await hooks.start()
        } catch {
            await stop()
            throw error
        }
    }

    /// Returns when every port is free again.
    package func stop() async {
        let wasRunning = state.withLock { state in
            defer { state = .stopped }
            return state == .running
        }
        guard wasRunning else { return }
        async let mastodon: Void = mastodon.stop()
        async let feed: Void = feed.stop()
        async let sink: Void = sink.stop()
        async let mailbox: Void = mailbox.stop()
        async let twilio: Void = twilio.stop()
        async let hooks: Void = hooks.stop()
        _ = await (mastodon, feed, sink, mailbox, twilio, hooks)
    }

    /// As a service: starts unless that is done, stays until the group shuts down or the task is cancelled,
    /// and stops.
    package func run() async throws {
        if state.withLock({ $0 == .stopped }) { try await start() }
        // Cancellation ends the stay as a graceful shutdown does.
        _ = try? await gracefulShutdown()
        await stop()
    }
}
