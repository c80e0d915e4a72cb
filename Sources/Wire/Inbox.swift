import CCurl
import Synchronization

/// What callers want of the loop. Everything in it may cross threads.
enum Command: Sendable {
    case fetch(UInt64, HTTPPlan, CheckedContinuation<HTTPResponse, any Error>)
    case login(UInt64, LoginPlan, CheckedContinuation<LoggedIn, any Error>)
    case read(UInt64, stream: UInt64, upTo: Int, within: Duration, CheckedContinuation<[UInt8], any Error>)
    case write(UInt64, stream: UInt64, [UInt8], within: Duration, CheckedContinuation<Void, any Error>)
    case park(stream: UInt64, keep: Duration, farewell: [UInt8])
    case close(stream: UInt64, CheckedContinuation<Void, Never>?)
    /// Ends the transfer or the operation of this number, if it is still under way.
    case cancel(UInt64)
}

/// The way from any task to the loop's thread.
final class Inbox: Sendable {
    private struct State {
        var commands: [Command] = []
        var stopping = false
        var ended = false
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())
    private let lastID = Atomic<UInt64>(0)
    /// The multi handle's address. `curl_multi_wakeup` is the one call that libcurl allows from other
    /// threads; it is made under the lock and never once stopping, so the handle outlives it.
    private let multi: UInt

    init(multi: UnsafeMutableRawPointer) {
        self.multi = UInt(bitPattern: multi)
    }

    /// Gives the loop a command and waits for its answer. Cancelling the task ends what the command began,
    /// also when the loop has not seen it yet, and the call returns only once that has happened.
    func ask<Answer: Sendable>(
        _ command: (UInt64, CheckedContinuation<Answer, any Error>) -> Command
    ) async throws -> Answer {
        let ticket = Ticket(lastID.add(1, ordering: .relaxed).newValue)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { answer in
                let outcome = ticket.begin { post(command(ticket.id, answer)) }
                switch outcome {
                case .begun: break
                case .cancelled: answer.resume(throwing: CancellationError())
                case .closed: answer.resume(throwing: WireError.closed)
                }
            }
        } onCancel: {
            ticket.cancel { _ = post(.cancel(ticket.id)) }
        }
    }

    /// False after `stop`: the command is dropped.
    func post(_ command: Command) -> Bool {
        state.withLock { state in
            guard !state.stopping else { return false }
            state.commands.append(command)
            if state.commands.count == 1 { wake() }
            return true
        }
    }

    /// What was posted since the last time, and whether to stop after it.
    func take() -> (commands: [Command], stopping: Bool) {
        state.withLock { state in
            defer { state.commands.removeAll(keepingCapacity: false) }
            return (state.commands, state.stopping)
        }
    }

    func stop() {
        state.withLock { state in
            guard !state.stopping else { return }
            state.stopping = true
            wake()
        }
    }

    /// Stops the loop and returns when it has ended.
    func stopAndWait() async {
        stop()
        await withCheckedContinuation { waiter in
            let over = state.withLock { state in
                if !state.ended { state.waitingForEnd.append(waiter) }
                return state.ended
            }
            if over { waiter.resume() }
        }
    }

    /// The loop's last word.
    func end() {
        let waiting = state.withLock { state in
            state.ended = true
            defer { state.waitingForEnd = [] }
            return state.waitingForEnd
        }
        for waiter in waiting { waiter.resume() }
    }

    /// For the loop's thread alone.
    var handle: UnsafeMutableRawPointer {
        guard let handle = UnsafeMutableRawPointer(bitPattern: multi) else {
            preconditionFailure("made from a pointer")
        }
        return handle
    }

    private func wake() { curl_multi_wakeup(handle) }
}

/// Orders a beginning and its cancellation, which come from different threads: a cancellation that comes
/// first prevents the beginning, one that comes later follows it into the inbox.
private final class Ticket: Sendable {
    enum Outcome { case begun, cancelled, closed }
    private enum State { case waiting, begun, cancelled }
    let id: UInt64
    private let state = Mutex(State.waiting)

    init(_ id: UInt64) { self.id = id }

    func begin(_ post: () -> Bool) -> Outcome {
        state.withLock { state in
            guard case .waiting = state else { return .cancelled }
            state = .begun
            return post() ? .begun : .closed
        }
    }

    func cancel(_ post: () -> Void) {
        state.withLock { state in
            if case .begun = state { post() }
            state = .cancelled
        }
    }
}
