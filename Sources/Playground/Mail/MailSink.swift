import Foundation
import Synchronization

/// An SMTP server on loopback that keeps what it is given and sends nothing on: it stands for the ACD, and
/// misbehaves when told to.
package final class MailSink: Sendable {
    /// Limits of RFC 5321 §4.5.3.1, and of this sink's memory.
    struct Limits: Sendable {
        /// A command with its CRLF; longer than the standard's 512 because of extensions' parameters.
        var command = 2048
        /// A line of the mail with its CRLF.
        var textLine = 1000
        var mail = 64 << 20
        var recipients = 1000
        /// What is kept; the oldest is forgotten first.
        var kept = 10_000
        var keptBytes = 256 << 20
    }

    struct State {
        var limits = Limits()
        var troubles = Troubles()
        var mails: [SunkMail] = []
        var bytes = 0
        var count = 0
        var listeners: [Int: AsyncStream<SunkMail>.Continuation] = [:]
        var nextListener = 0
        var port = 0
    }

    let state: Mutex<State> = Mutex(State())
    let now: @Sendable () -> Date
    private let server = LineServer()

    package init(now: @escaping @Sendable () -> Date = { Date() }) {
        self.now = now
    }

    /// - Parameter port: 0 for any free one.
    package func start(port: Int = 0) async throws {
        let port = try await server.start(port: port) { [self] connection in
            var session = SMTPSession(sink: self)
            try await session.run(&connection)
        }
        state.withLock { $0.port = port }
    }

    /// Breaks off what is under way and ends every stream of arrivals. The mails stay.
    package func stop() async {
        await server.stop()
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            return state.listeners.values.map { $0 }
        }
        for listener in listeners { listener.finish() }
    }

    package var port: Int { state.withLock { $0.port } }
    /// `smtp://127.0.0.1:PORT`
    package var url: String { "smtp://127.0.0.1:\(port)" }

    /// What came and is still kept, oldest first.
    package var mails: [SunkMail] { state.withLock { $0.mails } }
    /// How many came in all.
    package var count: Int { state.withLock { $0.count } }

    /// Every mail that comes from now on, until the sink stops or the stream is dropped.
    package func arrivals() -> AsyncStream<SunkMail> {
        let (stream, continuation) = AsyncStream.makeStream(of: SunkMail.self)
        let number = state.withLock { state in
            state.nextListener += 1
            state.listeners[state.nextListener] = continuation
            return state.nextListener
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.listeners.removeValue(forKey: number) }
        }
        return stream
    }

    func keep(sender: String, recipients: [String], bytes: [UInt8], greeting: String) -> Int {
        let now = now()
        let (mail, listeners) = state.withLock { state in
            state.count += 1
            let mail = SunkMail(
                number: state.count, sender: sender, recipients: recipients, bytes: bytes, greeting: greeting,
                arrivedAt: now)
            state.mails.append(mail)
            state.bytes += bytes.count
            while state.mails.count > state.limits.kept
                || (state.bytes > state.limits.keptBytes && state.mails.count > 1)
            {
                state.bytes -= state.mails.removeFirst().bytes.count
            }
            return (mail, state.listeners.values.map { $0 })
        }
        for listener in listeners { listener.yield(mail) }
        return mail.number
    }
}
