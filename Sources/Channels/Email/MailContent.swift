import CMime
import Facts
import Triage

/// Walks the parts of a mail: finds the text that is meant to be read, and lists the rest as attachments.
struct MailContent {
    /// A text part that is shown, in order.
    private struct Piece {
        var text: String
        var isHTML: Bool
        var isBlank: Bool { text.allSatisfy { $0.isWhitespace || $0 == "\u{FEFF}" } }
    }

    private var pieces: [Piece] = []
    /// Of messages forwarded as attachments.
    private var forwarded: [String] = []
    private var attachments: [Message.Attachment] = []
    private var notes: [String] = []
    private var links: [String] = []
    private var parts = 0
    private var leaves = 0
    private(set) var signOfAutomat: String?
    private var calendar: String?
    private var bounce = BounceReading()
    private var isReport = false
    /// In octets.
    private static let reportLimit = 64 << 10
    /// In octets; an answer to an invitation takes one or two thousand.
    private static let calendarLimit = InvitationReader.sizeLimit

    private mutating func note(_ note: String) {
        if notes.count < 20, !notes.contains(note) { notes.append(note) }
    }

    mutating func walk(_ object: UnsafeMutablePointer<GMimeObject>, depth: Int) {
        guard parts < MailReader.partLimit else {
            return note("only the first \(MailReader.partLimit) parts were read")
        }
        guard depth <= MailReader.depthLimit else {
            return note("parts nested more than \(MailReader.depthLimit) deep were not read")
        }
        parts += 1
        let type = MailHeader.string(mime_type(object)).lowercased()
        let subtype = MailHeader.string(mime_subtype(object)).lowercased()
        switch mime_kind(object) {
        case MIME_MULTIPART: multipart(object, subtype, depth)
        case MIME_MESSAGE:
            leaves += 1
            forward(object, depth)
        case MIME_LEAF:
            leaves += 1
            leaf(object, type, subtype)
        default: note("a part of an unknown kind was not read")
        }
    }

    private mutating func multipart(_ object: UnsafeMutablePointer<GMimeObject>, _ subtype: String, _ depth: Int) {
        if subtype == "report" {
            signOfAutomat = "a report of a mail system"
            isReport = true
        }
        if subtype == "encrypted" { note("the mail is encrypted") }
        guard subtype == "alternative" else {
            for place in 0..<mime_count(object) {
                guard let part = mime_part_at(object, place) else { continue }
                walk(part, depth: depth + 1)
            }
            return
        }
        // The same said several times: plain text where there is some, else the last that has any.
        let before = pieces
        var best: [Piece] = []
        for place in 0..<mime_count(object) {
            guard let part = mime_part_at(object, place) else { continue }
            pieces = []
            walk(part, depth: depth + 1)
            guard pieces.contains(where: { !$0.isBlank }) else { continue }
            let isPlain = pieces.allSatisfy { !$0.isHTML }
            if best.isEmpty || isPlain && best.contains(where: \.isHTML) { best = pieces }
        }
        pieces = before + best
    }

    /// A mail in the mail: an attachment, and its text is what was forwarded.
    private mutating func forward(_ object: UnsafeMutablePointer<GMimeObject>, _ depth: Int) {
        guard let message = mime_message_of(object) else {
            return attach(name: "", type: "message/rfc822", bytes: nil)
        }
        let header = MailHeader(message)
        let subject = header.text("subject", limit: 120)
        attach(name: (subject.isEmpty ? "message" : subject) + ".eml", type: "message/rfc822", bytes: nil)
        if isReport { bounce.take(messageID: header.raw("message-id") ?? "") }
        guard forwarded.count < 8, let body = mime_body_of(message) else { return }
        let outer = self
        pieces = []
        walk(body, depth: depth + 1)
        let text = plainText()
        let count = parts
        let said = notes
        self = outer
        parts = count
        notes = said
        let from = header.text("from", limit: 200)
        if !text.isEmpty { forwarded.append("From: \(from)\nSubject: \(subject)\n\n\(text)") }
    }

