import CCurl
import Glibc
import Logging
import Synchronization

/// Every byte over the network goes through here: libcurl's multi handle on one thread of its own,
/// behind `async` calls. One `Exchange` for the whole program; connections are reused.
///
/// Any number of calls may be under way: what exceeds `connections` waits its turn, and the time it
/// waits counts against no limit. Proxies named in the environment are not used.
package final class Exchange: Sendable {
    private let inbox: Inbox
    private let thread: LoopThread
    private let posts: PostRoom

    /// - Parameters:
    ///   - connections: how many transfers run at once, and how many idle connections are kept.
    ///   - trusting: a file of certificate authorities (PEM) in place of the machine's own. Without it,
    ///     `SSL_CERT_FILE` is obeyed as other programs do.
    ///   - resolving: for tests and benchmarks only: `host:port` to a numeric address, asked before the
    ///     name servers; `*:port` stands for every host.
    package init(
        connections: Int = 512, trusting authorities: String? = nil, resolving: [String: String] = [:],
        logger: Logger = Logger(label: "earshot.wire")
    ) throws {
        precondition(connections > 0)
        guard Exchange.libraryIsReady else { throw WireError(.brokenOff, "libcurl cannot be initialised.") }
        guard let multi = curl_multi_init() else { throw WireError(.brokenOff, "libcurl gave no multi handle.") }
        // A peer that is gone is an error code, not the end of the program.
        signal(SIGPIPE, SIG_IGN)
        Exchange.makeRoomForFiles(connections * 4 + 256)
        // Kept connections, the used ones among them, never outnumber the transfers.
        _ = cc_multi_set_long(multi, CURLMOPT_MAXCONNECTS, connections)
        _ = cc_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))

        inbox = Inbox(multi: multi)
        posts = PostRoom()
        thread = try LoopThread { [inbox] in
            var settings = Settings(authorities: authorities ?? Exchange.authorities)
            if !resolving.isEmpty {
                let names = TextList()
                for (name, address) in resolving { names.append("\(name):\(address)") }
                settings.resolving = names
            }
            return Loop(inbox: inbox, settings: settings, connections: connections, logger: logger)
        }
    }

    deinit { inbox.stop() }

    /// Any status is an answer, not an error. Only GET follows redirects; of other methods the redirect is
    /// the answer.
    ///
    /// Throws `WireError`, and `CancellationError` when the calling task is cancelled, after the transfer has
    /// really stopped. A POST, PUT or DELETE that was cancelled when it may have been read already throws
    /// `WireError.cancelled` with `mayHaveArrived` instead: nobody may take it for not sent.
    package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let plan = try HTTPPlan(request)
        return try await inbox.ask { .fetch($0, plan, $1) }
    }

    /// Returns once the server has accepted the mail after the final dot. Throws `WireError`, whose
    /// `mayHaveArrived` tells whether the final dot may have been read, and `CancellationError` when the
    /// calling task was cancelled before that.
    package func deliver(_ delivery: SMTPDelivery) async throws -> SMTPReceipt {
        try await posts.deliver(delivery) { plan in try await self.login(plan) }
    }

    /// Connects, secures and logs in.
    package func open(_ server: IMAPServer, limits: Limits = Limits()) async throws -> Stream {
        try await login(LoginPlan(server, limits: limits)).stream
    }

    private func login(_ plan: LoginPlan) async throws -> LoggedIn {
        try await inbox.ask { .login($0, plan, $1) }
    }

    /// Ends what is under way with `WireError.cancelled` and stops the thread.
    package func close() async {
        await inbox.stopAndWait()
        thread.join()
    }

    private static let libraryIsReady = cc_global_init() == CURLE_OK

    private static var authorities: String? {
        if let named = getenv("SSL_CERT_FILE"), named.pointee != 0 { return String(cString: named) }
        guard let easy = try? Easy() else { return nil }
        defer { curl_easy_cleanup(easy.raw) }
        return easy.text(CURLINFO_CAINFO)
    }

    /// A name being looked up takes file descriptors too, and many systems start programs with 1,024.
    private static func makeRoomForFiles(_ wanted: Int) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        let wanted = min(rlim_t(wanted), limit.rlim_max)
        guard limit.rlim_cur < wanted else { return }
        limit.rlim_cur = wanted
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
