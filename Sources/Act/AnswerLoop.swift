import Channels
import Letters
import Logging
import ServiceLifecycle
import Storage
import Synchronization
import Triage

/// Answers customers by itself: leases what is due, which asks the gate once more, puts it into words, writes the
/// attempt down before its first byte, and settles how it ended. What may have arrived is never sent again.
package final class AnswerLoop: Service {
    private let store: Store
    private let worker: Worker
    private let clock: any Timekeeper
    private let chance: @Sendable () -> Double
    private let tell: @Sendable (AnswerEvent) -> Void
    private let logger: Logger
    private let desk: Mutex<AnswerDesk>
    private let isEnding = Atomic(false)

    /// Rung by whoever has just written an answer.
    package let bell: Bell

    private static let atOnce = 8
    /// Longer than the attempts of one bundle may take, one after the other.
    static let leaseTime = Duration.seconds(300)
    /// Longer than one attempt may take: what has no more than this left is not begun.
    private static let attemptTime = Duration.seconds(120)
    /// Answers that other hosts wrote are looked for this often.
    private static let lookAround = Duration.seconds(2)
    /// An acknowledgement that cannot be delivered for hours is worse than none: the gate calls it late.
    private static let backoff = Backoff(first: .seconds(5), ceiling: .seconds(600), attempts: 24)
    /// How soon the far end is asked whether it has what may have arrived.
    private static let doubt = Duration.seconds(5)

    package init(
        store: Store, worker: Worker, clock: any Timekeeper, desk: AnswerDesk, bell: Bell = Bell(),
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        tell: @escaping @Sendable (AnswerEvent) -> Void = { _ in },
        logger: Logger = Logger(label: "earshot.answers")
    ) {
        self.store = store
        self.worker = worker
        self.clock = clock
        self.desk = Mutex(desk)
        self.bell = bell
        self.chance = chance
        self.tell = tell
        self.logger = logger
    }

    /// After a reload, or when templates changed.
    package func replace(_ change: @Sendable (inout AnswerDesk) -> Void) {
        desk.withLock { change(&$0) }
        bell.ring()
    }

    /// Ends when asked: what is under way is finished and settled, nothing new is begun.
    package func run() async throws {
        await withGracefulShutdownHandler {
            var last = clock.now()
            while !Task.isCancelled, !isEnding.load(ordering: .relaxed) {
                do {
                    let reading = clock.now()
                    if last - reading > .seconds(2) { try await store.hurry(.ack, by: last - reading, now: reading) }
                    last = reading
                    if try await answerDue() > 0 { continue }
                    let due = try await store.nextDue(.ack) ?? .distantFuture
                    let now = clock.now()
                    await bell.wait(until: min(max(due, now), now + Self.lookAround), by: clock)
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("answers wait: the outbox cannot be read", metadata: ["error": "\(error)"])
                    await bell.wait(until: clock.now() + Self.lookAround, by: clock)
                }
            }
        } onGracefulShutdown: {
            self.isEnding.store(true, ordering: .relaxed)
            self.bell.ring()
        }
    }

    /// Answers until nothing is due.
    /// - Returns: true if something waits for a later try.
    package func runOnce() async throws -> Bool {
        while try await answerDue() > 0 {}
        return try await store.nextDue(.ack) != nil
    }

    /// One bundle: lease, answer, settle together. Hosts are asked side by side, and each one thing at a time.
    /// - Returns: how many were tried.
    package func answerDue() async throws -> Int {
        let now = clock.now()
        let desk = desk.withLock { $0 }
        let leased = try await store.leaseAnswers(
            limit: Self.atOnce, worker: worker, now: now, until: now + Self.leaseTime,
            manners: { desk.manners(of: $0) }, zone: desk.zone)
        guard !leased.isEmpty else { return 0 }
        let byHost = Dictionary(grouping: leased) { desk.senders[$0.answer.source]?.host ?? "" }
        let settlements = await withTaskGroup(of: [AnswerSettlement].self) { group in
            for queue in byHost.values {
                group.addTask {
                    var settlements: [AnswerSettlement] = []
                    for one in queue {
                        let settlement = await self.begin(one, desk, leasedAt: now)
                        self.report(one, settlement)
                        settlements.append(settlement)
                    }
                    return settlements
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        for id in try await settle(settlements) {
            logger.warning(
                "an attempt took longer than its lease; what it sent may be asked for again",
                metadata: ["errand": "\(id.rawValue)"])
        }
        return leased.count
    }

    /// What was sent must be written down even if the database is busy just now, or the worker is being stopped.
    private func settle(_ settlements: [AnswerSettlement]) async throws -> [ErrandID] {
        var tries = 0
        while true {
            do {
                return try await Task { try await self.store.settle(answers: settlements, now: self.clock.now()) }.value
            } catch let error as StorageError {
                tries += 1
                guard case .busy = error, tries < 3 else { throw error }
            }
        }
    }

    // MARK: One attempt

    private func begin(_ leased: LeasedAnswer, _ desk: AnswerDesk, leasedAt: Moment) async -> AnswerSettlement {
        let now = clock.now()
        guard !isEnding.load(ordering: .relaxed), now < leasedAt + Self.leaseTime - Self.attemptTime else {
            // Whoever is quicker begins it.
            return putBack(leased, at: now)
        }
        // A bundle takes a while; whoever has turned answers off meanwhile means those that wait in it too.
        let asked = self.desk.withLock { $0.manners(of: leased.answer.source)?.mode }
        guard asked == desk.manners(of: leased.answer.source)?.mode else { return putBack(leased, at: now) }
        return await attempt(leased, desk)
    }

    /// Not begun: the gate is asked again when it is leased.
    private func putBack(_ leased: LeasedAnswer, at now: Moment) -> AnswerSettlement {
        settlement(leased, leased.isDoubtful ? .unknown(askAt: now, error: "") : .retry(at: now, error: ""))
    }

    private func settlement(_ leased: LeasedAnswer, _ outcome: AnswerSettlement.Outcome) -> AnswerSettlement {
        AnswerSettlement(errand: leased.errand.id, epoch: leased.errand.epoch, outcome: outcome)
    }

    private func attempt(_ leased: LeasedAnswer, _ desk: AnswerDesk) async -> AnswerSettlement {
        let answer = leased.answer
        guard let sender = desk.senders[answer.source] else {
            return settlement(leased, .failed(error: "the source \(answer.source) has no way to answer"))
        }
        let address = AnswerAddress(
            handle: answer.handle, message: leased.message?.message, visibility: answer.draft.visibility,
            isOfCalendar: answer.draft.facts.answersCalendar == true)
        var written = settlement(leased, .sent)
        do {
            // Words are kept before the first byte of an attempt: where there are none, there was no such byte.
            if leased.isDoubtful, !answer.text.isEmpty, let end = await earlier(leased, desk, sender, address) {
                return settlement(leased, end.outcome, receipt: end.receipt)
            }
            if let silence = leased.silence { return settlement(leased, .withdrawn(silence)) }
            let letter = try await desk.letter(leased, room: try await sender.room(for: address), now: clock.now())
            (written.subject, written.text) = (letter.subject, letter.text)
            guard !leased.isPreview else {
                written.outcome = .preview
                return written
            }
            guard
                try await store.keep(
                    wordsOf: leased.errand.id, epoch: leased.errand.epoch, subject: letter.subject, text: letter.text,
                    until: clock.now() + Self.attemptTime)
            else {
                written.outcome = .retry(at: clock.now(), error: "the lease was lost, or too short, before it was sent")
                return written
            }
            written.receipt = try await sender.send(letter, to: address)
        } catch let failure as AnswerFailure {
            written.outcome = await outcome(failure, leased)
        } catch let failure as ReplyFailure where failure.cause == .noWords {
            written.outcome = .withdrawn(Silence(.noWords, String(failure.description.prefix(200))))
        } catch let failure as ReplyFailure {
            written.outcome = .failed(error: failure.description)
        } catch is CancellationError {
            written.outcome = .retry(at: clock.now(), error: "stopped before it was sent")
        } catch {
            written.outcome = again(leased, "\(error)")
        }
        return written
    }

    private func settlement(
        _ leased: LeasedAnswer, _ outcome: AnswerSettlement.Outcome, receipt: String
    ) -> AnswerSettlement {
        var settlement = settlement(leased, outcome)
        settlement.receipt = receipt
        return settlement
    }

    /// What became of an attempt that may have arrived, as the far end tells; nil: it certainly did not.
    private func earlier(
        _ leased: LeasedAnswer, _ desk: AnswerDesk, _ sender: any AnswerSender, _ address: AnswerAddress
    ) async -> (outcome: AnswerSettlement.Outcome, receipt: String)? {
        do {
            let letter = try await desk.letterAsKept(leased)
            guard let receipt = try await sender.wasTaken(letter, to: address, since: leased.answer.createdAt) else {
                return nil
            }
            return (.sent, receipt)
        } catch let failure as AnswerFailure {
            // Who cannot say so now never will.
            if case .unknown = failure.kind { return (.unknown(askAt: nil, error: failure.reason), "") }
            return (await outcome(failure, leased), "")
        } catch {
            return (again(leased, "\(error)"), "")
        }
    }

    private func outcome(_ failure: AnswerFailure, _ leased: LeasedAnswer) async -> AnswerSettlement.Outcome {
        switch failure.kind {
        case .refused: return .failed(error: failure.reason)
        case .gone: return .withdrawn(Silence(.deleted, failure.reason))
        case .optedOut:
            await mirror(leased, failure.reason)
            return .withdrawn(Silence(.optedOut, failure.reason))
        case .unreachable: return again(leased, failure.reason)
        case .throttled(let until):
            let at = max(until, clock.now() + .seconds(1))
            // A doubtful one stays doubtful.
            return leased.isDoubtful
                ? .unknown(askAt: at, error: failure.reason) : .retry(at: at, error: failure.reason)
        case .unknown:
            // Soon after the first doubt, and ever later after the next.
            guard let wait = Self.backoff.wait(after: leased.errand.attempts, chance: chance()) else {
                return .unknown(askAt: nil, error: failure.reason)
            }
            return .unknown(askAt: clock.now() + max(wait, Self.doubt), error: failure.reason)
        }
    }

    private func again(_ leased: LeasedAnswer, _ reason: String) -> AnswerSettlement.Outcome {
        guard let wait = Self.backoff.wait(after: leased.errand.attempts, chance: chance()) else {
            let error = "after \(leased.errand.attempts) attempts: \(reason)"
            return leased.isDoubtful ? .unknown(askAt: nil, error: error) : .failed(error: error)
        }
        let at = clock.now() + wait
        return leased.isDoubtful ? .unknown(askAt: at, error: reason) : .retry(at: at, error: reason)
    }

    /// The provider was told STOP without our hearing of it.
    private func mirror(_ leased: LeasedAnswer, _ reason: String) async {
        do {
            _ = try await store.setOptOut(leased.answer.handle, why: reason, now: clock.now())
        } catch {
            logger.error("an opt-out that the provider tells of cannot be kept", metadata: ["error": "\(error)"])
        }
    }

    private func report(_ leased: LeasedAnswer, _ settlement: AnswerSettlement) {
        let facts: Logger.Metadata = [
            "answer": "\(leased.answer.id)", "kind": "\(leased.answer.draft.kind.rawValue)",
            "attempts": "\(leased.errand.attempts)",
        ]
        func with(_ error: String) -> Logger.Metadata { facts.merging(["error": "\(error)"]) { $1 } }
        switch settlement.outcome {
        case .sent, .preview: break
        case .withdrawn(let silence) where silence.code == .noWords:
            logger.error("an answer is not sent, since there are no words for it", metadata: with(silence.detail))
        case .withdrawn(let silence): logger.info("an answer is not sent", metadata: with(silence.written))
        case .retry(_, ""), .unknown(.some, ""): break
        case .retry(_, let error): logger.notice("an answer waits", metadata: with(error))
        case .unknown(.some, let error): logger.warning("an answer may have arrived or not", metadata: with(error))
        case .unknown(nil, let error):
            logger.error("an answer may have arrived or not, and is not sent again", metadata: with(error))
        case .failed(let error): logger.error("an answer is given up", metadata: with(error))
        }
        tell(AnswerEvent(leased: leased, settlement: settlement))
    }
}
