/// What SMTP is told of a mail, checked so that no value can become a command of its own. Pure.
struct Envelope: Sendable {
    /// `MAIL FROM:<…> …` and `RCPT TO:<…>`, without their line ends.
    let from: String
    let to: String

    /// - Parameter extensions: as EHLO named them, upper case.
    /// - Throws: `WireError.unsendable`.
    init(_ delivery: SMTPDelivery, extensions: [String], host: String) throws(WireError) {
        try Envelope.check(delivery)
        let keywords = Set(extensions.map { $0.prefix { $0 != " " } })
        var from = "MAIL FROM:<\(delivery.sender)>"
        if keywords.contains("SIZE") { from += " SIZE=\(delivery.mail.count)" }
        if keywords.contains("8BITMIME"), !delivery.mail.allSatisfy({ $0 < 128 }) { from += " BODY=8BITMIME" }
        if !(delivery.sender + delivery.recipient).utf8.allSatisfy({ $0 < 128 }) {
            // RFC 6531 §3.3: nothing but ASCII may be said to a server that did not offer more.
            guard keywords.contains("SMTPUTF8") else {
                throw WireError(.unsendable, "\(host) takes no addresses with letters beyond ASCII.")
            }
            from += " SMTPUTF8"
        }
        self.from = from
        to = "RCPT TO:<\(delivery.recipient)>"
    }

    /// What can be known before any server is asked.
    static func check(_ delivery: SMTPDelivery) throws(WireError) {
        guard !delivery.recipient.isEmpty else { throw WireError(.unsendable, "The recipient is empty.") }
        for (address, what) in [(delivery.sender, "sender"), (delivery.recipient, "recipient")] {
            // RFC 5321 §4.5.3.1.3: 256 with the angle brackets.
            guard address.utf8.count <= 254 else { throw WireError(.unsendable, "The \(what)'s address is too long.") }
            // Spaces are only at home in a quoted local part.
            let isQuoted = address.utf8.first == UInt8(ascii: "\"")
            let isClean = address.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "<", ">": false
                case " ": isQuoted
                default: scalar.properties.generalCategory != .control && ![0x2028, 0x2029].contains(scalar.value)
                }
            }
            guard isClean else {
                throw WireError(.unsendable, "A line break, a bracket or a space stands in the \(what)'s address.")
            }
        }
    }

    /// The mail as DATA wants it (RFC 5321 §4.5.2): every line end CRLF, whatever it was, every line's first
    /// dot doubled, and the final dot. Afterwards no server can see the end anywhere but at the end.
    static func wireForm(_ mail: [UInt8]) -> [UInt8] {
        var form: [UInt8] = []
        form.reserveCapacity(mail.count + mail.count / 32 + 64)
        mail.withUnsafeBufferPointer { mail in
            var start = 0
            while start < mail.count {
                var end = start
                while end < mail.count, mail[end] != 13, mail[end] != 10 { end += 1 }
                if mail[start] == UInt8(ascii: ".") { form.append(UInt8(ascii: ".")) }
                form.append(contentsOf: mail[start..<end])
                form.append(contentsOf: [13, 10])
                let isPair = end + 1 < mail.count && mail[end] == 13 && mail[end + 1] == 10
                start = end + (isPair ? 2 : 1)
            }
        }
        form.append(contentsOf: [UInt8(ascii: "."), 13, 10])
        return form
    }
}
