import Triage
import Yams

/// Reads the keys of a source that go with its channel.
struct PlaceReader {
    let section: SettingsSection
    let mayBePrivate: Bool
    let numbers: NumberReader

    private var reading: SettingsReading { section.reading }

    func feed() -> SourceConfiguration.Place? {
        web("https://status.example/history.atom").map { .feed(url: $0) }
    }

    func mastodon() -> SourceConfiguration.Place? {
        let url = web("https://mastodon.example")
        let listen = self.listen()
        let token = section.secret(section.node("token"), "token")
        if let (mentions, _) = listen?.first(where: { $0.1 == "mentions" }), section.node("token") == nil {
            reading.complain(
                at: mentions, "`mentions` are only shown to whom they mention",
                remedy: "add `token: ${credential:mastodon}`, or listen to hashtags alone")
        }
        guard let url, let listen, !listen.isEmpty else { return nil }
        return .mastodon(url: trimmed(url), listen: listen.map { $0.1 }, token: token)
    }

    private func listen() -> [(Node, String)]? {
        guard let node = section.required("listen", example: "[\"#quillfone\", mentions]") else { return nil }
        var items = [node]
        if case .sequence(let list) = node { items = Array(list) }
        guard !items.isEmpty, items.count <= 200 else {
            reading.complain(
                at: node, items.isEmpty ? "`listen` is empty" : "`listen` names more than 200 places",
                remedy: "write `listen: [\"#quillfone\"]`")
            return nil
        }
        var heard: Set<String> = []
        return items.compactMap { item in
            if item.saysNothing {
                reading.complain(
                    at: item, "there is nothing to listen to here",
                    remedy: "a # begins a comment: put quotes around a hashtag, \"#quillfone\"")
                return nil
            }
            guard let text = section.text(item, "listen", limit: 200) else { return nil }
            let isHashtag =
                text.hasPrefix("#") && text.count > 1
                && text.dropFirst().allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
            guard isHashtag || text == "mentions" else {
                let near = NearestName.of(text, among: ["mentions"]).map { "did you mean `\($0)`?" }
                let word = text.drop { $0 == "#" }.filter { $0.isLetter || $0.isNumber || $0 == "_" }
                reading.complain(
                    at: item, "`listen` names hashtags and `mentions`, and this is `\(text.prefix(60))`",
                    remedy: near ?? "write \"#\(word)\", with the quotes")
                return nil
            }
            guard heard.insert(text.lowercased()).inserted else {
                reading.complain(at: item, "`\(text)` is listened to twice", remedy: "remove one")
                return nil
            }
            return (item, text)
        }
    }

    func email() -> SourceConfiguration.Place? {
        let node = section.required("url", example: "imaps://mail.example/INBOX")
        let address = section.address(node, "url", schemes: ["imaps", "imap"])
        checkPrivate(address?.parts, node)
        let user = section.text(section.required("user", example: "support@quillfone.example"), "user")
        let password = section.secret(section.required("password", example: "${credential:mail}"), "password")
        let smtp = section.address(section.node("smtp"), "smtp", schemes: ["smtps", "smtp"])
        let from = section.mailbox(section.node("from"), "from")
        let tls = section.choice("tls", TLS.allCases.map { ($0.rawValue, $0) }) ?? .whereOffered
        guard let address, let user, let password else { return nil }
        if let node, address.parts.scheme == "imap", tls != .required, !address.parts.isPlainlyPrivate {
            reading.complain(
                .warning, at: node, "the password may cross the network unencrypted",
                remedy: "add `tls: required`, or use imaps://")
        }
        return .email(
            .init(url: address.text, user: user, password: password, smtp: smtp?.text, from: from, tls: tls))
    }

    func twilio() -> SourceConfiguration.Place? {
        let url = section.node("url") == nil ? "https://api.twilio.com" : web("https://api.twilio.com")
        let account = section.text(section.required("account", example: "AC0123…"), "account", limit: 64)
        let token = section.secret(section.required("token", example: "${credential:twilio}"), "token")
        let node = section.required("number", example: "\"+12025550100\"")
        var number: String?
        if let node, let text = section.text(node, "number", limit: 40) {
            // A sender's name can send and cannot be written to.
            number = numbers.handle(text)?.address
            if let fault = numbers.fault(text) {
                number = nil
                reading.complain(
                    at: node, "`\(text)` \(fault)", remedy: "write it as the provider shows it: \"+12025550100\"")
            } else if number?.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 || $0 == 43 }) != true {
                number = nil
                reading.complain(
                    at: node, "`\(text)` is no telephone number", remedy: "write it as \"+12025550100\"")
            }
        }
        if let node = section.node("account"), let account,
            !account.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 || $0 >= 65 && $0 <= 90 || $0 >= 97 && $0 <= 122 })
        {
            reading.complain(at: node, "an account has letters and digits", remedy: "write the Account SID, AC…")
        }
        guard let url, let account, let token, let number else { return nil }
        return .twilio(url: trimmed(url), account: account, token: token, number: number)
    }

    func gammu() -> SourceConfiguration.Place? {
        let inbox = folder(section.required("inbox", example: "/var/spool/gammu/inbox"), "inbox")
        let outbox = folder(section.node("outbox"), "outbox")
        let sent = folder(section.node("sent"), "sent")
        if outbox == nil, let node = section.node("sent") {
            reading.complain(
                at: node, "`sent` needs `outbox`: nothing is sent by this source",
                remedy: "add `outbox: /var/spool/gammu/outbox`, or take `sent` away")
        }
        guard let inbox else { return nil }
        if inbox == outbox, let node = section.node("outbox") {
            reading.complain(
                at: node, "`outbox` is the folder `inbox`, and what is sent would be heard",
                remedy: "name gammu-smsd's `outboxpath`, as in /var/spool/gammu/outbox")
            return nil
        }
        if let sent, sent == inbox || sent == outbox, let node = section.node("sent") {
            reading.complain(
                at: node, "`sent` is the folder `\(sent == inbox ? "inbox" : "outbox")`",
                remedy: "name gammu-smsd's `sentsmspath`, as in /var/spool/gammu/sent")
            return nil
        }
        return .gammu(inbox: inbox, outbox: outbox, sent: sent)
    }

    /// A folder of gammu-smsd, absolute and without a slash at its end.
    private func folder(_ node: Node?, _ key: String) -> String? {
        guard let node, var path = section.path(node, key) else { return nil }
        while path.hasSuffix("/"), path.utf8.count > 1 { path.removeLast() }
        reading.mention(.folder(path: path), at: node, "`\(key)` \(path)")
        return path
    }

    private func web(_ example: String) -> String? {
        let node = section.required("url", example: example)
        let address = section.address(node, "url", schemes: ["https", "http"])
        checkPrivate(address?.parts, node)
        guard address != nil, let node, case .scalar(let scalar) = node else { return nil }
        return scalar.string
    }

    /// A base to which paths are added.
    private func trimmed(_ url: String) -> String {
        var url = Substring(url)
        while url.hasSuffix("/") { url = url.dropLast() }
        return String(url)
    }

    private func checkPrivate(_ address: WebAddress?, _ node: Node?) {
        guard let address, let node, address.isPlainlyPrivate, !mayBePrivate else { return }
        reading.complain(
            at: node, "`\(address.host)` is a private address, and none is asked unless the source says so",
            remedy: "add `private-address: allowed` if this is meant")
    }
}
