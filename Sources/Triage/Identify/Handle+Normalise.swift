extension Handle {
    /// Normalises what a channel, a CRM export or an operator wrote. Nil where nothing is left, or where
    /// it cannot be an address of that channel.
    ///
    /// - mastodon: `@Ana@Mastodon.Example`, `https://mastodon.example/@ana`, `ana` with `host`
    ///   → `ana@mastodon.example`; user names there are case-insensitive.
    /// - email: `Ana <Ana@Example.ORG>` is the caller's to take apart; the address is lower-cased as a
    ///   whole (local parts are case-sensitive by RFC 5321 §2.4 and by no one in practice).
    /// - sms: spaces, hyphens, dots, brackets and a leading `00` go; `+` and 6 to 15 digits stay. A
    ///   short code or a sender name (`QUILLFONE`) is kept in upper case.
    /// - feed: an author is known by the feed's name for them, white space folded, lower case.
    package init?(_ channel: Channel, _ text: String, host: String = "") {
        let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !trimmed.isEmpty, trimmed.utf8.count <= 320 else { return nil }
        switch channel {
        case .mastodon:
            var name = trimmed.lowercased()
            if let scheme = name.firstRange(of: "://") {
                let parts = name[scheme.upperBound...].split(separator: "/")
                guard parts.count >= 2, let user = parts.last?.drop(while: { $0 == "@" }), !user.isEmpty else {
                    return nil
                }
                name = "\(user)@\(parts[0])"
            }
            if name.hasPrefix("@") { name.removeFirst() }
            let parts = name.split(separator: "@", omittingEmptySubsequences: false)
            switch parts.count {
            case 1 where !host.isEmpty: name = "\(name)@\(host.lowercased())"
            case 1: break
            case 2 where !parts[0].isEmpty && !parts[1].isEmpty: break
            default: return nil
            }
            guard !name.contains(" "), !name.isEmpty else { return nil }
            self.init(channel: channel, normalised: name)
        case .email:
            let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count >= 2, let domain = parts.last, !domain.isEmpty, !trimmed.contains(" "),
                !(parts[0].isEmpty && parts.count == 2)
            else { return nil }
            self.init(channel: channel, normalised: trimmed.lowercased())
        case .sms:
            guard let number = Self.number(trimmed) else { return nil }
            self.init(channel: channel, normalised: number)
        case .feed:
            self.init(channel: channel, normalised: trimmed.lowercased())
        }
    }

    private static func number(_ text: String) -> String? {
        if text.contains(where: { $0.isLetter }) {
            let name = text.uppercased()
            return name.count <= 20 ? name : nil
        }
        var digits = ""
        var international = false
        for (place, character) in text.enumerated() {
            switch character {
            case "+" where place == 0: international = true
            case "0"..."9": digits.append(character)
            case " ", "-", ".", "(", ")", "/", "\u{00A0}": continue
            default: return nil
            }
        }
        if !international, digits.hasPrefix("00") {
            digits.removeFirst(2)
            international = true
        }
        guard international else { return (3...15).contains(digits.count) ? digits : nil }
        return (6...15).contains(digits.count) ? "+" + digits : nil
    }
}
