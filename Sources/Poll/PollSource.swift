import Channels
import Storage
import Triage

/// A configured source, ready to be asked.
package struct PollSource: Sendable {
    package var listener: any Listener
    package var every: Duration

    package init(listener: any Listener, every: Duration) {
        self.listener = listener
        self.every = every
    }
}

/// What a loop tells whoever watches (the log, the demo's terminal, a test).
package enum PollEvent: Sendable {
    case remembered(SourceName, Remembered.Counts)
    case failed(SourceName, ListenFailure, failuresInARow: Int)
    case recovered(SourceName)
    /// Another worker has it, or the database could not be written: nothing was lost, the pages are heard again.
    case setAside(SourceName, String)
}