    private mutating func leaf(_ object: UnsafeMutablePointer<GMimeObject>, _ type: String, _ subtype: String) {
        let name = HeaderText.plain(MailHeader.string(mime_filename(object)), limit: 200)
        let disposition = MailHeader.string(mime_disposition(object)).lowercased()
        if type == "text", subtype == "calendar" {
            signOfAutomat = signOfAutomat ?? "a calendar's message"
            if calendar == nil {
                let (bytes, count) = MailReader.content(of: object, limit: Self.calendarLimit)
                if count <= Self.calendarLimit {
                    calendar =
                        MailText.decode(bytes, charset: MailHeader.string(mime_parameter(object, "charset"))).text
                } else {
                    note("a calendar of more than \(Self.calendarLimit) bytes was not read")
                }
            }
        }
        if isReport, type == "message", subtype == "delivery-status" {
            bounce.take(status: MailReader.content(of: object, limit: Self.reportLimit).bytes)
        }
        if isReport, type == "text", subtype == "rfc822-headers" {
            bounce.take(header: MailReader.content(of: object, limit: Self.reportLimit).bytes)
        }
        if type == "message", subtype.hasSuffix("-status") || subtype.hasSuffix("notification") {
            signOfAutomat = signOfAutomat ?? "a report of a mail system"
        }
        let isText = type == "text" && ["plain", "html", "enriched", "richtext", "x-plain"].contains(subtype)
        // Some programs give the text itself a name.
        guard isText, disposition != "attachment", name.isEmpty || pieces.isEmpty else {
            let count = MailReader.content(of: object, limit: 0).count
            return attach(name: name, type: "\(type)/\(subtype)", bytes: count)
        }
        let isHTML = subtype == "html"
        let (bytes, count) = MailReader.content(of: object)
        if count > bytes.count { note("a text part was cut at \(bytes.count) bytes") }
        let (decoded, wrong) = MailText.decode(bytes, charset: MailHeader.string(mime_parameter(object, "charset")))
        if let wrong { note(wrong) }
        if isHTML {
            pieces.append(Piece(text: decoded, isHTML: true))
            return
        }
        var text = MailText.clean(decoded)
        if MailHeader.string(mime_parameter(object, "format")).lowercased() == "flowed" {
            let deletes = MailHeader.string(mime_parameter(object, "delsp")).lowercased() == "yes"
            text = MailText.unflow(text, deletingSpace: deletes)
        }
        let (rest, files) = MailText.takeUuencoded(text)
        for file in files { attach(name: file.name, type: file.type, bytes: file.bytes) }
        pieces.append(Piece(text: rest, isHTML: false))
    }

    private mutating func attach(name: String, type: String, bytes: Int?) {
        attachments.append(.init(name: name, type: HeaderText.plain(type, limit: 100), bytes: bytes))
    }

    /// The pieces as one text. Links of HTML are remembered on the way.
    private mutating func plainText() -> String {
        var texts: [String] = []
        for piece in pieces where !piece.isBlank {
            if piece.isHTML {
                let read = HTMLText.read(piece.text)
                links += read.links
                texts.append(MailText.clean(read.text))
            } else {
                texts.append(piece.text)
            }
        }
        return texts.count == 1 ? texts[0] : texts.joined(separator: "\n")
    }

    /// For a mail that says it has parts, and none was found or could be read: the bytes below its header are its text.
    mutating func takeWhole(_ body: ArraySlice<UInt8>) {
        guard leaves == 0, !body.allSatisfy({ $0 <= 0x20 }) else { return }
        note("the mail's parts could not be told apart; this is all of it")
        pieces.append(Piece(text: MailText.clean(MailText.decode(Array(body), charset: "").text), isHTML: false))
    }

    /// - Parameter isPartial: the mail's end was not fetched, so its last part is shorter than it says.
    mutating func fill(_ reading: inout MailReading, isPartial: Bool) {
        // The rest would be cut, and noted, below; looking for quotes in it would only cost time.
        let whole = plainText().cut(toBytes: 4 * Message.textLimit)
        let split = MailQuotes.split(whole)
        reading.text = Self.cut(split.new, &notes)
        reading.quoted = Self.cut(([split.quoted] + forwarded).filter { !$0.isEmpty }.joined(separator: "\n\n"), &notes)
        reading.signature = String(split.signature.prefix(4000))
        if let note = split.note { notes.append(note) }
        var seen: Set<String> = []
        // Which links of HTML were quoted cannot be told; where there are quotes, only what can be read counts.
        let shown = split.quoted.isEmpty ? links.filter { $0.hasPrefix("http") } : []
        reading.links = Array((shown + MailText.links(in: reading.text)).filter { seen.insert($0).inserted }.prefix(64))
        if isPartial, !attachments.isEmpty { attachments[attachments.count - 1].bytes = nil }
        reading.attachments = attachments
        reading.calendar = calendar
        reading.bounce = bounce.reason.map { .init(messageID: bounce.messageID, reason: $0) }
        reading.notes += notes
    }

    private static func cut(_ text: String, _ notes: inout [String]) -> String {
        guard text.utf8.count > Message.textLimit else { return text }
        notes.append("cut at \(Message.textLimit) bytes")
        return text.cut(toBytes: Message.textLimit)
    }
}
