import Triage
import Wire

/// Hears a feed: RSS, Atom or JSON Feed, by conditional requests.
///
/// Every poll that brings a changed document returns all its items; what was heard before is told apart by
/// identity and revision. The revision is always the hash of title and text, so that a changed entry
/// is heard again. The lane is `feed`; see `FeedMemory` for what its cursor holds.
///
/// Dates: an entry without one gets the moment of the poll, except at the first poll of a source that
/// listens from `now`: there it is as old as can be (1970), so that it falls before `since` and nobody gets
/// tickets for what stood in the feed before we came.
package final class FeedListener: Listener {
    package let source: SourceName
    package let channel = Channel.feed
    package let host: String

    private let url: String
    private let since: Since
    private let addresses: Addresses
    private let limits: Limits
    private let basic: (user: String, password: String)?
    private let exchange: Exchange

    /// - Parameters:
    ///   - url: http or https.
    ///   - basic: for feeds behind a password; sent to the host of `url` only.
    package init(
        source: SourceName, url: String, since: Since, addresses: Addresses, exchange: Exchange,
        basic: (user: String, password: String)? = nil, limits: Limits = Limits()
    ) {
        self.source = source
        self.url = url
        self.since = since
        self.addresses = addresses
        self.exchange = exchange
        self.basic = basic
        self.limits = limits
        host = HTTPPlace.host(url) ?? url
    }

    package func listen(from cursors: Cursors, now: Moment) async throws -> Page {
        let memory = FeedMemory.read(cursors, url: url)
        if let memory, let moved = usable(memory.moved), memory.isFresh(at: now) {
            do {
                return try await ask(moved, memory, cursors, now)
            } catch let failure as ListenFailure {
                // A busy server is no reason to go elsewhere; otherwise the move may have been undone.
                if case .tryAgainAt = failure.next { throw failure }
            }
        }
        return try await ask(url, memory, cursors, now)
    }

    /// A password is never taken to another host.
    private func usable(_ moved: String?) -> String? {
        guard let moved, basic == nil || HTTPPlace.host(moved) == host else { return nil }
        return moved
    }

    private func ask(_ address: String, _ memory: FeedMemory?, _ cursors: Cursors, _ now: Moment) async throws -> Page {
        var request = HTTPRequest(.get, address, limits: limits, addresses: addresses)
        request.headers = [
            (
                "Accept",
                "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
                    + "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
            )
        ]
        request.basic = basic
        if let memory, memory.isFresh(at: now) {
            request.etag = memory.etag
            request.lastModified = memory.lastModified
        }
        let response: HTTPResponse
        do {
            response = try await exchange.send(request)
        } catch let error as WireError {
            try Task.checkCancellation()
            throw ListenFailure(error, source: source)
        }
        return try FeedAnswer(source: source, url: url, host: host, since: since)
            .page(response, memory: memory, cursors: cursors, now: now)
    }
}
