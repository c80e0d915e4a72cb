import Logging
import ServiceLifecycle
import Storage
import Synchronization
import Triage

/// Does what is due about agreed calls: at its time somebody is asked to ring, and what nobody rang or answered is
/// taken up again or ends with a word to the customer. The due times stand in the rows, so a restart forgets nothing,
/// and two hosts never do the same twice.
package final class CallBackLoop: Service {
    /// Whom to wake by what was written.
    package struct Bells: Sendable {
        package var tickets: Bell?
        package var cases: Bell?
        package var pages: Bell?
        package var answers: Bell?
        package init(tickets: Bell? = nil, cases: Bell? = nil, pages: Bell? = nil, answers: Bell? = nil) {
            self.tickets = tickets
            self.cases = cases
            self.pages = pages
            self.answers = answers
        }
    }

    private let store: Store
    private let clock: any Timekeeper
    private let bells: Bells
    private let tell: @Sendable (CallBackLooked) -> Void
    private let logger: Logger
    private let terms: Mutex<CallBackTerms>

    /// Rung by whoever has just agreed on a call or changed one.
    package let bell: Bell

    /// Calls that other hosts agreed on are looked for this often.
    private static let lookAround = Duration.seconds(2)
    private static let atOnce = 50

    package init(
        store: Store, clock: any Timekeeper, terms: CallBackTerms, bell: Bell = Bell(), bells: Bells = Bells(),
        tell: @escaping @Sendable (CallBackLooked) -> Void = { _ in },
        logger: Logger = Logger(label: "earshot.call-backs")
    ) {
        self.store = store
        self.clock = clock
        self.terms = Mutex(terms)
        self.bell = bell
        self.bells = bells
        self.tell = tell
        self.logger = logger
    }

    /// After a reload.
    package func replace(_ terms: CallBackTerms) {
        self.terms.withLock { $0 = terms }
        bell.ring()
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    if try await self.lookOnce() > 0 { continue }
                    let due = try await self.store.nextCallBackDue() ?? .distantFuture
                    let now = self.clock.now()
                    await self.bell.wait(until: min(max(due, now), now + Self.lookAround), by: self.clock)
                } catch is CancellationError {
                    return
                } catch {
                    self.logger.error(
                        "call-backs wait: they cannot be read", metadata: ["error": "\(error)"])
                    await self.bell.wait(until: self.clock.now() + Self.lookAround, by: self.clock)
                }
            }
        }
    }

    /// Works until nothing is due.
    package func runOnce() async throws {
        while try await lookOnce() > 0 {}
    }

    /// - Returns: how many calls were looked at.
    package func lookOnce() async throws -> Int {
        let looked = try await store.lookAtDueCallBacks(
            limit: Self.atOnce, terms: terms.withLock { $0 }, now: clock.now())
        for one in looked {
            if one.wroteTicket { bells.tickets?.ring() }
            if one.hotCase != nil { bells.cases?.ring() }
            if !one.pages.isEmpty { bells.pages?.ring() }
            if one.step == .nobodyRang { bells.answers?.ring() }
            report(one)
        }
        return looked.count
    }

    private func report(_ looked: CallBackLooked) {
        let facts: Logger.Metadata = ["call-back": "\(looked.call.id)", "attempts": "\(looked.call.attempts)"]
        switch looked.step {
        case .nobodyRang:
            let told = looked.untold?.code.rawValue ?? "yes"
            logger.error(
                "nobody rang a customer at the agreed time", metadata: facts.merging(["told": "\(told)"]) { $1 })
        case .ring: logger.info("somebody is to ring a customer now", metadata: facts)
        case .wait, .kept, .retry, .givenUp: break
        }
        tell(looked)
    }
}
