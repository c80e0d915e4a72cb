import Foundation

/// A mail of the evening, written out as RFC 5322 when it is sent.
struct Letter: Sendable {
    var from: String
    var name: String
    var subject: String
    /// The part before the `@` names the mail within the script; replies point at it.
    var messageID: String
    var inReplyTo: String?
    var text: String
    var html: String?
    /// Further fields as they stand: `Auto-Submitted: auto-replied`.
    var fields: [String] = []

    func bytes(to recipient: String, at date: Date) -> [UInt8] {
        var lines = [
            "Date: \(VendorDate(date).rfc2822)", "From: \(Self.word(name)) <\(from)>", "To: <\(recipient)>",
            "Subject: \(Self.word(subject))", "Message-ID: <\(messageID)>",
        ]
        if let inReplyTo { lines += ["In-Reply-To: <\(inReplyTo)>", "References: <\(inReplyTo)>"] }
        lines += fields + ["MIME-Version: 1.0"]
        if let html {
            let mark = "=_part_\(messageID.prefix { $0 != "@" })"
            lines += [
                "Content-Type: multipart/alternative; boundary=\"\(mark)\"", "", "--\(mark)",
            ]
            lines += Self.part("plain", text) + ["--\(mark)"] + Self.part("html", html) + ["--\(mark)--", ""]
        } else {
            lines += Self.part("plain", text) + [""]
        }
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    private static func part(_ kind: String, _ text: String) -> [String] {
        ["Content-Type: text/\(kind); charset=utf-8", "Content-Transfer-Encoding: 8bit", ""]
            + text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// An encoded word of RFC 2047 where plain ASCII does not do; the script's are short enough for one.
    private static func word(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { (32...126).contains($0) }
        return plain ? text : "=?utf-8?B?\(Data(text.utf8).base64EncodedString())?="
    }
}
