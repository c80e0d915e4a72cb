import CMime
import Glibc
import Triage

/// The header of a mail, as GMime read it.
struct MailHeader {
    private let message: UnsafeMutablePointer<GMimeObject>
    /// Lower-case names; values decoded and as they came.
    private var fields: [(name: String, value: String, raw: [UInt8])] = []

    init(_ message: UnsafeMutablePointer<GMimeObject>) {
        self.message = message
        for place in 0..<mime_header_count(message) {
            let name = Self.string(mime_header_name(message, place)).lowercased()
            // Who it passed through is of no use here, and can be most of a header.
            guard name != "received", !name.hasPrefix("arc-"), name != "dkim-signature" else { continue }
            let raw = mime_header_raw(message, place).map { UnsafeBufferPointer(start: $0, count: strlen($0)) }
            let bytes = raw.map { $0.map(UInt8.init(bitPattern:)) } ?? []
            fields.append((name, Self.string(mime_header_value(message, place)), bytes))
        }
    }

    var fieldNames: [String] { fields.map(\.name) }
    func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
    func bytes(_ name: String) -> [UInt8] { fields.first { $0.name == name }?.raw ?? [] }
    func raw(_ name: String) -> String? {
        fields.first { $0.name == name }.map { String(decoding: $0.raw, as: UTF8.self) }
    }
    /// One line of plain text.
    func text(_ name: String, limit: Int) -> String { HeaderText.plain(EncodedWords.decode(bytes(name)), limit: limit) }

    func fill(_ reading: inout MailReading) {
        reading.subject = text("subject", limit: 1000)
        reading.from = mailboxes(GMIME_ADDRESS_TYPE_FROM, &reading)
        reading.sender = mailboxes(GMIME_ADDRESS_TYPE_SENDER, &reading)
        reading.replyTo = mailboxes(GMIME_ADDRESS_TYPE_REPLY_TO, &reading)
        reading.to = mailboxes(GMIME_ADDRESS_TYPE_TO, &reading)
        reading.cc = mailboxes(GMIME_ADDRESS_TYPE_CC, &reading)
        reading.bcc = mailboxes(GMIME_ADDRESS_TYPE_BCC, &reading)
        reading.resentTo = resentTo
        reading.messageID = Self.ids(raw("message-id") ?? "").first ?? ""
        if reading.messageID.isEmpty { reading.notes.append("no Message-ID") }
        reading.inReplyTo = Self.ids(raw("in-reply-to") ?? "").filter { $0.contains("@") }
        reading.references = Self.ids(raw("references") ?? "").filter { $0.contains("@") }
        reading.returnPath = raw("return-path").map { Self.ids($0).first ?? "" }
        var seconds: gint64 = 0
        if let text = raw("date"), mime_date(HeaderText.plain(text, limit: 200), &seconds), seconds > 315_532_800,
            seconds < 253_402_300_800
        {
            reading.date = Moment(seconds: Int64(seconds))
        } else {
            let text = raw("date").map { HeaderText.plain($0, limit: 60) }
            reading.notes.append(text.map { "the date “\($0)” is not one" } ?? "the date is missing")
        }
    }

    /// Every address of the Resent- fields, which GMime does not take apart: only to be found again among our own.
    private var resentTo: [String] {
        let names = ["resent-to", "resent-cc", "resent-bcc"]
        var found: [String] = []
        for field in fields where names.contains(field.name) {
            for word in field.raw.split(whereSeparator: { $0 <= 0x20 || "<>,;:\"()".utf8.contains($0) })
            where word.count <= 320 && word.contains(UInt8(ascii: "@")) && found.count < MailReader.addressLimit {
                found.append(String(decoding: word, as: UTF8.self))
            }
        }
        return found
    }

    private func mailboxes(_ type: GMimeAddressType, _ reading: inout MailReading) -> [MailReading.Mailbox] {
        var found: [MailReading.Mailbox] = []
        var more = 0
        func take(_ list: UnsafeMutablePointer<InternetAddressList>?, depth: Int) {
            guard let list, depth < 4 else { return }
            for place in 0..<internet_address_list_length(list) {
                guard let address = internet_address_list_get_address(list, place) else { continue }
                if let members = mime_group_of(address) {
                    take(members, depth: depth + 1)
                } else if found.count < MailReader.addressLimit {
                    let text = HeaderText.plain(Self.string(mime_address_of(address)), limit: 320)
                    let name = HeaderText.plain(Self.string(internet_address_get_name(address)), limit: 200)
                    if !text.isEmpty || !name.isEmpty { found.append(.init(name: name, address: text)) }
                } else {
                    more += 1
                }
            }
        }
        take(mime_addresses(message, type), depth: 0)
        if found.isEmpty, type == GMIME_ADDRESS_TYPE_FROM, let written = value("from") {
            // `MAILER-DAEMON <>`, or something that is no address.
            let name = HeaderText.plain(written.filter { $0 != "<" && $0 != ">" }, limit: 200)
            if !name.isEmpty { found.append(.init(name: name, address: "")) }
        }
        if more > 0 { reading.notes.append("\(more) more recipients are not listed") }
        return found
    }

    /// The Message-IDs in a header: what stands in angle brackets, white space taken out; where there are
    /// none, each word.
    static func ids(_ raw: String) -> [String] {
        var ids: [String] = []
        var current: [UInt8]?
        for byte in raw.utf8 {
            switch byte {
            case UInt8(ascii: "<"): current = []
            case UInt8(ascii: ">"):
                if let id = current, !id.isEmpty, ids.count < 1000 { ids.append(String(decoding: id, as: UTF8.self)) }
                current = nil
            case 0...0x20, 0x7F: continue
            default: current?.append(byte)
            }
        }
        if ids.isEmpty, !raw.utf8.contains(UInt8(ascii: "<")) || current != nil {
            let words = raw.split { $0.isWhitespace || $0 == "," || $0 == "<" || $0 == ">" }
            ids = words.prefix(100).map { HeaderText.plain($0, limit: 1000) }.filter { !$0.isEmpty }
        }
        return ids
    }

    static func string(_ text: UnsafePointer<CChar>?) -> String { text.map { String(cString: $0) } ?? "" }
}
