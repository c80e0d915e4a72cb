import Channels
import Logging
import Storage
import Triage

/// Asks one source until its gap is closed: hear a page, judge it, hand it to the recorder, and hear the
/// next while it is being written.
struct Round: Sendable {
    struct Result: Sendable {
        /// As far as it is durable.
        var cursors: Cursors
        var outcome: Schedule.Outcome
        var remark: String
        var error: String
        var failure: ListenFailure?
    }

    let source: PollSource
    let lease: SourceLease
    let recorder: Recorder
    let rules: @Sendable () -> RuleSet
    let clock: any Timekeeper
    let tell: @Sendable (PollEvent) -> Void

    /// Pages heard and not yet durable, whatever waits of other sources. Each is at most what a channel calls a page.
    private static let ahead = 8
    /// And as long as the writer would otherwise soon have nothing to do: it takes pages for one transaction by the
    /// dozen, and must find the next dozen there when it is done.
    private static let farAhead = 64
    /// A source that always has more gives way to others after so many pages.
    private static let pages = 5_000

    func run() async -> Result {
        var result = Result(cursors: lease.cursors, outcome: .setAside, remark: "", error: "")
        let asking = Asking()
        var new = 0
        var notBefore: Moment?
        do {
            try await withThrowingTaskGroup(of: (Int, Page, Remembered).self) { group in
                var cursors = lease.cursors
                var durable: [Int: Page] = [:]
                var settled = 0
                func takeOne() async throws {
                    guard let (number, page, remembered) = try await group.next() else { return }
                    guard case .done(let counted) = remembered else { throw LeaseLost() }
                    new += counted.stored + counted.quarantined
                    if counted.sum > 0 { tell(.remembered(lease.source, counted)) }
                    durable[number] = page
                    // Results may come out of order; what is settled and what the cursors say may not.
                    while let next = durable.removeValue(forKey: settled) {
                        result.cursors = next.cursors
                        settled += 1
                        try await source.listener.settled(next)
                    }
                }
                var submitted = 0
                /// Why the source could not be heard further. What was heard before it is written and settled all the
                /// same.
                var ending: (any Error)?
                for _ in 0..<Self.pages {
                    let page: Page
                    do {
                        page = try await source.listener.listen(from: cursors, now: clock.now())
                    } catch {
                        ending = error
                        break
                    }
                    if !page.remark.isEmpty { result.remark = page.remark }
                    result.error = page.trouble?.reason ?? ""
                    result.failure = page.trouble
                    notBefore = page.notBefore ?? notBefore
                    let heard = judge(page)
                    if !page.items.isEmpty || page.cursors != cursors {
                        let number = submitted
                        submitted += 1
                        // In line before the next page is asked for: pages are written in their order.
                        let written = await recorder.record(heard, of: asking)
                        group.addTask { (number, page, try await written.result) }
                    } else if !page.receipt.isEmpty {
                        while submitted - settled > 0 { try await takeOne() }
                        try await source.listener.settled(page)
                    }
                    while submitted - settled - durable.count > ahead(page) { try await takeOne() }
                    if page.more, page.cursors == cursors, page.items.isEmpty { break }
                    cursors = page.cursors
                    if !page.more || Task.isCancelled { break }
                }
                while submitted - settled > 0 { try await takeOne() }
                if let ending { throw ending }
            }
            result.outcome = .heard(new: new, notBefore: notBefore)
        } catch let failure as ListenFailure {
            result.outcome = .failed(failure.next)
            result.error = failure.reason
            result.failure = failure
        } catch is LeaseLost {
            result.error = "another worker listens to it now"
            tell(.setAside(lease.source, result.error))
        } catch is CancellationError {
            result.error = ""
        } catch {
            result.error = "what was heard could not be written: \(error)"
            tell(.setAside(lease.source, result.error))
        }
        asking.end()
        return result
    }

    private struct LeaseLost: Error {}

    private func ahead(_ page: Page) -> Int {
        page.more ? recorder.isHungry ? Self.farAhead : Self.ahead : 0
    }

    private func judge(_ page: Page) -> HeardPage {
        let rules = rules()
        let items = page.items.map { heard -> HeardPage.Judged in
            switch heard {
            case .message(let message): .init(heard: heard, evidence: rules.judge(message))
            case .unreadable: .init(heard: heard, evidence: nil)
            }
        }
        return HeardPage(source: lease.source, epoch: lease.epoch, items: items, cursors: page.cursors)
    }
}

extension Remembered.Counts {
    fileprivate var sum: Int { stored + duplicate + filtered + quarantined }
}
