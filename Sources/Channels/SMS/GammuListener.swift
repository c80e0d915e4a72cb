import Logging
import Synchronization
import Triage

/// Texts that gammu-smsd receives with a modem on this machine and writes into a folder (its `files`
/// service, in any `inboxformat`).
///
/// One cursor, `inbox`: the names that were heard and are still there. A file is moved to `heard` within
/// the folder by `settled`, once its text is durable; a crash before that leaves its name in the cursor, and
/// the next poll only moves it.
package final class GammuListener: Listener {
    package let source: SourceName
    package let channel = Channel.sms
    package let host: String

    private let inbox: GammuInbox
    /// Ours, normalised; the source's name where it is not configured.
    private let number: String
    private let numbers: SenderNumbers
    private let logger: Logger
    /// Whether it was told that numbers come without their country.
    private let hasToldOfHomeless = Mutex(false)
    private let pause: @Sendable (Duration) async throws -> Void

    /// Texts in one page.
    static let pageLimit = 200
    /// smsd writes a file's bytes after it made the file: one that changed so lately is looked at again.
    static let young = Duration.seconds(1)
    /// How long to wait for the missing part of a longer text, after the last part came.
    static let patience = Duration.seconds(300)

    /// - Parameters:
    ///   - inbox: the `inboxpath` of gammu-smsd, absolute. It is heard whole; what is older than the source's
    ///     `since` is left out by policy.
    ///   - number: ours, where it is known.
    ///   - numbers: how senders' numbers are read; modems give them with and without their country's code.
    /// - Throws: `ListenFailure` that tells a person which setting cannot work.
    package convenience init(
        source: SourceName, inbox: String, number: String?, numbers: SenderNumbers = .asTheyCome
    ) throws {
        try self.init(source: source, inbox: inbox, number: number, numbers: numbers) {
            try await Task.sleep(for: $0)
        }
    }

    init(
        source: SourceName, inbox: String, number: String?, numbers: SenderNumbers = .asTheyCome,
        logger: Logger = Logger(label: "earshot.sms"), pause: @escaping @Sendable (Duration) async throws -> Void
    ) throws {
        var path = inbox
        while path.hasSuffix("/"), path.utf8.count > 1 { path.removeLast() }
        guard path.hasPrefix("/"), !path.utf8.contains(0) else {
            throw ListenFailure(
                .tellPerson, "\(source): `inbox` must be the absolute path of a folder; found: \(inbox)")
        }
        if let number, Handle(.sms, number) == nil {
            throw ListenFailure(.tellPerson, "\(source): `number` must be like +12025550100; found: \(number)")
        }
        self.source = source
        self.host = path
        self.inbox = GammuInbox(path: path)
        self.number = number.flatMap { Handle(.sms, $0)?.address } ?? source.rawValue
        self.numbers = numbers
        self.logger = logger
        self.pause = pause
    }

    package func listen(from cursors: Cursors, now: Moment) async throws -> Page {
        var known: Set<String> = []
        if case .names(let names) = cursors["inbox"] { known = Set(names) }
        let present = try inbox.names()
        let heard = present.filter(known.contains)
        let fresh = try await complete(present.filter { !known.contains($0) }, now: now)
        let ready = GammuPile.sort(fresh).filter { $0.isWhole || now - $0.changed >= Self.patience || $0.changed > now }
        var page = Page(items: [], cursors: cursors)
        var taken: [String] = []
        for pile in ready.prefix(Self.pageLimit) {
            do {
                guard let item = try read(pile, now: now) else { continue }
                taken += pile.files.map(\.file.name)
                if let heard = item { page.items.append(heard) }
            } catch let failure as ListenFailure {
                page.trouble = failure
            }
        }
        tellOfHomeless(page)
        page.receipt = heard + taken
        if heard.count != known.count || !taken.isEmpty { page.cursors["inbox"] = .names((heard + taken).sorted()) }
        page.more = ready.count > Self.pageLimit
        page.remark = page.trouble?.reason ?? (taken.isEmpty ? "" : "\(page.items.count) texts")
        return page
    }

    package func settled(_ page: Page) async throws {
        for name in page.receipt { try inbox.putAside(name) }
    }

    /// Once: a stop or a call-back of somebody whose number comes with its country another time would not be theirs.
    private func tellOfHomeless(_ page: Page) {
        let isHomeless = page.items.contains {
            if case .message(let message) = $0 { numbers.isHomeless(message.author.handle) } else { false }
        }
        guard isHomeless,
            !hasToldOfHomeless.withLock({
                let was = $0; $0 = true; return was
            })
        else { return }
        logger.warning(
            """
            numbers come without their country's code\(numbers.knowsCountry ? " that its `region` does not know" : ""), \
            and are kept as they come: \(numbers.knowsCountry ? "is `region` of this source right?" : "add `region` to it")
            """, metadata: ["source": "\(source)"])
    }

    /// Those that are written to their end: unchanged for a moment.
    private func complete(_ names: [String], now: Moment) async throws -> [GammuInbox.File] {
        let files = names.compactMap(inbox.look)
        let isYoung = { (file: GammuInbox.File) in file.changed <= now && now - file.changed < Self.young }
        guard files.contains(where: isYoung) else { return files }
        try await pause(Self.young)
        return files.filter { !isYoung($0) || inbox.look($0.name) == $0 }
    }

    /// Nil where a file of it went away meanwhile; nil within for a text that is nobody's words.
    private func read(_ pile: GammuPile, now: Moment) throws -> Heard?? {
        var files: [(name: GammuName, bytes: [UInt8])] = []
        var digest = Digest()
        for (name, file) in pile.files {
            guard let bytes = try inbox.read(file.name) else { return nil }
            digest.add(bytes)
            guard let name else {
                return .some(unreadable(pile, "its name is not one that gammu-smsd gives", bytes, file))
            }
            guard file.size <= GammuInbox.sizeLimit else {
                return .some(unreadable(pile, "it is larger than \(GammuInbox.sizeLimit) bytes", bytes, file))
            }
            files.append((name, bytes))
        }
        guard let first = files.first, let last = pile.files.last else { return nil }
        let raw = files.flatMap(\.bytes)
        guard let handle = numbers.handle(first.name.sender) else {
            return .some(unreadable(pile, "its name has no sender's number", raw, last.file))
        }
        switch GammuText.read(files) {
        case .deliveryReport: return .some(nil)
        case .unreadable(let reason): return .some(unreadable(pile, reason, raw, last.file))
        case .words(let words, var notes, let sent):
            if !pile.isWhole { notes.append("a part of this text is missing") }
            var text = words.filter { $0 != "\0" }
            if text.utf8.count > Message.textLimit {
                text = text.cut(toBytes: Message.textLimit)
                notes.append("cut at \(Message.textLimit) bytes")
            }
            return .some(
                .message(
                    Message(
                        identity: Message.identity("gammu", "\(first.name.text):\(digest.hex(16))"), source: source,
                        channel: .sms, author: Message.Author(handle: handle), text: text,
                        time: time(sent, first.name, pile.files[0].file),
                        conversationKey: "\(number):\(handle.address)",
                        visibility: .direct, notes: notes)))
        }
    }

    /// A time in UTC where the detailed format gives one. The name's time is in a zone that it does not
    /// tell, so else it is the time when smsd wrote the file, unless the two are more than a zone apart: then
    /// the file was copied here later.
    private func time(_ sent: Moment?, _ name: GammuName, _ file: GammuInbox.File) -> Moment {
        if let sent, sent - file.changed < .seconds(3600) { return sent }
        let apart = file.changed - name.stamp
        return apart > .seconds(15 * 3600) ? name.stamp : file.changed
    }

    private func unreadable(_ pile: GammuPile, _ reason: String, _ raw: [UInt8], _ file: GammuInbox.File) -> Heard {
        let name = pile.files.first?.file.name ?? file.name
        var kept = Unreadable.unnamed(
            source: source, channel: .sms, reason: "the file \(name) could not be read: \(reason)",
            contentType: "application/octet-stream", raw: raw)
        kept.identity = Message.identity("unreadable:gammu", "\(name):\(kept.identity)")
        kept.wholeBytes = max(kept.wholeBytes, file.size)
        return .unreadable(kept)
    }
}
