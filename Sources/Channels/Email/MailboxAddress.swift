/// `imaps://mail.example/INBOX`, taken apart.
struct MailboxAddress {
    /// `imaps://mail.example`, with the port where one is given.
    var server: String
    /// Lower case, with the port where one is given.
    var host: String
    /// As a person writes it: `INBOX`, `Störungen/Netz`.
    var mailbox: String
    /// As IMAP writes it.
    var encoded: String { Self.modifiedUTF7(mailbox) }

    /// Nil where it is no such address.
    init?(_ url: String) {
        guard let mark = url.firstRange(of: "://") else { return nil }
        let scheme = url[..<mark.lowerBound].lowercased()
        guard scheme == "imap" || scheme == "imaps" else { return nil }
        let rest = url[mark.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ";" }
        guard !authority.isEmpty, !authority.contains("@"), !authority.contains(where: \.isWhitespace) else {
            return nil
        }
        var path = rest.dropFirst(authority.count)
        if path.first == "/" { path = path.dropFirst() }
        while path.last == "/" { path = path.dropLast() }
        guard let name = Self.percentDecoded(path), name.utf8.count <= 400,
            !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else { return nil }
        server = "\(scheme)://\(authority)"
        host = authority.lowercased()
        mailbox = name.isEmpty || name.uppercased() == "INBOX" ? "INBOX" : name
    }

    private static func percentDecoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst(), let low = rest.popFirst(),
                let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// RFC 3501 §5.1.3: what is not printable ASCII as UTF-16 in base64 between `&` and `-`.
    static func modifiedUTF7(_ name: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".unicodeScalars)
        var out = String.UnicodeScalarView()
        var bits: UInt32 = 0
        var count = 0
        var shifted = false
        func end() {
            guard shifted else { return }
            if count > 0 { out.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
            out.append("-")
            bits = 0
            count = 0
            shifted = false
        }
        for unit in name.utf16 {
            if (0x20...0x7E).contains(unit), let scalar = Unicode.Scalar(unit) {
                end()
                out.append(scalar)
                if scalar == "&" { out.append("-") }
                continue
            }
            if !shifted { out.append("&") }
            shifted = true
            bits = bits << 16 | UInt32(unit)
            count += 16
            while count >= 6 {
                count -= 6
                out.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
            bits &= (1 << UInt32(count)) - 1
        }
        end()
        return String(out)
    }
}
