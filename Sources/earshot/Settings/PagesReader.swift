import Triage
import Yams

/// Reads the section `pages`.
struct PagesReader {
    let reading: SettingsReading
    let sources: [SourceConfiguration]
    let hasACD: Bool

    static let keys = [
        "sms", "email", "webhook", "slack", "ntfy", "alertmanager", "dead-man", "dead-man-every", "link", "tell-taken",
    ]
    static let kannelKeys = ["provider", "url", "user", "password", "from", "reports"]
    static let mailKeys = ["smtp", "user", "password", "tls", "from"]
    static let webhookKeys = ["url", "secret"]
    static let alertmanagerKeys = ["url", "token"]
    static let ntfyKeys = ["url", "token", "topic"]
    static let hookLimit = 100
    private static let web = ["https", "http"]

    /// - Parameter console: what links lead to, and gateways report to, where the section says nothing else.
    func pages(_ node: Node?, console: ConsoleConfiguration?) -> PagesConfiguration? {
        guard let node, let section = SettingsSection(node, name: "`pages`", keys: Self.keys, reading: reading) else {
            return nil
        }
        var pages = PagesConfiguration()
        if let node = section.node("sms") {
            pages.sms = sms(node, section)
            if case .kannel(let url, _, _, _) = pages.sms {
                pages.kannelReports = reports(node, gateway: url, console: console)
            }
        }
        pages.email = section.node("email").flatMap { email($0, section) }
        pages.webhooks = named("webhook", Self.webhookKeys, section) { entry in
            let secret = entry.secret(entry.node("secret"), "secret")
            return url(entry, "https://hooks.example/earshot").map { .init(url: $0, secret: secret) }
        }
        pages.slack = named("slack", ["url"], section) { url($0, "${credential:slack}") }
        pages.ntfy = section.node("ntfy").flatMap(ntfy)
        pages.alertmanagers = named("alertmanager", Self.alertmanagerKeys, section) { entry in
            let token = entry.secret(entry.node("token"), "token")
            let node = entry.required("url", example: "http://127.0.0.1:9093")
            return entry.address(node, "url", schemes: Self.web).map { .init(url: $0.text, token: token) }
        }
        pages.deadMan = section.node("dead-man").flatMap { address($0, "dead-man", section) }
        if let every = section.duration("dead-man-every", in: .seconds(1) ... .seconds(86_400)) {
            pages.deadManEvery = every
            if section.node("dead-man") == nil, let node = section.node("dead-man-every") {
                reading.complain(.warning, at: node, "`dead-man-every` without `dead-man` does nothing")
            }
        }
        pages.link = section.address(section.node("link"), "link", schemes: Self.web)?.text ?? console?.url
        pages.tellTaken = section.choice("tell-taken", [("true", true), ("false", false)]) ?? true
        return pages
    }

    // MARK: Text messages

    private func sms(_ node: Node, _ section: SettingsSection) -> PagesConfiguration.SMSGateway? {
        if case .mapping = node { return kannel(node) }
        guard let name = section.text(node, "sms", limit: 64) else { return nil }
        let lines = sources.filter { $0.channel == .sms }
        guard let source = lines.first(where: { $0.name.rawValue == name }) else {
            let names = lines.map(\.name.rawValue)
            let known = sources.contains { $0.name.rawValue == name }
            reading.complain(
                at: node,
                known ? "the source `\(name)` is no text line" : "there is no source `\(name.prefix(60))`",
                remedy: NearestName.of(name, among: names).map { "did you mean `\($0)`?" }
                    ?? (names.isEmpty
                        ? "name a source of the channel sms, or write { provider: kannel, url: … }"
                        : "the text lines are \(names.joined(separator: ", "))"))
            return nil
        }
        if case .gammu(_, nil, _) = source.place {
            reading.complain(
                at: node, "the source `\(name)` has no `outbox`, so it cannot send",
                remedy: "add `outbox: /var/spool/gammu/outbox` to it")
            return nil
        }
        return .source(source.name)
    }

