import Storage
import Synchronization
import Triage

/// One asking of one source, from its first page to its last: the pages must become durable in their
/// order, and none after one that did not.
package final class Asking: Sendable {
    private let isBroken = Mutex(false)
    package init() {}
    package var isOver: Bool { isBroken.withLock { $0 } }
    package func end() { isBroken.withLock { $0 = true } }
}

/// Writes what the pollers heard: pages that arrive while a transaction is being written go together into
/// the next one, so that a busy hour costs one fsync for many pages and a quiet one costs no waiting.
package actor Recorder {
    private struct Waiting {
        var page: HeardPage
        var asking: Asking
        var answer: CheckedContinuation<Remembered, any Error>
    }
    private var queue: [Waiting] = []
    private var isWriting = false
    private let store: Store
    private let decider: @Sendable () -> Decider
    private let clock: any Timekeeper

    /// Items of one transaction: enough to make the fsync cheap, few enough to keep it short.
    private static let batch = 1000

    package init(store: Store, clock: any Timekeeper, decider: @escaping @Sendable () -> Decider) {
        self.store = store
        self.clock = clock
        self.decider = decider
    }

    /// Returns when the page is durable, or throws and then nothing of it, or of later pages of the same
    /// asking, ever will be.
    package func record(_ page: HeardPage, of asking: Asking) async throws -> Remembered {
        try await withCheckedThrowingContinuation { continuation in
            queue.append(Waiting(page: page, asking: asking, answer: continuation))
            if !isWriting {
                isWriting = true
                // It ends when the queue is empty, and everyone who has a page in the queue awaits it.
                Task { await self.write() }
            }
        }
    }

    private func write() async {
        while !queue.isEmpty {
            var taken: [Waiting] = []
            var items = 0
            while let next = queue.first, taken.isEmpty || items + next.page.items.count <= Self.batch {
                queue.removeFirst()
                if next.asking.isOver {
                    next.answer.resume(throwing: CancellationError())
                    continue
                }
                items += next.page.items.count
                taken.append(next)
            }
            if taken.isEmpty { continue }
            do {
                let results = try await store.remember(taken.map(\.page), decider: decider(), now: clock.now())
                for (waiting, result) in zip(taken, results) {
                    if case .leaseLost = result { waiting.asking.end() }
                    waiting.answer.resume(returning: result)
                }
            } catch {
                for waiting in taken {
                    waiting.asking.end()
                    waiting.answer.resume(throwing: error)
                }
            }
        }
        isWriting = false
    }
}
