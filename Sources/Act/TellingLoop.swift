import Logging
import ServiceLifecycle
import Storage
import Synchronization
import Triage

/// Tells the authors of linked cases how their incident goes, once somebody has said so. What is to be told stands
/// in the rows, so a restart forgets nothing; what it writes goes out as every answer does, and waits for the end of
/// quiet hours.
package final class TellingLoop: Service {
    private let store: Store
    private let clock: any Timekeeper
    private let decider: @Sendable () -> Decider
    private let answersWritten: Bell
    private let ears: Ears?
    private let logger: Logger
    /// The newest line of any case's story when there was nothing left to tell, and under which manners.
    private let rested = Mutex<(mark: Int64, manners: Manners?)?>(nil)

    /// Rung by whoever has just said how an incident goes.
    package let bell: Bell

    /// What was said at another host, or by a command, is looked for this often.
    private static let lookAround = Duration.seconds(2)
    private static let atOnce = 50

    /// - Parameters:
    ///   - decider: as it stands now: who is answered, and who must not be.
    ///   - answersWritten: rung when answers wait.
    ///   - ears: by which it hears at once of what other hosts wrote.
    package init(
        store: Store, clock: any Timekeeper, decider: @escaping @Sendable () -> Decider, answersWritten: Bell,
        bell: Bell = Bell(), ears: Ears? = nil, logger: Logger = Logger(label: "earshot.answers")
    ) {
        self.store = store
        self.clock = clock
        self.decider = decider
        self.answersWritten = answersWritten
        self.bell = bell
        self.ears = ears
        self.logger = logger
        ears?.on(.queue) { bell.ring() }
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    if try await self.lookOnce() > 0 { continue }
                } catch is CancellationError {
                    return
                } catch {
                    self.logger.error(
                        "nobody is told how incidents go: the queue cannot be read", metadata: ["error": "\(error)"])
                }
                let pause = self.ears?.pause(Self.lookAround) ?? Self.lookAround
                await self.bell.wait(until: self.clock.now() + pause, by: self.clock)
            }
        }
    }

    /// Works until there is nothing to tell.
    package func runOnce() async throws {
        while try await lookOnce() > 0 {}
    }

    /// - Returns: how many cases were looked at.
    package func lookOnce() async throws -> Int {
        let decider = decider()
        let manners = decider.policy.manners
        // While no story grew there is nothing new to tell: one look at the end of an index.
        let mark = try await store.changeMark()
        if let last = rested.withLock({ $0 }), last.mark == mark, last.manners == manners { return 0 }
        let told = try await store.tellAuthors(decider, limit: Self.atOnce, now: clock.now())
        if told.contains(where: { !$0.answers.isEmpty }) { answersWritten.ring() }
        for one in told { report(one) }
        if told.isEmpty { rested.withLock { $0 = (mark, manners) } }
        return told.count
    }

    private func report(_ told: AuthorsTold) {
        logger.info(
            "the authors of a case are told how its incident goes",
            metadata: [
                "case": "\(told.id.rawValue)", "incident": "\(told.incident.rawValue)",
                "told": "\(told.answers.count)", "silent": "\(told.silences.count)",
            ])
    }
}
