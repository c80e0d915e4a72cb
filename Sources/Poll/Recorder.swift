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
        var written: Written
        var weight: Int
    }
    private var queue: [Waiting] = []
    /// The weight of what is in line and in the transaction that is being written.
    private let inLine = Atomic(0)
    private var isWriting = false
    private let store: Store
    private let decider: @Sendable () -> Decider
    private let clock: any Timekeeper

    /// Items of one transaction: enough to make the fsync cheap, few enough to keep it short.
    private static let batch = 1000
    /// In line, over all sources, this much keeps the writer busy: a transaction being written, the next one, and
    /// half of another.
    private static let enough = 2500

    package init(store: Store, clock: any Timekeeper, decider: @escaping @Sendable () -> Decider) {
        self.store = store
        self.clock = clock
        self.decider = decider
    }

    /// The writer would soon have nothing to do: more pages are welcome before those in line are durable.
    package nonisolated var isHungry: Bool { inLine.load(ordering: .relaxed) < Self.enough }

    /// Puts a page in line, behind those that were given before it; `Written.result` tells what became of
    /// it. When that throws, nothing of the page, or of later pages of the same asking, will be written.
    package func record(_ page: HeardPage, of asking: Asking) -> Written {
        let waiting = Waiting(page: page, asking: asking, written: Written(), weight: page.weight)
        inLine.add(waiting.weight, ordering: .relaxed)
        queue.append(waiting)
        if !isWriting {
            isWriting = true
            // It ends when the queue is empty, and whoever has a page in the queue awaits it.
            Task { await self.write() }
        }
        return waiting.written
    }

    private func write() async {
        while !queue.isEmpty {
            var taken: [Waiting] = []
            var items = 0
            while let next = queue.first, taken.isEmpty || items + next.page.items.count <= Self.batch {
                queue.removeFirst()
                if next.asking.isOver {
                    inLine.subtract(next.weight, ordering: .relaxed)
                    next.written.resolve(.failure(CancellationError()))
                    continue
                }
                items += next.page.items.count
                taken.append(next)
            }
            if taken.isEmpty { continue }
            let weight = taken.reduce(0) { $0 + $1.weight }
            do {
                let results = try await store.remember(taken.map(\.page), decider: decider(), now: clock.now())
                // Before those who wait for it look whether there is room.
                inLine.subtract(weight, ordering: .relaxed)
                for (waiting, result) in zip(taken, results) {
                    if case .leaseLost = result { waiting.asking.end() }
                    waiting.written.resolve(.success(result))
                }
            } catch {
                inLine.subtract(weight, ordering: .relaxed)
                for waiting in taken {
                    waiting.asking.end()
                    waiting.written.resolve(.failure(error))
                }
            }
        }
        isWriting = false
    }
}

extension HeardPage {
    /// Its items, and one more for every eight kilobytes that they hold.
    fileprivate var weight: Int {
        let bytes = items.reduce(0) { sum, item in
            switch item.heard {
            case .message(let message): sum + message.text.utf8.count + message.quoted.utf8.count
            case .unreadable(let unreadable): sum + unreadable.raw.count
            }
        }
        return items.count + bytes / 8192
    }
}

/// What became of a page that was put in line: known once, asked by one task.
package final class Written: Sendable {
    private enum State {
        case unknown
        case awaited(CheckedContinuation<Remembered, any Error>)
        case known(Result<Remembered, any Error>)
    }
    private let state = Mutex(State.unknown)

    package var result: Remembered {
        get async throws {
            try await withCheckedThrowingContinuation { continuation in
                let known = state.withLock { state -> Result<Remembered, any Error>? in
                    if case .known(let result) = state { return result }
                    state = .awaited(continuation)
                    return nil
                }
                if let known { continuation.resume(with: known) }
            }
        }
    }

    fileprivate func resolve(_ result: Result<Remembered, any Error>) {
        let waiter = state.withLock { state -> CheckedContinuation<Remembered, any Error>? in
            defer { state = .known(result) }
            if case .awaited(let waiter) = state { return waiter }
            return nil
        }
        waiter?.resume(with: result)
    }
}
