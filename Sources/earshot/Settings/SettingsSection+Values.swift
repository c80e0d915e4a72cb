import Triage
import Yams

/// Addresses, mailboxes and paths: values with a form of their own.
extension SettingsSection {
    /// An address of one of `schemes`, as text without a slash at its end, and its parts.
    func address(_ node: Node?, _ key: String, schemes: [String]) -> (text: String, parts: WebAddress)? {
        guard let node, let text = text(node, key, limit: 2000) else { return nil }
        let example = "\(schemes[0])://host"
        let parts: WebAddress
        do {
            parts = try WebAddress(text)
        } catch {
            switch error {
            case .noScheme:
                reading.complain(
                    at: node, "`\(key)` is an address, and this has no `\(schemes[0])://`",
                    remedy: "write `\(key): \(schemes[0])://\(text.prefix(80))`")
            case .noHost: reading.complain(at: node, "this address names no host", remedy: "write `\(example)`")
            case .badHost(let host):
                reading.complain(at: node, "`\(host.prefix(80))` is no host name", remedy: "write `\(example)`")
            case .badPort(let port):
                reading.complain(at: node, "`\(port.prefix(20))` is no port", remedy: "write a number from 1 to 65535")
            case .user:
                reading.complain(
                    at: node, "a user or a password may not stand in an address",
                    remedy: "use the keys for them where there are some; secrets are references")
            case .badCharacter:
                reading.complain(at: node, "there is a space or a character in this address that none has")
            }
            return nil
        }
        guard schemes.contains(parts.scheme) else {
            let list = schemes.map { "\($0)://" }.joined(separator: " or ")
            let remedy =
                NearestName.of(parts.scheme, among: schemes).map { "did you mean `\($0)://`?" } ?? "write \(list)"
            reading.complain(at: node, "`\(key)` begins with \(list), and this with \(parts.scheme)://", remedy: remedy)
            return nil
        }
        return (text.hasSuffix("/") ? String(text.dropLast()) : text, parts)
    }

    /// `Name <local@domain>` or `local@domain`.
    func mailbox(_ node: Node?, _ key: String) -> Mailbox? {
        guard let node, let text = text(node, key, limit: 400) else { return nil }
        if let mailbox = Mailbox(text) { return mailbox }
        reading.complain(
            at: node, "`\(key)` is a mail address, and `\(text.prefix(80))` is none",
            remedy: "write `name@host.example` or `Some Name <name@host.example>`")
        return nil
    }

    /// `local@domain` alone.
    func mailAddress(_ node: Node?, _ key: String) -> String? {
        guard let node, let mailbox = mailbox(node, key) else { return nil }
        guard mailbox.name.isEmpty else {
            reading.complain(
                at: node, "`\(key)` is an address without a name", remedy: "write `\(key): \(mailbox.address)`")
            return nil
        }
        return mailbox.address
    }

    /// A path, made absolute.
    func path(_ node: Node?, _ key: String) -> String? {
        guard let text = text(node, key, limit: 4000) else { return nil }
        return absolute(text, in: reading.folder)
    }
}

extension Mailbox {
    /// Only what every mail server takes: a printable ASCII address with one @, and a name without
    /// characters that would need thought in a header.
    init?(_ text: String) {
        var name = ""
        var address = text
        if text.hasSuffix(">") {
            guard let open = text.lastIndex(of: "<") else { return nil }
            address = String(text[text.index(after: open)...].dropLast())
            name = String(text[..<open])
            while name.last == " " { name.removeLast() }
            if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") {
                name = String(name.dropFirst().dropLast())
            }
            guard !name.contains(where: { "<>\"\\".contains($0) }), name.count <= 200 else { return nil }
        }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), address.utf8.count <= 254,
            address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            !address.contains(where: { "<>()[]\\,;:\"".contains($0) }), !parts[1].isEmpty,
            parts[1].split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty }),
            parts[1].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" })
        else { return nil }
        self.init(name: name, address: address)
    }
}
