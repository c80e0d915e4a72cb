import Triage

extension MastodonReading {
    private enum StatusField: Int, CaseIterable {
        case id, uri, url, created_at, edited_at, in_reply_to_id, spoiler_text, visibility, language, content
        case account, reblog, media_attachments, poll, quote
    }
    private static let statusShape = JSONShape<StatusField>()
    private typealias Status = JSONShape<StatusField>.Picked

    private enum AccountField: Int, CaseIterable {
        case acct, username, display_name, followers_count, bot, created_at, fields
    }
    private static let accountShape = JSONShape<AccountField>()

    /// Only `id` and `account` cannot be done without; whatever else is missing or mistyped is left out.
    func status(_ value: JSONValue, now: Moment, refuse: (String, String?) -> Heard) -> Item {
        let read = Self.statusShape.pick(value) { status -> Item in
            let written = status[.created_at]?.moment
            let (id, fault) = id(status[.id], "id")
            guard let id else {
                return Item(place: nil, written: written, heard: refuse(fault ?? "the field id is missing", nil))
            }
            switch author(status[.account]) {
            case .failure(let fault):
                return Item(place: id, written: written, heard: refuse(fault.reason, id.text))
            case .success(let author):
                let message = message(status, id: id, author: author, written: written, now: now)
                return Item(place: id, written: written, heard: .message(message))
            }
        }
        return read ?? Item(place: nil, written: nil, heard: refuse(notAnObject(value), nil))
    }

    private func message(
        _ status: Status, id: TimelineID, author: Message.Author, written: Moment?, now: Moment
    ) -> Message {
        var message = Message(
            identity: identity(id.text), revision: (status[.edited_at]?.string ?? "").cut(toBytes: 64),
            source: source, channel: .mastodon, author: author, text: "", time: written ?? now)
        if written == nil { message.notes.append("the time is missing; it is the time heard") }
        message.visibility = visibility(status[.visibility])
        if let parent = status[.in_reply_to_id]?.string.flatMap(TimelineID.init) {
            message.answers = [identity(parent.text)]
            message.form = .reply
        }
        message.permalink = address(status[.url]) ?? address(status[.uri]) ?? ""
        if let shared = status[.reblog], shared.kind == .object {
            Self.statusShape.pick(shared) { shared in
                message.form = .repost
                if message.permalink.isEmpty { message.permalink = address(shared[.url]) ?? "" }
                fill(&message, from: shared)
            }
        } else {
            fill(&message, from: status)
        }
        return message
    }

    /// The words and what hangs on them: a status' own, or of the one that it shares.
    private func fill(_ message: inout Message, from status: Status) {
        message.language = status[.language]?.string?.lowercased() ?? ""
        if message.language.utf8.count > 35 { message.language = "" }
        message.attachments = attachments(status[.media_attachments])
        var parts: [String] = []
        if let warning = status[.spoiler_text]?.string, !warning.isEmpty { parts.append(warning) }
        if var html = status[.content]?.string, !html.isEmpty {
            if status[.quote] != nil { html = withoutQuoteLine(html) }
            let reading = htmlReading(html, &message.notes)
            if !reading.text.isEmpty { parts.append(reading.text) }
            message.links = reading.links
        }
        if let poll = status[.poll] { parts += options(poll) }
        message.text = limited(parts.count == 1 ? parts[0] : parts.joined(separator: "\n"), &message.notes)
        if let quote = status[.quote] { message.quoted = quoted(quote, &message.notes) }
    }

    private func htmlReading(_ html: String, _ notes: inout [String]) -> HTMLText.Reading {
        guard html.utf8.count > Self.htmlLimit else { return HTMLText.read(html) }
        notes.append("the HTML was cut at \(Self.htmlLimit) bytes")
        return HTMLText.read(html.cut(toBytes: Self.htmlLimit))
    }

    private func limited(_ text: String, _ notes: inout [String]) -> String {
        guard text.utf8.count > Message.textLimit else { return text }
        notes.append("cut at \(Message.textLimit) bytes")
        return text.cut(toBytes: Message.textLimit)
    }

    // MARK: The parts

    private struct Fault: Error { var reason: String }

    private func author(_ value: JSONValue?) -> Result<Message.Author, Fault> {
        guard let value else { return .failure(Fault(reason: "the field account is missing")) }
        let author = Self.accountShape.pick(value) { account -> Result<Message.Author, Fault> in
            guard let name = account[.acct]?.string ?? account[.username]?.string else {
                return .failure(Fault(reason: "the field account.acct is missing or not text"))
            }
            guard let handle = handle(name) else {
                return .failure(Fault(reason: "the field account.acct is no account's name"))
            }
            var shown = account[.display_name]?.string ?? ""
            if shown.utf8.count > 200 { shown = String(shown.prefix(200)) }
            let followers = account[.followers_count]?.integer.flatMap { $0 >= 0 ? Int($0) : nil }
            return .success(
                Message.Author(
                    handle: handle, displayName: shown, followers: followers,
                    isAutomatic: account[.bot]?.boolean ?? false, isVerified: isVerified(account[.fields]),
                    since: account[.created_at]?.moment))
        }
        return author ?? .failure(Fault(reason: "the field account is not an object but: \(value.kind.rawValue)"))
    }

