import Logging

/// Every byte over the network goes through here: libcurl's multi handle on one thread of its own,
/// behind `async` calls. One `Exchange` for the whole program; connections are reused.
package final class Exchange: Sendable {
    package init(connections: Int = 512, logger: Logger = Logger(label: "earshot.wire")) throws {
        preconditionFailure("not built yet")
    }

    /// Any status is an answer, not an error. Throws `WireError`, and `CancellationError` when the
    /// calling task is cancelled, after the transfer has really stopped.
    package func send(_ request: HTTPRequest) async throws -> HTTPResponse { preconditionFailure("not built yet") }

    /// Returns once the server has accepted the mail after the final dot. Throws `WireError`, whose
    /// `mayHaveArrived` tells whether the final dot may have been read.
    package func deliver(_ delivery: SMTPDelivery) async throws -> SMTPReceipt { preconditionFailure("not built yet") }

    /// Connects, secures and logs in.
    package func open(_ server: IMAPServer, limits: Limits = Limits()) async throws -> Stream {
        preconditionFailure("not built yet")
    }

    /// Ends what is under way with `WireError.cancelled` and stops the thread.
    package func close() async {}
}

/// See `IMAPServer`. One task at a time may use it.
package final class Stream: Sendable {
    package func write(_ bytes: [UInt8], within: Duration) async throws { preconditionFailure("not built yet") }
    /// At least one byte and at most `upTo`, as they came; an empty array at the end of the stream.
    package func read(upTo: Int, within: Duration) async throws -> [UInt8] { preconditionFailure("not built yet") }
    package func close() async {}
}
