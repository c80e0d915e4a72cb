/// What a mail system reports of a mail of ours that it could not deliver (RFC 3464), collected from the parts of its
/// report: the status, and the returned mail or its header.
struct BounceReading {
    /// Of the first mail that came back; empty: none did.
    private(set) var messageID = ""
    /// A recipient is given up.
    private var hasFailed = false
    private var status = ""
    private var diagnostic = ""

    private static let lineLimit = 1000

    /// The part `message/delivery-status`: groups of fields with blank lines between them.
    mutating func take(status bytes: [UInt8]) {
        for field in Self.fields(bytes, most: Self.lineLimit) {
            switch field.name {
            // A delay is none yet: the mail system goes on trying.
            case "action": if field.value.lowercased().hasPrefix("failed") { hasFailed = true }
            case "status": if status.isEmpty { status = field.value }
            case "diagnostic-code": if diagnostic.isEmpty { diagnostic = field.value }
            default: break
            }
        }
    }

    /// The part `text/rfc822-headers`.
    mutating func take(header bytes: [UInt8]) {
        let field = Self.fields(bytes, most: Self.lineLimit).first { $0.name == "message-id" }
        if let field { take(messageID: field.value) }
    }

    mutating func take(messageID written: String) {
        if messageID.isEmpty { messageID = MailHeader.ids(written).first ?? "" }
    }

    /// Nil: nothing came back for good.
    var reason: String? {
        guard hasFailed, !messageID.isEmpty else { return nil }
        let words = [status, diagnostic].filter { !$0.isEmpty }.joined(separator: " ")
        return HeaderText.plain(words.isEmpty ? "no reason is given" : words, limit: 200)
    }

    /// `Name: value`, folded lines joined, names in small letters.
    private static func fields(_ bytes: [UInt8], most: Int) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        for line in bytes.split(omittingEmptySubsequences: true, whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            if line.first == 0x20 || line.first == 0x09 {
                guard !fields.isEmpty, fields[fields.count - 1].value.utf8.count < 2000 else { continue }
                fields[fields.count - 1].value += String(decoding: line, as: UTF8.self)
                continue
            }
            guard fields.count < most, let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            let value = String(decoding: line[(colon + 1)...].prefix(2000), as: UTF8.self)
            fields.append((name.filter { !$0.isWhitespace }, String(value.drop { $0.isWhitespace })))
        }
        return fields
    }
}
