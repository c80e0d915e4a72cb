import Triage

/// Twilio's list of messages, made into messages. It fetches nothing.
///
/// A message is named `twilio:SID`. Who an SMS answers is not known; its conversation is that of its two
/// numbers, ours first: `+12025550100:+12025550111`.
package struct TwilioReading: Sendable {
    package var source: SourceName
    /// Where addresses within answers lead to.
    package var root: String
    /// Ours, normalised.
    package var number: String
    /// Twilio gives every number with its country's code; gateways that speak like it may not.
    package var numbers: SenderNumbers

    package init(source: SourceName, root: String, number: String, numbers: SenderNumbers = .asTheyCome) {
        self.source = source
        self.root = root
        self.number = number
        self.numbers = numbers
    }

    package struct Answer: Sendable {
        package var items: [Heard] = []
        /// All messages of the page, those that we sent included.
        package var count = 0
        /// As it stands there; nil on the last page.
        package var next: String?
        /// The latest time of a message of the page.
        package var latest: Moment?
    }

    /// No page has more: Twilio gives 1,000.
    static let itemLimit = 2000

    private enum PageField: Int, CaseIterable { case messages, next_page_uri }
    private static let pageShape = JSONShape<PageField>()

    /// Oldest first. Throws `JSONFault` where the bytes are no list of messages.
    package func read(_ bytes: [UInt8], now: Moment) throws -> Answer {
        do {
            return try JSONValue.read(bytes) { try page($0, bytes, notes: [], now: now) }
        } catch is JSONFault {
            let mended = JSONText.repaired(bytes)
            return try JSONValue.read(mended) {
                try page($0, mended, notes: ["broken characters were replaced"], now: now)
            }
        }
    }

    private func page(_ root: JSONValue, _ bytes: [UInt8], notes: [String], now: Moment) throws -> Answer {
        let read = try Self.pageShape.pick(root) { page -> Answer in
            guard let messages = page[.messages], messages.kind == .array else {
                throw JSONFault(reason: "the field messages is missing or no list")
            }
            var answer = Answer()
            answer.next = page[.next_page_uri]?.string
            for item in messages.items {
                answer.count += 1
                guard answer.count <= Self.itemLimit else {
                    throw JSONFault(reason: "a list of more than \(Self.itemLimit) messages")
                }
                let (heard, time) = message(item, notes: notes, now: now) { reason, sid in
                    let ranges = JSONText.items(of: bytes, under: "messages", limit: Self.itemLimit) ?? []
                    let raw = answer.count <= ranges.count ? Array(bytes[ranges[answer.count - 1]]) : bytes
                    return unreadable(reason, sid, raw)
                }
                if let heard { answer.items.append(heard) }
                if let time { answer.latest = max(time, answer.latest ?? time) }
            }
            // They come newest first.
            answer.items.reverse()
            return answer
        }
        guard let read else { throw JSONFault(reason: "an object was expected and found was: \(root.kind.rawValue)") }
        return read
    }

    private enum MessageField: Int, CaseIterable {
        case sid, from, to, body, direction, date_sent, date_created, num_media, subresource_uris
    }
    private static let messageShape = JSONShape<MessageField>()
    private enum LinkField: Int, CaseIterable { case media }
    private static let linkShape = JSONShape<LinkField>()

    /// Nil for what we sent. Only `sid` and `from` cannot be done without.
    private func message(
        _ value: JSONValue, notes: [String], now: Moment, refuse: (String, String?) -> Heard
    ) -> (Heard?, Moment?) {
        let read = Self.messageShape.pick(value) { sms -> (Heard?, Moment?) in
            if let direction = sms[.direction]?.string, direction != "inbound" { return (nil, nil) }
            guard let sid = sms[.sid]?.string, !sid.isEmpty, sid.utf8.count <= 64 else {
                return (refuse("the field sid is missing or no id", nil), nil)
            }
            guard let from = sms[.from]?.string, let handle = numbers.handle(from) else {
                return (refuse("the field from is missing or no number", sid), nil)
            }
            let time = (sms[.date_sent] ?? sms[.date_created])?.string.flatMap(TwilioDate.read)
            var message = Message(
                identity: Message.identity("twilio", sid), source: source, channel: .sms,
                author: Message.Author(handle: handle), text: sms[.body]?.string ?? "", time: time ?? now,
                conversationKey: "\(number):\(handle.address)", visibility: .direct, notes: notes)
            if time == nil { message.notes.append("the time is missing; it is the time heard") }
            if message.text.utf8.count > Message.textLimit {
                message.text = message.text.cut(toBytes: Message.textLimit)
                message.notes.append("cut at \(Message.textLimit) bytes")
            }
            let pictures = sms[.num_media].flatMap { $0.integer ?? $0.string.flatMap { Int64($0) } } ?? 0
            if pictures > 0 {
                let folder = sms[.subresource_uris].flatMap { Self.linkShape.pick($0) { $0[.media]?.string } ?? nil }
                // Its list of media, one address for all of them; a message has at most ten.
                message.attachments = (1...min(pictures, 10)).map { number in
                    Message.Attachment(name: "media \(number)", type: "media", url: folder.flatMap(address))
                }
            }
            return (.message(message), time)
        }
        return read ?? (refuse("an object was expected and found was: \(value.kind.rawValue)", nil), nil)
    }

    private func address(_ path: String) -> String? {
        path.hasPrefix("/") && !path.hasPrefix("//") && path.utf8.count <= 1024 ? root + path : nil
    }

    private func unreadable(_ reason: String, _ sid: String?, _ raw: [UInt8]) -> Heard {
        let reason = "an SMS in Twilio's list could not be read: \(reason)"
        guard let sid else {
            return .unreadable(
                .unnamed(source: source, channel: .sms, reason: reason, contentType: "application/json", raw: raw))
        }
        return .unreadable(
            Unreadable(
                identity: "unreadable:\(Message.identity("twilio", sid))", source: source, channel: .sms,
                reason: reason, contentType: "application/json", raw: raw))
    }
}
