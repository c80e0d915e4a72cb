import Foundation
import Synchronization
import Triage
import Wire

/// Texts to one number, from Twilio's list of messages (or from a gateway that speaks like it).
///
/// Twilio can be asked for messages since a day, not since a moment or an id, and puts a message into its
/// list by the time it was sent. So every poll reads from the day before the newest message heard, and what
/// comes twice is told apart by its SID. Cursors:
/// - `messages`: `.time`, moved only when a list was read to its end, and only by times that Twilio gave;
/// - `page`: `.token`, the next page of the list that is being read, and how many were read before it;
/// - `reached`: `.time`, the newest message of that list so far.
///
/// <https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources>
package final class TwilioListener: Listener {
    package let source: SourceName
    package let channel = Channel.sms
    package let host: String

    private let settings: Settings
    private let since: Since
    private let addresses: Addresses
    private let fetch: @Sendable (HTTPRequest) async throws -> HTTPResponse
    /// Whether the last answer was no list.
    private let isGarbled = Mutex(false)

    static let overlap = 86_400
    /// A list that never ends is a gateway that does not page.
    static let pageLimit = 10_000

    /// - Parameters:
    ///   - number: ours, E.164 or a short code.
    ///   - numbers: how senders' numbers are read.
    /// - Throws: `ListenFailure` that tells a person which setting cannot work.
    package convenience init(
        source: SourceName, url: String, account: String, token: String, number: String, since: Since,
        addresses: Addresses, numbers: SenderNumbers = .asTheyCome, exchange: Exchange
    ) throws {
        try self.init(
            source: source, url: url, account: account, token: token, number: number, since: since,
            addresses: addresses, numbers: numbers
        ) { try await exchange.send($0) }
    }

    init(
        source: SourceName, url: String, account: String, token: String, number: String, since: Since,
        addresses: Addresses, numbers: SenderNumbers = .asTheyCome,
        fetch: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse
    ) throws {
        self.source = source
        self.since = since
        self.addresses = addresses
        self.fetch = fetch
        self.settings = try Settings(
            source: source, url: url, account: account, token: token, number: number, numbers: numbers)
        self.host = settings.origin.authority
    }

    private struct Settings: Sendable {
        var origin: Origin
        var account: String
        var token: String
        var number: String
        var reading: TwilioReading

        init(
            source: SourceName, url: String, account: String, token: String, number: String, numbers: SenderNumbers
        ) throws {
            guard let origin = Origin(url) else {
                throw ListenFailure(.tellPerson, "\(source): `url` must be like https://api.twilio.com")
            }
            guard !account.isEmpty, account.utf8.count <= 64, account.utf8.allSatisfy(Percent.isPlain) else {
                throw ListenFailure(.tellPerson, "\(source): `account` must be the account's SID, like AC0123")
            }
            guard !token.isEmpty else { throw ListenFailure(.tellPerson, "\(source): `token` is empty") }
            guard let ours = Handle(.sms, number) else {
                throw ListenFailure(.tellPerson, "\(source): `number` must be like +12025550100; found: \(number)")
            }
            self.origin = origin
            self.account = account
            self.token = token
            self.number = ours.address
            self.reading = TwilioReading(
                source: source, root: origin.root, number: ours.address, numbers: numbers)
        }

        func firstPage(_ start: Moment?) -> String {
            var url = "\(origin.base)/2010-04-01/Accounts/\(account)/Messages.json"
            url += "?To=\(Percent.encode(number))&PageSize=1000"
            if let start {
                // The name of the parameter is `DateSent>`.
                url += "&DateSent%3E=\((start - .seconds(TwilioListener.overlap)).rfc3339.prefix(10))"
            }
            return url
        }

        /// The next page's address; nil where it is not on our host, since our password would go with it.
        func address(_ next: String) -> String? {
            guard next.utf8.count <= 4096, next.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
            else { return nil }
            if next.hasPrefix(origin.root + "/") { return next }
            guard next.hasPrefix("/"), !next.hasPrefix("//") else { return nil }
            let path = origin.base.dropFirst(origin.root.count)
            return path.isEmpty || next.hasPrefix(path + "/") ? origin.root + next : origin.base + next
        }
    }

    package func listen(from cursors: Cursors, now: Moment) async throws -> Page {
        let start = start(cursors, now: now)
        let walk = walk(cursors)
        let url = walk.map { $0.url } ?? settings.firstPage(start)
        var request = HTTPRequest(.get, url, addresses: addresses)
        request.basic = (settings.account, settings.token)
        request.headers.append((name: "Accept", value: "application/json"))
        let response: HTTPResponse
        do {
            response = try await fetch(request)
        } catch let error as WireError {
            throw ListenFailure(error, source: source)
        }
        if let failure = TwilioFailure.read(response, source: source, account: settings.account, now: now) {
            // A page token that is no longer valid: begin the list again, once.
            if walk != nil, failure.next == .tellPerson, response.status == 400 || response.status == 404 {
                var page = Page(
                    items: [], cursors: cursors, more: true, remark: "the list is read again from its start")
                page.cursors["page"] = Cursor.none
                return page
            }
            throw failure
        }
        let answer: TwilioReading.Answer
        do {
            answer = try settings.reading.read(response.body, now: now)
        } catch let fault as JSONFault {
            return try garbled(fault, response, cursors)
        }
        isGarbled.withLock { $0 = false }
        return page(answer, cursors, start: start, read: (walk?.count ?? 0) + 1, asked: url, now: now)
    }

    private func page(
        _ answer: TwilioReading.Answer, _ cursors: Cursors, start: Moment?, read: Int,
        asked: String, now: Moment
    ) -> Page {
        var page = Page(
            items: answer.items, cursors: cursors, remark: "\(answer.items.count) of \(answer.count) inbound")
        if case .moment(let moment) = since {
            page.items.removeAll { heard in
                guard case .message(let message) = heard else { return false }
                return message.time < moment
            }
        }
        var reached = start
        if case .time(let before, _) = cursors["reached"] { reached = max(before, reached ?? before) }
        // A time ahead of our clock must not hide what comes before it.
        if let latest = answer.latest { reached = max(min(latest, now), reached ?? min(latest, now)) }
        if let next = answer.next, answer.count > 0 {
            let url = settings.address(next)
            guard let url, url != asked, read < Self.pageLimit else {
                let reason =
                    url == nil
                    ? "the list goes on at another host than `url`, where it is not followed" : "the list does not end"
                page.trouble = ListenFailure(.tellPerson, "\(source): \(reason)")
                page.remark = reason
                page.cursors["page"] = Cursor.none
                return page
            }
            page.cursors["page"] = .token("\(read) \(url)")
            page.cursors["reached"] = reached.map { .time($0, overlap: 0) } ?? Cursor.none
            page.more = true
            return page
        }
        page.cursors["messages"] = reached.map { .time($0, overlap: Self.overlap) } ?? Cursor.none
        if cursors["page"] != nil { page.cursors["page"] = Cursor.none }
        if cursors["reached"] != nil { page.cursors["reached"] = Cursor.none }
        return page
    }

    /// From when messages are wanted; nil: all of them.
    private func start(_ cursors: Cursors, now: Moment) -> Moment? {
        if case .time(let time, _) = cursors["messages"] { return time }
        return switch since {
        case .now: now
        case .beginning: nil
        case .moment(let moment): moment
        }
    }

    private func walk(_ cursors: Cursors) -> (count: Int, url: String)? {
        guard case .token(let token) = cursors["page"], let space = token.firstIndex(of: " "),
            let count = Int(token[..<space]), let url = settings.address(String(token[token.index(after: space)...]))
        else { return nil }
        return (count, url)
    }

    /// As for Mastodon: kept once, then a failure.
    private func garbled(_ fault: JSONFault, _ response: HTTPResponse, _ cursors: Cursors) throws -> Page {
        let reason = "\(source): the answer is no list of messages: \(fault.reason)"
        let isNew = isGarbled.withLock { garbled in
            defer { garbled = true }
            return !garbled
        }
        guard isNew else { throw ListenFailure(.tryAgain, reason) }
        let kept = Unreadable.unnamed(
            source: source, channel: .sms, reason: reason,
            contentType: response.header("content-type") ?? "application/octet-stream", raw: response.body)
        return Page(items: [.unreadable(kept)], cursors: cursors, remark: reason)
    }
}
