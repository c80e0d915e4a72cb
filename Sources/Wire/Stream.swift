/// A raw, authenticated stream to an IMAP server: libcurl did the connecting, TLS and the login
/// (`CURLOPT_CONNECT_ONLY`), the bytes are the caller's.
package struct IMAPServer: Sendable, Hashable {
    /// `imap://host:143` or `imaps://host`; a path is ignored.
    package var url: String
    package var user: String
    package var password: String
    package var tls: SMTPServer.TLS
    package var addresses: Addresses

    package init(
        url: String, user: String, password: String, tls: SMTPServer.TLS = .whereOffered,
        addresses: Addresses = .anywhere
    ) {
        self.url = url
        self.user = user
        self.password = password
        self.tls = tls
        self.addresses = addresses
    }
}

/// The open connection itself, for one task at a time: the loop's thread does the sending and receiving.
package final class Stream: Sendable {
    /// The server's host, for sentences.
    package let host: String
    private let id: UInt64
    private let inbox: Inbox

    init(id: UInt64, host: String, inbox: Inbox) {
        self.id = id
        self.host = host
        self.inbox = inbox
    }

    deinit { _ = inbox.post(.close(stream: id, nil)) }

    /// Returns once the kernel has all bytes. After any failure, a cancellation too, nothing more can be
    /// written, since part of the bytes may have gone; after `.brokenOff`, what the server said before it
    /// closed can still be read.
    package func write(_ bytes: [UInt8], within limit: Duration) async throws {
        guard !bytes.isEmpty else { return }
        try await inbox.ask { .write($0, stream: id, bytes, within: limit, $1) }
    }

    /// At least one byte and at most `upTo`, as they came; an empty array at the end of the stream.
    ///
    /// After `.timedOut` and after a cancellation nothing is lost and the stream can be read on.
    package func read(upTo most: Int, within limit: Duration) async throws -> [UInt8] {
        try await inbox.ask { .read($0, stream: id, upTo: max(1, most), within: limit, $1) }
    }

    /// Returns once the connection is closed. Whatever waits for it fails with `.cancelled`.
    package func close() async {
        await withCheckedContinuation { done in
            if !inbox.post(.close(stream: id, done)) { done.resume() }
        }
    }

    /// Keeps the idle connection for later use. It is closed, after the farewell, when the time is up, and
    /// without one when the server says anything or closes it; then the next use fails with `.brokenOff`.
    func park(keep: Duration, farewell: [UInt8]) {
        _ = inbox.post(.park(stream: id, keep: keep, farewell: farewell))
    }
}
