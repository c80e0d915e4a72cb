import Foundation

/// Threads of our own for calls that block, each with a tool that never leaves it: a database connection,
/// say. Jobs are taken in the order in which they came. No job ever runs on a thread of Swift's pool,
/// because one that waits for a disk or a lock there keeps the whole program waiting.
package final class BlockingThreads<Tool>: Sendable {
    private let shelf: Shelf

    /// - Parameters:
    ///   - count: how many threads.
    ///   - tool: called on each thread before its first job.
    ///   - putAway: called on each thread after its last.
    package init(
        count: Int, name: String, tool: @escaping @Sendable () -> Tool,
        putAway: @escaping @Sendable (Tool) -> Void = { _ in }
    ) {
        precondition(count > 0)
        let shelf = Shelf(threads: count)
        self.shelf = shelf
        for _ in 0..<count {
            let thread = Thread {
                let tool = tool()
                while let job = shelf.take() { job(tool) }
                putAway(tool)
                shelf.threadEnded()
            }
            thread.name = name
            thread.stackSize = 1 << 21
            thread.start()
        }
    }

    deinit { shelf.close(nil) }

    /// Runs `job` on one of the threads. A job that was taken on is run, even if the task is cancelled:
    /// half a write would be worse than a late one.
    package func run<T: Sendable>(_ job: @escaping @Sendable (Tool) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = shelf.put { tool in continuation.resume(with: Result { try job(tool) }) }
            if !isTaken { continuation.resume(throwing: StorageError.unavailable("the database was closed")) }
        }
    }

    /// Does what is still to be done, and returns when the threads have ended.
    package func close() async {
        await withCheckedContinuation { continuation in shelf.close(continuation) }
    }

    /// Unchecked: everything below is touched only while `condition` is held.
    private final class Shelf: @unchecked Sendable {
        typealias Job = @Sendable (Tool) -> Void
        private let condition = NSCondition()
        private var jobs: [Job] = []
        private var isClosed = false
        private var living: Int
        private var watchers: [CheckedContinuation<Void, Never>] = []

        init(threads: Int) { living = threads }

        func put(_ job: @escaping Job) -> Bool {
            condition.withLock {
                if isClosed { return false }
                jobs.append(job)
                condition.signal()
                return true
            }
        }

        /// Waits for a job; nil when there will be no more.
        func take() -> Job? {
            condition.withLock {
                while jobs.isEmpty && !isClosed { condition.wait() }
                return jobs.isEmpty ? nil : jobs.removeFirst()
            }
        }

        func threadEnded() {
            let done = condition.withLock {
                living -= 1
                defer { if living == 0 { watchers = [] } }
                return living == 0 ? watchers : []
            }
            for watcher in done { watcher.resume() }
        }

        func close(_ watcher: CheckedContinuation<Void, Never>?) {
            let isDone = condition.withLock {
                isClosed = true
                condition.broadcast()
                if living > 0, let watcher { watchers.append(watcher) }
                return living == 0
            }
            if isDone { watcher?.resume() }
        }
    }
}
