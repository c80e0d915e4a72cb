import Logging
import ServiceLifecycle
import Storage
import Synchronization
import Triage

/// Looks at every case whose due time has come, and writes down who is called. The due times stand in the rows, so
/// a restart forgets nothing, and two hosts never call for the same one.
package final class EscalationLoop: Service {
    private let store: Store
    private let clock: any Timekeeper
    private let pagesWritten: Bell
    private let tell: @Sendable (LookedAt) -> Void
    private let logger: Logger
    private let ears: Ears?
    private let onCall: Mutex<OnCall>

    /// Rung by whoever has just opened a case or changed one.
    package let bell: Bell

    /// Cases that other hosts opened are looked for this often.
    private static let lookAround = Duration.seconds(1)
    private static let atOnce = 50

    /// - Parameters:
    ///   - pagesWritten: rung when pages wait.
    ///   - ears: by which it hears at once of cases that other hosts open.
    package init(
        store: Store, clock: any Timekeeper, onCall: OnCall, bell: Bell = Bell(), pagesWritten: Bell,
        ears: Ears? = nil, tell: @escaping @Sendable (LookedAt) -> Void = { _ in },
        logger: Logger = Logger(label: "earshot.on-call")
    ) {
        self.store = store
        self.clock = clock
        self.onCall = Mutex(onCall)
        self.bell = bell
        self.pagesWritten = pagesWritten
        self.tell = tell
        self.logger = logger
        self.ears = ears
        ears?.on(.queue) { bell.ring() }
    }

    private var lookAround: Duration { ears?.pause(Self.lookAround) ?? Self.lookAround }

    /// After a reload.
    package func replace(_ onCall: OnCall) {
        self.onCall.withLock { $0 = onCall }
        bell.ring()
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var last = self.clock.now()
            while !Task.isCancelled {
                do {
                    let reading = self.clock.now()
                    if last - reading > .seconds(2) {
                        try await self.store.hurryCases(by: last - reading, now: reading)
                    }
                    last = reading
                    if try await self.lookOnce() > 0 { continue }
                    let due = try await self.store.nextCaseDue() ?? .distantFuture
                    let now = self.clock.now()
                    await self.bell.wait(until: min(max(due, now), now + self.lookAround), by: self.clock)
                } catch is CancellationError {
                    return
                } catch {
                    self.logger.error(
                        "nobody is called: the queue cannot be read", metadata: ["error": "\(error)"])
                    await self.bell.wait(until: self.clock.now() + Self.lookAround, by: self.clock)
                }
            }
        }
    }

    /// - Returns: how many cases were looked at.
    package func lookOnce() async throws -> Int {
        let looked = try await store.lookAtDueCases(
            limit: Self.atOnce, now: clock.now(), onCall: onCall.withLock { $0 })
        if looked.contains(where: { !$0.pages.isEmpty }) { pagesWritten.ring() }
        for one in looked { report(one) }
        return looked.count
    }

    private func report(_ looked: LookedAt) {
        let facts: Logger.Metadata = ["case": "\(looked.id.rawValue)"]
        for event in looked.move.events {
            let level: Logger.Level =
                switch event.what {
                case "last-resort", "unreachable", "unattended": .error
                case "step-skipped", "claim-lapsed", "held": .warning
                default: .info
                }
            logger.log(
                level: level, "escalation: \(event.what)", metadata: facts.merging(["note": "\(event.note)"]) { $1 })
        }
        tell(looked)
    }
}
