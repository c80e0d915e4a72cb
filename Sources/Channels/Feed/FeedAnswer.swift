import Triage
import Wire

/// What an HTTP answer means to a feed source. Pure, so that every answer can be tried without a server.
struct FeedAnswer {
    let source: SourceName
    /// As configured.
    let url: String
    let host: String
    let since: Since

    /// However long a feed asks to be left alone, an hour is the most that is granted: WordPress writes
    /// "hourly" and Cache-Control is often set for pictures, while a case may not wait.
    static let longestRest = Duration.seconds(3600)

    func page(
        _ response: HTTPResponse, memory: FeedMemory?, cursors: Cursors, now: Moment
    ) throws(ListenFailure) -> Page {
        if let failure = ListenFailure(status: response, source: source, now: now) { throw failure }
        if response.status == 304 {
            guard let memory else { throw fault(.tryAgain, "answers 304, though nothing was known of it") }
            return Page(items: [], cursors: cursors, notBefore: notBefore(response, memory.rest, now), remark: "304")
        }
        let body = Digest.name(of: response.body)
        var next = FeedMemory(
            url: url, etag: response.header("etag"), lastModified: response.header("last-modified"), body: body,
            moved: response.movedTo ?? (memory?.isFresh(at: now) == true ? memory?.moved : nil), since: now,
            rest: memory?.rest)
        if let memory, memory.body == body {
            if memory.isBroken == true { throw fault(.tryAgain, "still gives a document that could not be read") }
            // The clock of the validators goes on unless this answer did without them.
            if memory.isFresh(at: now) { next.since = memory.since }
            return Page(
                items: [], cursors: next == memory ? cursors : next.cursors,
                notBefore: notBefore(response, memory.rest, now), remark: "unchanged")
        }
        do throws(FeedRefusal) {
            let feed = try FeedParser.parse(
                response.body, contentType: response.header("content-type"), url: response.url)
            next.rest = feed.rest.map { $0.components.seconds }
            let isBaseline = memory == nil && since == .now
            let items = feed.heard(
                source: source, host: host, now: now, undated: isBaseline ? Moment(seconds: 0) : now)
            let count = items.count == 1 ? "1 item" : "\(items.count) items"
            return Page(
                items: items, cursors: next.cursors, notBefore: notBefore(response, next.rest, now),
                remark: ([count] + feed.remarks).joined(separator: "; "))
        } catch {
            let reason: String
            switch error {
            case .notAFeed(let what) where !response.body.contains(where: { !$0.isHTMLSpace && $0 != 0 }):
                throw fault(.tryAgain, "gives \(what)")
            case .notAFeed(let what): reason = "the address gives \(what)"
            case .unreadable(let what): reason = what
            }
            // One quarantined document is enough; a feed that stays broken with other bytes each time is a
            // failing source, and shown as that.
            if memory?.isBroken == true {
                throw fault(.tryAgain, "gives a document that could not be read: \(reason)")
            }
            next.isBroken = true
            next.etag = nil
            next.lastModified = nil
            let item = Unreadable(
                identity: Message.identity("feed:\(source)", "unreadable:" + body), source: source, channel: .feed,
                reason: reason, contentType: response.header("content-type") ?? "application/octet-stream",
                raw: response.body)
            return Page(items: [.unreadable(item)], cursors: next.cursors, remark: reason)
        }
    }

    private func fault(_ next: ListenFailure.Next, _ reason: String) -> ListenFailure {
        ListenFailure(next, "\(source): \(HTTPPlace.shown(url)) \(reason)")
    }

    /// The latest of what Cache-Control and the document ask for, at most an hour from now.
    private func notBefore(_ response: HTTPResponse, _ rest: Int64?, _ now: Moment) -> Moment? {
        let seconds = max(Self.maxAge(response) ?? 0, rest ?? 0)
        guard seconds > 0 else { return nil }
        return now + min(.seconds(seconds), Self.longestRest)
    }

    /// `max-age` less `Age`; nothing where the answer must not be kept.
    private static func maxAge(_ response: HTTPResponse) -> Int64? {
        guard let control = response.header("cache-control")?.lowercased() else { return nil }
        var age: Int64?
        for directive in control.split(separator: ",") {
            let parts = directive.split(separator: "=", maxSplits: 1).map(\.trimmed)
            if parts.first == "no-cache" || parts.first == "no-store" { return nil }
            if parts.count == 2, parts[0] == "max-age" { age = Int64(parts[1].filter(\.isNumber).prefix(10)) }
        }
        let spent = response.header("age").flatMap { Int64($0.trimmed.prefix(10)) } ?? 0
        return age.map { max(0, $0 - max(0, spent)) }
    }
}
