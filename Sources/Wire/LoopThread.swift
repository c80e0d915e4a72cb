import CCurl
import Glibc
import Synchronization

/// The one thread that drives libcurl: it makes the loop, runs it and frees it.
final class LoopThread: Sendable {
    private enum State { case running(pthread_t), left }
    private let state: Mutex<State>

    /// - Parameter make: called on the new thread, so that nothing of the loop ever crosses threads.
    init(make: @escaping @Sendable () -> Loop) throws(WireError) {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(make))
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Work>.fromOpaque(context).takeRetainedValue().make().run()
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            work.release()
            throw WireError(.brokenOff, "No thread for the network: \(String(cString: strerror(code))).")
        }
        state = Mutex(.running(thread))
    }

    /// Call it only once the loop has said that it ended: then this takes no time.
    func join() {
        state.withLock { state in
            guard case .running(let thread) = state else { return }
            pthread_join(thread, nil)
            state = .left
        }
    }

    deinit {
        state.withLock { state in
            if case .running(let thread) = state { pthread_detach(thread) }
        }
    }

    private final class Work {
        let make: @Sendable () -> Loop
        init(_ make: @escaping @Sendable () -> Loop) { self.make = make }
    }
}