    private enum ProfileField: Int, CaseIterable { case verified_at }
    private static let profileShape = JSONShape<ProfileField>()

    /// A link on the profile that links back: whoever owns that site owns the account. Servers allow four
    /// fields to eight.
    private func isVerified(_ fields: JSONValue?) -> Bool {
        guard let fields else { return false }
        var seen = 0
        for field in fields.items where seen < 32 {
            seen += 1
            if Self.profileShape.pick(field, { $0[.verified_at]?.moment }) ?? nil != nil { return true }
        }
        return false
    }

    /// As `Handle.init` does, which costs microseconds, skipped for names that are normal already.
    func handle(_ name: String) -> Handle? {
        var signs = 0
        let isNormal =
            name.utf8.count <= 200
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
                    UInt8(ascii: "-"), UInt8(ascii: "."):
                    return true
                case UInt8(ascii: "@"):
                    signs += 1
                    return true
                default: return false
                }
            }
        guard isNormal, let first = name.utf8.first, first != UInt8(ascii: "@"), signs <= 1,
            name.utf8.last != UInt8(ascii: "@")
        else { return Handle(.mastodon, name, host: domain) }
        return Handle(channel: .mastodon, normalised: signs == 1 ? name : "\(name)@\(domain)")
    }

    /// What cannot be told is taken for the most private, because an answer must not be seen by more.
    private func visibility(_ value: JSONValue?) -> Message.Visibility {
        switch value?.string {
        case "public": .open
        case "unlisted": .unlisted
        case "private": .followers
        default: .direct
        }
    }

    private enum AttachmentField: Int, CaseIterable { case type, url, remote_url, description }
    private static let attachmentShape = JSONShape<AttachmentField>()

    private func attachments(_ value: JSONValue?) -> [Message.Attachment] {
        guard let value else { return [] }
        var found: [Message.Attachment] = []
        for item in value.items where found.count < 64 {
            let attachment = Self.attachmentShape.pick(item) { media in
                Message.Attachment(
                    name: (media[.description]?.string ?? "").cut(toBytes: 4096),
                    type: (media[.type]?.string ?? "").cut(toBytes: 64),
                    url: address(media[.url]) ?? address(media[.remote_url]))
            }
            if let attachment { found.append(attachment) }
        }
        return found
    }

    private enum PollField: Int, CaseIterable { case options, title }
    private static let pollShape = JSONShape<PollField>()

    private func options(_ poll: JSONValue) -> [String] {
        var lines: [String] = []
        let choices = Self.pollShape.pick(poll) { $0[.options] } ?? nil
        guard let choices else { return [] }
        for option in choices.items where lines.count < 64 {
            if let title = Self.pollShape.pick(option, { $0[.title]?.string }) ?? nil { lines.append("- \(title)") }
        }
        return lines
    }

    private enum QuoteField: Int, CaseIterable { case quoted_status, content, spoiler_text }
    private static let quoteShape = JSONShape<QuoteField>()

    /// Mastodon 4.5 wraps the quoted status (and leaves it out where it must not be shown); others put it
    /// there as it is.
    private func quoted(_ quote: JSONValue, _ notes: inout [String]) -> String {
        func text(_ status: JSONValue) -> String? {
            Self.quoteShape.pick(status) { inner in
                let warning = inner[.spoiler_text]?.string ?? ""
                let words = inner[.content]?.string.map { htmlReading($0, &notes).text } ?? ""
                return [warning, words].filter { !$0.isEmpty }.joined(separator: "\n")
            }
        }
        let wrapped = Self.quoteShape.pick(quote) { $0[.quoted_status] } ?? nil
        return limited(text(wrapped ?? quote) ?? "", &notes)
    }

    /// Mastodon puts a line `RE: address` before what quotes, for servers that know no quotes.
    private func withoutQuoteLine(_ html: String) -> String {
        guard html.hasPrefix("<p class=\"quote-inline\">"), let end = html.firstRange(of: "</p>") else { return html }
        return String(html[end.upperBound...])
    }

    /// Web addresses only: what else stands there must not become something to click on.
    private func address(_ value: JSONValue?) -> String? {
        guard let text = value?.string, text.utf8.count <= 2048, text.hasPrefix("https://") || text.hasPrefix("http://")
        else { return nil }
        return text
    }
}
