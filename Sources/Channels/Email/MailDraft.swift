import CMime
import Triage

/// A mail to be sent, as values; `bytes()` makes the RFC 5322 message.
///
/// The same draft gives the same bytes on every host and at every attempt: nothing is random and no clock
/// is read. Display names, subjects, extra header values and file names may hold anything a stranger
/// wrote; they are made harmless. Addresses, the Message-ID and header names come from configuration and
/// from our own code: where one cannot be written, the draft is refused.
package struct MailDraft: Sendable {
    package struct Mailbox: Hashable, Sendable {
        package var name: String
        /// `local@domain`, ASCII.
        package var address: String
        package init(name: String = "", address: String) {
            self.name = name
            self.address = address
        }
    }

    package struct Attachment: Sendable {
        package var name: String
        /// `text/csv`; anything that is not `token/token`, and all of `message/` and `multipart/` (which
        /// may not be encoded, RFC 2046 §5.2.1), is sent as `application/octet-stream`.
        package var type: String
        package var bytes: [UInt8]
        package init(name: String, type: String, bytes: [UInt8]) {
            self.name = name
            self.type = type
            self.bytes = bytes
        }
    }

    /// An appointment for the reader's calendar (RFC 6047): another way to say the same beside `plain`, which says it
    /// in words, and a copy as a file for programs that offer only those.
    package struct Calendar: Sendable {
        package enum Method: String, Sendable {
            case request = "REQUEST"
            case cancel = "CANCEL"
        }

        package var method: Method
        /// The whole iCalendar object, whose METHOD is `method`: two that differ are ignored, or believed half.
        package var text: String
        package init(method: Method, text: String) {
            self.method = method
            self.text = text
        }
    }

    package var from: Mailbox
    package var to: Mailbox
    package var subject: String
    package var date: Moment
    /// East of UTC; the numeric zone that `Date` is written in.
    package var zoneMinutes: Int
    /// Without brackets.
    package var messageID: String
    /// Without brackets. One that cannot be written is left out, as in `references`: they come from mail
    /// that strangers wrote.
    package var inReplyTo: String?
    /// Oldest first. Of more than 20 the first and the last 19 are written.
    package var references: [String]
    /// Further headers, in order: `X-Earshot-Heat`, `Auto-Submitted`.
    package var headers: [(name: String, value: String)]
    package var plain: String
    /// Empty for a mail of plain text alone.
    package var html: String
    package var attachments: [Attachment]
    package var calendar: Calendar?

    package init(
        from: Mailbox, to: Mailbox, subject: String, date: Moment, zoneMinutes: Int = 0, messageID: String,
        inReplyTo: String? = nil, references: [String] = [], headers: [(name: String, value: String)] = [],
        plain: String, html: String = "", attachments: [Attachment] = [], calendar: Calendar? = nil
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.date = date
        self.zoneMinutes = zoneMinutes
        self.messageID = messageID
        self.inReplyTo = inReplyTo
        self.references = references
        self.headers = headers
        self.plain = plain
        self.html = html
        self.attachments = attachments
        self.calendar = calendar
    }

    /// The draft names something that no mail can carry; sending it again cannot help.
    package struct Unsendable: Error, Sendable, CustomStringConvertible {
        package var description: String
    }

    /// The whole message: CRLF line ends, ASCII only, no line above 998 octets.
    ///
    /// - Throws: `Unsendable`.
    package func bytes() throws -> [UInt8] {
        _ = Mime.ready
        var message = Array(try head().utf8)
        let body = try self.body()
        defer { mime_release(body) }
        let written = mime_write(body)!
        defer { g_byte_array_unref(written) }
        message += UnsafeBufferPointer(start: written.pointee.data, count: Int(written.pointee.len))
        return message
    }

    private func head() throws -> String {
        let id = try Self.checked(messageID: messageID)
        var head = HeaderText.fold("Date", [MailDate.text(date, zoneMinutes: zoneMinutes)])
        head += try Self.mailbox("From", from)
        head += try Self.mailbox("To", to)
        head += HeaderText.unstructured("Subject", HeaderText.plain(subject, limit: 500))
        head += HeaderText.fold("Message-ID", ["<\(id)>"])
        if let parent = inReplyTo.flatMap({ try? Self.checked(messageID: $0) }) {
            head += HeaderText.fold("In-Reply-To", ["<\(parent)>"])
        }
        var chain = references.compactMap { try? Self.checked(messageID: $0) }
        if chain.count > 20 { chain = [chain[0]] + chain.suffix(19) }
        if !chain.isEmpty { head += HeaderText.fold("References", chain.map { "<\($0)>" }) }
        for (name, value) in headers {
            head += HeaderText.unstructured(
                try Self.checked(headerName: name), HeaderText.plain(value, limit: 8000),
                longest: HeaderText.unfoldable)
        }
        return head + "MIME-Version: 1.0\r\n"
    }

    private func body() throws -> UnsafeMutablePointer<GMimeObject> {
        try calendar?.check()
        // `=_` occurs neither in quoted-printable nor in base64, so no content can hold a boundary.
        let seed = Mime.digest(Array(messageID.utf8), length: 32)
        var whole = Self.text("plain", plain)
        if !html.isEmpty || calendar != nil {
            let alternative = mime_new_multipart("alternative", "=_\(seed)_alternative")!
            mime_add(alternative, whole)
            if !html.isEmpty { mime_add(alternative, Self.text("html", html)) }
            // Last: of several ways to say the same, programs show the last that they know (RFC 2046 §5.1.4).
            if let calendar {
                let part = Self.text("calendar", calendar.text)
                mime_set_parameter(part, "method", calendar.method.rawValue)
                mime_add(alternative, part)
            }
            whole = alternative
        }
        var attachments = attachments
        if let calendar {
            attachments.append(.init(name: "invite.ics", type: "application/ics", bytes: Array(calendar.text.utf8)))
        }
        guard !attachments.isEmpty else { return whole }
        let mixed = mime_new_multipart("mixed", "=_\(seed)_mixed")!
        mime_add(mixed, whole)
        for attachment in attachments {
            let (type, subtype) = Self.split(type: attachment.type)
            let part = mime_new_part(
                type, subtype, attachment.bytes, attachment.bytes.count, GMIME_CONTENT_ENCODING_BASE64)!
            mime_set_disposition(part, HeaderText.attachment(Self.fileName(attachment.name)))
            mime_add(mixed, part)
        }
        return mixed
    }

    /// UTF-8 text with LF line ends and without controls, as quoted-printable; as base64 where that is
    /// shorter (scripts other than Latin).
    private static func text(_ subtype: String, _ text: String) -> UnsafeMutablePointer<GMimeObject> {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 1)
        var high = 0
        var afterReturn = false
        for byte in text.utf8 {
            switch byte {
            case 0x0D: bytes.append(0x0A)
            case 0x0A where afterReturn: break
            case 0x09, 0x0A, 0x20...0x7E: bytes.append(byte)
            case 0..<0x20, 0x7F: break
            default:
                bytes.append(byte)
                high += 1
            }
            afterReturn = byte == 0x0D
        }
        if bytes.last != 0x0A { bytes.append(0x0A) }
        var encoding = GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE
        if high * 6 > bytes.count {
            encoding = GMIME_CONTENT_ENCODING_BASE64
            // RFC 2045 §6.8: the line ends of text are CRLF before they are encoded.
            bytes = bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        }
        let part = mime_new_part("text", subtype, bytes, bytes.count, encoding)!
        mime_set_charset(part, "utf-8")
        return part
    }

    private static func mailbox(_ header: String, _ mailbox: Mailbox) throws -> String {
        let address = mailbox.address
        let halves = address.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty }), address.utf8.count <= 254,
            address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"<>()[],;:\\\"".utf8.contains($0) })
        else {
            throw Unsendable(
                description: "\(header): “\(HeaderText.plain(address, limit: 80))” is not a plain mail address")
        }
        return HeaderText.mailbox(header, name: HeaderText.plain(mailbox.name, limit: 200), address: address)
    }

    private static func checked(messageID id: String) throws -> String {
        guard !id.isEmpty, id.utf8.count <= HeaderText.unfoldable,
            id.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") })
        else { throw Unsendable(description: "“\(HeaderText.plain(id, limit: 80))” cannot be a Message-ID") }
        return id
    }

    private static func checked(headerName name: String) throws -> String {
        let token = name.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || $0 == UInt8(ascii: "-")
        }
        let lower = name.lowercased()
        guard token, !name.isEmpty, name.utf8.count <= 60, !lower.hasPrefix("content-"), !own.contains(lower) else {
            throw Unsendable(description: "“\(HeaderText.plain(name, limit: 80))” cannot be a further header")
        }
        return name
    }

    /// Headers that a draft writes itself, and those that name people.
    private static let own: Set<String> = [
        "from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id", "in-reply-to", "references",
        "mime-version", "return-path",
    ]

    private static func split(type: String) -> (String, String) {
        let halves = type.lowercased().split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, type.utf8.count <= 100,
            halves.allSatisfy({ half in
                !half.isEmpty
                    && half.utf8.allSatisfy {
                        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || "-.+_".utf8.contains($0)
                    }
            }), halves[0] != "message", halves[0] != "multipart"
        else { return ("application", "octet-stream") }
        return (String(halves[0]), String(halves[1]))
    }

    /// A name without folders and without what file systems and viewers trip over.
    private static func fileName(_ name: String) -> String {
        let cleaned = HeaderText.plain(name, limit: 120).map { "/\\:\"<>|?*".contains($0) ? "_" : $0 }
        return cleaned.isEmpty ? "attachment" : String(cleaned)
    }
}

extension MailDraft.Calendar {
    /// In octets; an invitation takes one or two thousand.
    package static let sizeLimit = 256 << 10

    /// - Throws: `Unsendable` where the text is no calendar, is too large, or says another method.
    fileprivate func check() throws {
        guard text.utf8.count <= Self.sizeLimit else {
            throw MailDraft.Unsendable(description: "the calendar's text is larger than \(Self.sizeLimit >> 10) kB")
        }
        let lines = text.utf8.split(whereSeparator: { $0 == 0x0D || $0 == 0x0A })
        let methods = lines.filter { $0.starts(with: "METHOD:".utf8) }
        guard let first = lines.first, first.elementsEqual("BEGIN:VCALENDAR".utf8), methods.count == 1,
            methods[0].elementsEqual("METHOD:\(method.rawValue)".utf8)
        else { throw MailDraft.Unsendable(description: "the calendar's text does not say METHOD:\(method.rawValue)") }
    }
}