    private func kannel(_ node: Node) -> PagesConfiguration.SMSGateway? {
        guard let section = SettingsSection(node, name: "`sms`", keys: Self.kannelKeys, reading: reading) else {
            return nil
        }
        let provider: Bool? =
            section.required("provider", example: "kannel") == nil
            ? nil : section.choice("provider", [("kannel", true)])
        let url = section.address(
            section.required("url", example: "http://127.0.0.1:13013"), "url", schemes: ["http", "https"])
        let user = section.text(section.required("user", example: "earshot"), "user", limit: 200)
        let password = section.secret(section.required("password", example: "\"${credential:kannel}\""), "password")
        let from = section.required("from", example: "\"+12025550100\"").flatMap { sender($0, section) }
        guard provider == true, let url, let user, let password, let from else { return nil }
        return .kannel(url: url.text, user: user, password: password, from: from)
    }

    /// A gateway on this host reaches the console where it listens; one elsewhere as people do.
    private func reports(_ node: Node, gateway: String, console: ConsoleConfiguration?) -> String? {
        let written = node.mapping?.first { $0.key.string == "reports" }?.value
        guard let console else {
            reading.complain(
                .note, at: node,
                "what becomes of a text Kannel tells the console, and there is none: a text that does not arrive "
                    + "is not noticed",
                remedy: "add `console`")
            return nil
        }
        if let written {
            // Its other keys were looked at before.
            let known = node.mapping?.compactMap(\.key.string) ?? []
            guard let section = SettingsSection(node, name: "`sms`", keys: known, reading: reading) else { return nil }
            return section.address(written, "reports", schemes: Self.web)?.text
        }
        guard let host = (try? WebAddress(gateway))?.host, ConsoleReader.isLoopback(host) else { return console.url }
        let own = ["0.0.0.0": "127.0.0.1", "::": "::1"][console.host] ?? console.host
        return "http://\(own.contains(":") ? "[\(own)]" : own):\(console.port)"
    }

    /// A number, a short code, or a name of at most eleven letters and digits.
    private func sender(_ node: Node, _ section: SettingsSection) -> String? {
        guard let text = section.text(node, "from", limit: 40) else { return nil }
        let isShort =
            text.utf8.count <= 11
            && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 || $0 >= 65 && $0 <= 90 || $0 >= 97 && $0 <= 122 }
        if PhoneText.isNumber(text) || isShort { return text }
        reading.complain(
            at: node, "`\(text)` is no sender of text messages",
            remedy: "write a number like \"+12025550100\", or a name of at most 11 letters")
        return nil
    }

    // MARK: Mail

    private func email(_ node: Node, _ section: SettingsSection) -> PagesConfiguration.MailRoute? {
        guard case .mapping = node else {
            guard let word = section.text(node, "email", limit: 100) else { return nil }
            guard word == "acd" else {
                reading.complain(
                    at: node, "`email` is `acd` or a mail server of its own, and this is `\(word.prefix(60))`",
                    remedy: "write `email: acd`, or `email: { smtp: smtps://mail.example, from: … }`")
                return nil
            }
            guard hasACD else {
                reading.complain(
                    at: node, "`email: acd` goes by the mail server of `acd`, and there is none",
                    remedy: "write `email: { smtp: smtps://mail.example, from: oncall@quillfone.example }`")
                return nil
            }
            return .acd
        }
        guard let section = SettingsSection(node, name: "`email`", keys: Self.mailKeys, reading: reading) else {
            return nil
        }
        let server = ACDReader(reading: reading).mailServer(section)
        let from = section.mailbox(section.required("from", example: "oncall@quillfone.example"), "from")
        guard let server, let from else { return nil }
        return .server(server, from: from)
    }

    // MARK: The web

    /// One group of keys, which is called `default` then, or several by name.
    private func named<T>(
        _ key: String, _ keys: [String], _ section: SettingsSection, _ read: (SettingsSection) -> T?
    ) -> [String: T] {
        guard let node = section.node(key) else { return [:] }
        guard case .mapping(let mapping) = node, mapping.contains(where: { $0.value.mapping != nil }) else {
            guard let entry = SettingsSection(node, name: "`\(key)`", keys: keys, reading: reading) else { return [:] }
            return read(entry).map { ["default": $0] } ?? [:]
        }
        guard mapping.count <= Self.hookLimit else {
            reading.complain(at: node, "`\(key)` names \(mapping.count), and \(Self.hookLimit) are the most")
            return [:]
        }
        var all: [String: T] = [:]
        for (keyNode, value) in mapping {
            guard let name = reading.name(keyNode, of: "a \(key)") else { continue }
            if let entry = SettingsSection(value, name: "\(key) `\(name)`", keys: keys, reading: reading) {
                all[name] = read(entry)
            }
        }
        return all
    }

    private func url(_ section: SettingsSection, _ example: String) -> PagesConfiguration.Address? {
        section.required("url", example: example).flatMap { address($0, "url", section) }
    }

    /// An address, or a reference to one.
    private func address(_ node: Node, _ key: String, _ section: SettingsSection) -> PagesConfiguration.Address? {
        guard case .scalar(let scalar) = node, scalar.string.hasPrefix("${") else {
            return section.address(node, key, schemes: Self.web).map { .written($0.text) }
        }
        guard let secret = section.secret(node, key) else { return nil }
        let isAddress = secret.holds { text in
            (try? WebAddress(text)).map { Self.web.contains($0.scheme) } ?? false
        }
        guard isAddress != false else {
            reading.complain(
                at: node, "`\(key)` leads to something that is no address", remedy: "let it hold https://… alone")
            return nil
        }
        return .secret(secret)
    }

    private func ntfy(_ node: Node) -> PagesConfiguration.Ntfy? {
        guard let section = SettingsSection(node, name: "`ntfy`", keys: Self.ntfyKeys, reading: reading) else {
            return nil
        }
        let url = section.address(section.required("url", example: "https://ntfy.example"), "url", schemes: Self.web)
        let token = section.secret(section.node("token"), "token")
        var topic: String?
        if let node = section.node("topic"), let text = section.text(node, "topic", limit: 64) {
            topic = reading.topic(text, at: node)
        }
        return url.map { .init(url: $0.text, token: token, topic: topic) }
    }
}

