import Synchronization
import Triage
import Wire

/// One mailbox on an IMAP server, heard by UID and left exactly as it is.
///
/// The lane is the mailbox's name; its cursor `uids(validity, last)`. Mail is listed from `last + 1` on and
/// fetched in batches. When the mailbox was rebuilt (another UIDVALIDITY, or UIDs that went backwards) it is
/// listed from the start again: mail heard before is known by its identity, and mail from before the source
/// began is set aside by its time, so nothing is ticketed twice.
///
/// Neither flags nor dates decide what is new: people and other programs read mail too, and moved mail is old.
package final class EmailListener: Listener {
    package let source: SourceName
    package let channel = Channel.email
    package let host: String

    /// How much of one mail is fetched and held, and what of a longer one.
    package struct Bounds: Sendable {
        package var mail = 25 << 20
        package var beginning = 256 << 10
        /// UIDs, and bytes as the server announces them, of one batch.
        package var batch = 50
        package var batchBytes = 16 << 20
        package init() {}
    }

    private let mailbox: String
    private let encoded: String
    private let since: Since
    private let bounds: Bounds
    private let connect: @Sendable () async throws -> any IMAPWire
    private let memory = Mutex(Memory())

    /// What is only remembered to be quicker; losing it costs a login.
    private struct Memory {
        var client: IMAPClient?
        var usedAt = Moment(microseconds: 0)
        /// The first UID of a batch that the server broke off at, and how often.
        var trouble: (uid: UInt32, times: Int) = (0, 0)
    }

    /// Longer than this without a word, and a firewall may have forgotten the connection.
    private static let idle = Duration.seconds(540)
    /// After so many times the mail itself is taken to be the cause.
    private static let patience = 3
    /// UIDs asked for at once. They may have gaps of millions, so an empty answer makes it eight times as many.
    private static let window: UInt64 = 500

    /// - Parameter url: `imaps://mail.example/INBOX`; a mailbox beyond ASCII percent-encoded or as it is.
    /// - Throws: `ListenFailure` that tells a person what is wrong with the settings.
    package convenience init(
        source: SourceName, url: String, user: String, password: String, since: Since,
        tls: SMTPServer.TLS = .whereOffered, addresses: Addresses = .anywhere, bounds: Bounds = Bounds(),
        exchange: Exchange
    ) throws {
        let address = try Self.address(url, source)
        let server = IMAPServer(url: address.server, user: user, password: password, tls: tls, addresses: addresses)
        try self.init(source: source, url: url, since: since, bounds: bounds) { try await exchange.open(server) }
    }

    init(
        source: SourceName, url: String, since: Since, bounds: Bounds = Bounds(),
        connect: @escaping @Sendable () async throws -> any IMAPWire
    ) throws {
        let address = try Self.address(url, source)
        self.source = source
        self.host = address.host
        self.mailbox = address.mailbox
        self.encoded = address.encoded
        self.since = since
        self.bounds = bounds
        self.connect = connect
    }

    private static func address(_ url: String, _ source: SourceName) throws -> MailboxAddress {
        guard let address = MailboxAddress(url) else {
            throw ListenFailure(.tellPerson, "\(source): `url` must be like imaps://mail.example/INBOX")
        }
        return address
    }

    package func close() async {
        await take(now: nil)?.close()
    }

    package func listen(from cursors: Cursors, now: Moment) async throws -> Page {
        do {
            if let client = take(now: now) {
                do {
                    return try await listen(from: cursors, now: now, over: client)
                } catch  where Self.isStale(error) {
                    // The server gave up the idle connection. A new one is worth one try.
                    await client.drop()
                }
            }
            return try await listen(from: cursors, now: now, over: IMAPClient(try await connect()))
        } catch let error as WireError {
            if Task.isCancelled { throw CancellationError() }
            throw ListenFailure(error, source: source)
        } catch let problem as IMAPProblem {
            throw failure(problem)
        }
    }

    private func listen(from cursors: Cursors, now: Moment, over client: IMAPClient) async throws -> Page {
        do {
            var page = try await page(from: cursors, now: now, over: client)
            let alert = await client.alert
            if !alert.isEmpty { page.remark += ", the server says: \(alert)" }
            memory.withLock {
                $0.client = client
                $0.usedAt = now
            }
            return page
        } catch {
            await client.drop()
            throw error
        }
    }

    private func take(now: Moment?) -> IMAPClient? {
        let (client, usedAt) = memory.withLock { memory in
            defer { memory.client = nil }
            return (memory.client, memory.usedAt)
        }
        guard let client, let now else { return client }
        if usedAt <= now, now - usedAt < Self.idle { return client }
        Task { await client.close() }
        return nil
    }

    private static func isStale(_ error: any Error) -> Bool {
        switch error {
        case let problem as IMAPProblem:
            if case .bye = problem { return true }
            return problem == .ended
        case let error as WireError: return error.kind == .brokenOff || error.kind == .timedOut
        default: return false
        }
    }

    // MARK: One page

    private func page(from cursors: Cursors, now: Moment, over client: IMAPClient) async throws -> Page {
        let state: IMAPClient.Mailbox
        do {
            state = try await client.examine(encoded)
        } catch IMAPProblem.no(let code, let text) {
            throw refused(code, text)
        }
        let top = try await top(state, client)
        var remark = ""
        var last: UInt32 = 0
        switch cursors[mailbox] ?? .none {
        case .uids(state.validity, let heard) where heard <= top: last = heard
        case .uids(state.validity, _): remark = "UIDs went backwards; listed anew: "
        case .uids: remark = "the mailbox was rebuilt; listed anew: "
        case .none, .ids, .token, .time, .names:
            if since == .now {
                var cursors = cursors
                cursors[mailbox] = .uids(validity: state.validity, last: top)
                return Page(items: [], cursors: cursors, remark: "baseline at UID \(top)")
            }
        }
        guard last < top else {
            var cursors = cursors
            cursors[mailbox] = .uids(validity: state.validity, last: last)
            return Page(items: [], cursors: cursors, remark: remark + "nothing new after UID \(last)")
        }
        let (entries, end) = try await entries(after: last, top: top, client)
        let batch = batch(of: entries)
        let covered = batch.count < entries.count ? batch.last?.uid ?? end : end
        let wanted = batch.filter { isWanted($0) }
        let items: [Heard]
        do {
            items = try await fetch(wanted, now: now, client)
        } catch {
            if Self.isStale(error), let first = wanted.first { noteTrouble(first.uid) }
            throw error
        }
        memory.withLock { $0.trouble = (0, 0) }
        var cursors = cursors
        cursors[mailbox] = .uids(validity: state.validity, last: covered)
        return Page(
            items: items, cursors: cursors, more: covered < top,
            remark: remark + "\(items.count) new up to UID \(covered) of \(top)")
    }

    /// The highest UID given out so far. Old servers do not say UIDNEXT.
    private func top(_ state: IMAPClient.Mailbox, _ client: IMAPClient) async throws -> UInt32 {
        if let next = state.next, next > 0 { return next - 1 }
        return state.exists == 0 ? 0 : try await client.highest() ?? 0
    }

    /// What comes next, and up to where that is all there is.
    private func entries(after last: UInt32, top: UInt32, _ client: IMAPClient) async throws -> (
        [IMAPClient.Entry], end: UInt32
    ) {
        var from = UInt64(last) + 1
        var window = Self.window
        while true {
            let end = UInt32(min(from + window - 1, UInt64(top)))
            let limit = Int(Self.window)
            let entries = try await client.entries(UInt32(from)...end, limit: limit)
            if entries.count == limit, window > Self.window { return (entries, entries[limit - 1].uid) }
            if !entries.isEmpty || end == top { return (entries, end) }
            from = UInt64(end) + 1
            window *= 8
        }
    }

    /// As many as may come at once: one alone where the server broke off before.
    private func batch(of entries: [IMAPClient.Entry]) -> [IMAPClient.Entry] {
        let trouble = memory.withLock { $0.trouble }
        if let first = entries.first(where: isWanted), trouble.times > 0, first.uid == trouble.uid {
            return Array(entries.prefix { $0.uid <= first.uid })
        }
        var bytes = 0
        var batch: [IMAPClient.Entry] = []
        for entry in entries {
            if isWanted(entry) { bytes += min(entry.size ?? 0, bounds.mail) }
            if batch.count == bounds.batch || (!batch.isEmpty && bytes > bounds.batchBytes) { break }
            batch.append(entry)
        }
        return batch
    }

    private func isWanted(_ entry: IMAPClient.Entry) -> Bool {
        guard case .moment(let earliest) = since, let received = MailDate.internalDate(entry.received) else {
            return true
        }
        return received >= earliest
    }

    // MARK: Mails

    private func fetch(_ entries: [IMAPClient.Entry], now: Moment, _ client: IMAPClient) async throws -> [Heard] {
        let found = Found()
        let trouble = memory.withLock { $0.trouble }
        let small = entries.filter { ($0.size ?? 0) <= bounds.mail }
        let read: @Sendable (IMAPClient.Entry, IMAPClient.Body) -> Void = { [source, bounds] entry, body in
            found.keep(entry.uid, Self.heard(entry, body, source: source, bounds: bounds, now: now))
        }
        let byUID = Dictionary(uniqueKeysWithValues: entries.map { ($0.uid, $0) })
        if let only = small.first, small.count == 1, only.uid == trouble.uid, trouble.times >= Self.patience {
            let reason = "the server breaks the connection off when it is asked for UID \(only.uid) of \(mailbox)"
            found.keep(only.uid, .unreadable(unnamed(only, reason)))
        } else if !small.isEmpty {
            do {
                try await client.bodies(small.map(\.uid), first: nil, holding: bounds.mail) { uid, body in
                    // A server may announce a wrong size: what turned out too long is fetched in part below.
                    if case .tooLong = body { return }
                    if let entry = byUID[uid] { read(entry, body) }
                }
            } catch IMAPProblem.no {
                // One of them it cannot give; which, is found below.
            }
        }
        // One by one: the long ones, and those that did not come with the others.
        var refused: [(IMAPClient.Entry, String)] = []
        for entry in entries where !found.has(entry.uid) {
            let isLong = (entry.size ?? 0) > bounds.mail
            let size = Mutex(entry.size)
            do {
                if !isLong {
                    try await client.bodies([entry.uid], first: nil, holding: bounds.mail) { _, body in
                        if case .tooLong(let count) = body { size.withLock { $0 = count } } else { read(entry, body) }
                    }
                }
                let whole = size.withLock { $0 } ?? 0
                guard isLong || whole > bounds.mail, !found.has(entry.uid) else { continue }
                var long = entry
                long.size = whole
                let asked = long
                try await client.bodies([entry.uid], first: bounds.beginning, holding: bounds.beginning) { _, body in
                    read(asked, body)
                }
            } catch IMAPProblem.no(_, let text) {
                refused.append((entry, text))
            }
        }
        for (entry, text) in refused {
            // When the server gives nothing at all it is ill, and not the mail.
            guard found.count > 0 else { throw IMAPProblem.no(code: "", text) }
            found.keep(entry.uid, .unreadable(unnamed(entry, "the server does not give it: \(text)")))
        }
        return entries.compactMap { found[$0.uid] }
    }

    private static func heard(
        _ entry: IMAPClient.Entry, _ body: IMAPClient.Body, source: SourceName, bounds: Bounds, now: Moment
    ) -> Heard {
        func unreadable(_ reason: String, _ raw: [UInt8], whole: Int) -> Heard {
            var item = Unreadable(
                identity: Message.identity("email:\(source)", "sha256-" + Mime.digest(raw, length: 32)), source: source,
                channel: .email, reason: reason, contentType: "message/rfc822", raw: raw)
            item.wholeBytes = whole
            return .unreadable(item)
        }
        switch body {
        case .none:
            return unreadable("the server gives no body for UID \(entry.uid)", Array("UID \(entry.uid)".utf8), whole: 0)
        case .tooLong(let count):
            return unreadable(
                "the server sends all \(count) bytes of UID \(entry.uid) where only the first were asked for",
                Array("UID \(entry.uid)".utf8), whole: count)
        case .bytes(let raw):
            let whole = max(raw.count, raw.count >= bounds.beginning ? entry.size ?? 0 : 0)
            let isPart = (entry.size ?? 0) > bounds.mail && whole > raw.count
            do {
                let reading = try MailReader.read(raw, wholeBytes: isPart ? whole : nil)
                return .message(
                    reading.message(source: source, received: MailDate.internalDate(entry.received), now: now))
            } catch {
                return unreadable(error.description, raw, whole: isPart ? whole : raw.count)
            }
        }
    }

    /// For a mail whose bytes are not to be had.
    private func unnamed(_ entry: IMAPClient.Entry, _ reason: String) -> Unreadable {
        let raw = Array("UID \(entry.uid), received \(entry.received), \(entry.size ?? 0) bytes".utf8)
        var item = Unreadable(
            identity: Message.identity("email:\(source)", "uid-\(entry.uid)-\(Mime.digest(raw))"), source: source,
            channel: .email, reason: reason, contentType: "text/plain", raw: raw)
        item.wholeBytes = entry.size ?? 0
        return item
    }

    private func noteTrouble(_ uid: UInt32) {
        memory.withLock { $0.trouble = (uid, $0.trouble.uid == uid ? $0.trouble.times + 1 : 1) }
    }

    /// The mails of a batch as they come.
    private final class Found: Sendable {
        private let items = Mutex<[UInt32: Heard]>([:])
        func keep(_ uid: UInt32, _ heard: Heard) { items.withLock { $0[uid] = heard } }
        func has(_ uid: UInt32) -> Bool { items.withLock { $0[uid] != nil } }
        var count: Int { items.withLock { $0.count } }
        subscript(_ uid: UInt32) -> Heard? { items.withLock { $0[uid] } }
    }

    // MARK: Failures

    private func refused(_ code: String, _ text: String) -> ListenFailure {
        let said = "\(source): \(host) does not open the mailbox \(mailbox) (\(text))"
        switch code {
        case "UNAVAILABLE", "INUSE", "SERVERBUG", "LIMIT":
            return ListenFailure(.tryAgain, said)
        default:
            return ListenFailure(
                .tellPerson, "\(said); check the path of this source's `url`: was the mailbox renamed or removed?")
        }
    }

    private func failure(_ problem: IMAPProblem) -> ListenFailure {
        switch problem {
        case .no(let code, let text):
            let isLogin = code == "AUTHENTICATIONFAILED" || code == "AUTHORIZATIONFAILED"
            return ListenFailure(isLogin ? .tellPerson : .tryAgain, "\(source): \(host) refuses: \(text)")
        case .bad(let text): return ListenFailure(.tryAgain, "\(source): \(host) does not understand us: \(text)")
        case .bye(let text): return ListenFailure(.tryAgain, "\(source): \(host) says good-bye: \(text)")
        case .ended: return ListenFailure(.tryAgain, "\(source): \(host) closed the connection")
        case .endless: return ListenFailure(.tryAgain, "\(source): \(host) answers without an end")
        case .nonsense(let what):
            return ListenFailure(.tryAgain, "\(source): \(host) sent \(what); is it an IMAP server?")
        }
    }
}
