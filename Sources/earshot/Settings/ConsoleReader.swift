import Foundation
import Triage
import Yams

/// Reads the section `console`.
struct ConsoleReader {
    let reading: SettingsReading

    static let keys = ["listen", "url", "secret", "trusted-proxies", "user-header"]
    static let leastSecret = 32
    private static let listenExample = "127.0.0.1:8420"

    func console(_ node: Node?) -> ConsoleConfiguration? {
        guard let node, let section = SettingsSection(node, name: "`console`", keys: Self.keys, reading: reading) else {
            return nil
        }
        let listenNode = section.required("listen", example: Self.listenExample)
        let listen = listenNode.flatMap { self.listen($0, section) }
        let urlNode = section.node("url")
        let url = section.address(urlNode, "url", schemes: ["https", "http"])
        let secret = self.secret(section)
        let proxies = section.words("trusted-proxies", example: "[10.0.0.0/8]").compactMap(network)
        let header = self.header(section)
        guard let listenNode, let listen, let secret else { return nil }
        let isLocal = Self.isLoopback(listen.host)
        if !isLocal, urlNode == nil {
            reading.complain(
                at: listenNode, "nobody can tell at which address people reach this console",
                remedy: "add `url: https://desk.quillfone.example`, and let a proxy there do the encryption")
            return nil
        }
        guard urlNode == nil || url != nil else { return nil }
        if !isLocal, proxies.isEmpty, url?.parts.scheme == "https", section.node("trusted-proxies") == nil {
            reading.complain(
                .warning, at: listenNode,
                "everybody will seem to come from the address of the proxy with https, so who guesses passwords "
                    + "there slows everybody down",
                remedy: "add `trusted-proxies: [the proxy's address]`, or listen on 127.0.0.1 beside it")
        }
        if let urlNode, let url, url.parts.scheme == "http", !Self.isLoopback(url.parts.host) {
            reading.complain(
                .warning, at: urlNode, "passwords and sessions would cross the network unencrypted",
                remedy: "put a proxy with https before it, and write its address here")
        }
        let shown = listen.host.contains(":") ? "[\(listen.host)]" : listen.host
        return ConsoleConfiguration(
            host: listen.host, port: listen.port, url: url?.text ?? "http://\(shown):\(listen.port)", secret: secret,
            trustedProxies: proxies, userHeader: header)
    }

    /// `127.0.0.1:8420`, `[::1]:8420`, `localhost:8420`.
    private func listen(_ node: Node, _ section: SettingsSection) -> (host: String, port: Int)? {
        guard let text = section.text(node, "listen", limit: 100) else { return nil }
        guard let parts = try? WebAddress("http://\(text)"), parts.path.isEmpty, let port = parts.port,
            parts.host == "localhost" || Self.bits(parts.host) != nil
        else {
            reading.complain(
                at: node, "`listen` is an address of this host and a port, and this is `\(text.prefix(60))`",
                remedy: "write `listen: \(Self.listenExample)`")
            return nil
        }
        return (parts.host == "localhost" ? "127.0.0.1" : parts.host, port)
    }

    private func secret(_ section: SettingsSection) -> Secret? {
        guard let node = section.required("secret", example: "\"${credential:console}\""),
            let secret = section.secret(node, "secret")
        else { return nil }
        guard secret.holds({ $0.utf8.count >= Self.leastSecret }) != false else {
            reading.complain(
                at: node, "`secret` is shorter than \(Self.leastSecret) bytes, so links and sessions could be guessed",
                remedy: "make one with `openssl rand -hex 32`")
            return nil
        }
        return secret
    }

    private func network(_ node: Node, _ word: String) -> String? {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if let length = parts.first.flatMap(Self.bits) {
            if parts.count == 1 { return "\(word)/\(length)" }
            if parts.count == 2, let bits = Int(parts[1]), (0...length).contains(bits), parts[1].utf8.first != 43 {
                if bits == 0 {
                    reading.complain(
                        .warning, at: node, "`\(word)` is everybody: anybody could sign in as anybody",
                        remedy: "name the proxy's own address")
                }
                return word
            }
        }
        reading.complain(
            at: node, "`\(word.prefix(60))` is no network", remedy: "write `10.0.0.0/8`, or a single address")
        return nil
    }

    private func header(_ section: SettingsSection) -> String {
        let usual = "X-Forwarded-User"
        guard let node = section.node("user-header"), let text = section.text(node, "user-header", limit: 100) else {
            return usual
        }
        guard
            text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 || $0 >= 65 && $0 <= 90 || $0 >= 97 && $0 <= 122 || $0 == 45 })
        else {
            reading.complain(at: node, "`\(text.prefix(60))` is no name of a header", remedy: "write `\(usual)`")
            return usual
        }
        if section.node("trusted-proxies") == nil {
            reading.complain(
                .warning, at: node, "`user-header` without `trusted-proxies` is believed of nobody",
                remedy: "add `trusted-proxies: [127.0.0.1]`")
        }
        return text
    }

    /// Bits of an address, 32 or 128; nil where it is none.
    private static func bits(_ text: String) -> Int? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return 32 }
        var six = in6_addr()
        return inet_pton(AF_INET6, text, &six) == 1 ? 128 : nil
    }

    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.") && bits(host) == 32
    }
}