extension SettingsReading {
    /// A key that is a name of the operator's own: small letters, digits and hyphens. Nil, and a complaint, where
    /// it is none.
    func name(_ key: Node, of what: String) -> String? {
        guard case .scalar(let scalar) = key else {
            complain(at: key, "the name of \(what) is one word, and this is \(key.kindInWords)")
            return nil
        }
        let name = scalar.string
        if name.unicodeScalars.first == SettingsDocument.blot { return nil }
        let sound = name.utf8.allSatisfy { $0 >= 97 && $0 <= 122 || $0 >= 48 && $0 <= 57 || $0 == 45 }
        guard sound, (1...64).contains(name.utf8.count) else {
            complain(at: key, "the name of \(what) has small letters, digits and hyphens, at most 64")
            return nil
        }
        return name
    }

    /// As ntfy's servers take one.
    func topic(_ text: String, at node: Node) -> String? {
        let isSound =
            (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                $0 >= 48 && $0 <= 57 || $0 >= 65 && $0 <= 90 || $0 >= 97 && $0 <= 122 || $0 == 45 || $0 == 95
            }
        if isSound { return text }
        complain(at: node, "a topic has letters, digits, - and _, at most 64", remedy: "write it as `earshot-ana`")
        return nil
    }
}

/// Telephone numbers as the configuration writes them.
enum PhoneText {
    /// E.164: a plus sign, no zero behind it, 8 to 15 digits.
    static func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst()
        return text.utf8.first == UInt8(ascii: "+") && (8...15).contains(digits.count)
            && digits.allSatisfy { $0 >= 48 && $0 <= 57 } && digits.first != 48
    }

    /// Without the marks that people put between digits; nil where that does not make it a number.
    static func mended(_ text: String) -> String? {
        var plain = String(text.filter { !" -./()\u{A0}".contains($0) })
        if plain.hasPrefix("00") { plain = "+" + plain.dropFirst(2) }
        // Long enough to begin with a country's code, as somebody writes it who leaves out the plus.
        if (11...15).contains(plain.utf8.count), plain.first.map({ "123456789".contains($0) }) == true {
            plain = "+" + plain
        }
        return isNumber(plain) ? plain : nil
    }
}
