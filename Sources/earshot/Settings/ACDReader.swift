import Triage
import Yams

/// Reads the section `acd`.
struct ACDReader {
    let reading: SettingsReading

    static let keys = ["smtp", "user", "password", "tls", "from", "queues", "replies"]

    func acd(_ node: Node?) -> ACDConfiguration? {
        guard let node, let section = SettingsSection(node, name: "`acd`", keys: Self.keys, reading: reading) else {
            return nil
        }
        let server = mailServer(section)
        let from = section.mailbox(section.required("from", example: "earshot@quillfone.example"), "from")
        let queues = self.queues(section.required("queues", example: "{ default: support@acd.example }"))
        let replies = section.node("replies").flatMap(self.replies)
        guard let server, let from, let queues else { return nil }
        return ACDConfiguration(smtp: server, from: from, queues: queues, replies: replies)
    }

    /// By the keys `smtp`, `user`, `password` and `tls`.
    func mailServer(_ section: SettingsSection) -> MailServer? {
        let node = section.required("smtp", example: "smtp://127.0.0.1:25")
        let address = section.address(node, "smtp", schemes: ["smtp", "smtps"])
        let user = section.text(section.node("user"), "user")
        let passwordNode = section.node("password")
        let password = section.secret(passwordNode, "password")
        let tls = section.choice("tls", TLS.allCases.map { ($0.rawValue, $0) }) ?? .whereOffered
        if passwordNode == nil, let userNode = section.node("user") {
            reading.complain(at: userNode, "`user` wants a `password`", remedy: "add `password: \"${credential:acd}\"`")
        }
        if let passwordNode, section.node("user") == nil {
            reading.complain(at: passwordNode, "`password` wants a `user`", remedy: "add `user: …`")
        }
        guard let address else { return nil }
        if password != nil, address.parts.scheme == "smtp", tls != .required, !address.parts.isPlainlyPrivate {
            reading.complain(
                .warning, at: node ?? .scalar(.init("")),
                "the password may cross the network unencrypted", remedy: "add `tls: required`, or use smtps://")
        }
        return MailServer(url: address.text, user: user, password: password, tls: tls)
    }

    private func queues(_ node: Node?) -> ACDConfiguration.Queues? {
        guard let node,
            let section = SettingsSection(node, name: "`queues`", keys: ["default", "hot"], reading: reading)
        else { return nil }
        let standard = section.mailAddress(section.required("default", example: "support@acd.example"), "default")
        let hot = section.mailAddress(section.node("hot"), "hot")
        guard let standard else { return nil }
        return .init(standard: standard, hot: hot ?? standard)
    }

    private func replies(_ node: Node) -> ACDConfiguration.Replies? {
        let section = SettingsSection(node, name: "`replies`", keys: ["url", "user", "password"], reading: reading)
        guard let section else { return nil }
        let address = section.address(
            section.required("url", example: "imaps://mail.example/ACD-Replies"), "url", schemes: ["imaps", "imap"])
        let user = section.text(section.required("user", example: "earshot"), "user")
        let password = section.secret(section.required("password", example: "\"${credential:acd}\""), "password")
        reading.complain(
            .note, at: node, "`acd.replies` is not used yet: this version does not carry agents' replies back")
        guard let address, let user, let password else { return nil }
        return .init(url: address.text, user: user, password: password)
    }
}
