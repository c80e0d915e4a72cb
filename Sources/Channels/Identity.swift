import Triage

extension Message {
    /// The longest identity, in bytes.
    package static let identityLimit = 600

    /// `prefix:id`, made fit to be a key: control characters become U+FFFD (a database may refuse NUL), and
    /// what is longer than 600 bytes keeps its beginning and gets the hash of the whole for its tail. Equal
    /// ids give equal identities, for ever.
    package static func identity(_ prefix: String, _ id: String) -> String {
        var whole = "\(prefix):\(id)"
        if whole.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            whole = String(
                String.UnicodeScalarView(
                    whole.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 }))
        }
        guard whole.utf8.count > identityLimit else { return whole }
        return whole.cut(toBytes: identityLimit - 33) + "#" + Digest.name(of: whole)
    }
}

extension String {
    /// The longest beginning that has at most so many bytes of UTF-8 and cuts no scalar apart.
    package func cut(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(utf8.startIndex, offsetBy: max(0, limit))
        while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
