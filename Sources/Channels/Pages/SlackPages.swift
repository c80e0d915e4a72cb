import Triage
import Wire

/// Pages to a chat's incoming webhook: Slack's own form, which Mattermost and Rocket.Chat take too (they read the
/// `text` and pass over the blocks). <https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>
package struct SlackPages: PageSender {
    private let line: PageLine
    private let url: String
    private let secretPath: [String]

    private static let means = "chat"

    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(line: PageLine, url: String) throws {
        secretPath = try HookAddress.secrets(of: url, means: Self.means)
        self.line = line
        self.url = url
    }

    package func send(_ page: PageText, to address: String) async throws -> PageReceipt {
        var request = HTTPRequest(.post, url)
        request.headers.append((name: "Content-Type", value: "application/json; charset=utf-8"))
        request.body = try PageJSON.bytes(Self.message(page))
        let response = try await line.tell(request, means: Self.means, hiding: secretPath)
        if let said = Self.refusal(response) {
            throw PageFailure(.refused, "\(Self.means): it answers that the page was not taken (\(said))")
        }
        return PageReceipt(id: "", .final)
    }

    struct Message: Encodable {
        var text: String
        var blocks: [Block]
    }
    struct Block: Encodable {
        var type: String
        var text: Words?
        var elements: [Button]?
    }
    struct Words: Encodable {
        var type: String
        var text: String
    }
    struct Button: Encodable {
        var type = "button"
        var text = Words(type: "plain_text", text: "Open")
        var url: String
        var style: String?
    }

    static func message(_ page: PageText) -> Message {
        let mark = page.isResolved ? ":white_check_mark: " : ":rotating_light: "
        let words = page.hint.isEmpty ? page.plain : page.plain + "\n" + page.hint
        var text = mark + escaped(words)
        if let link = page.link { text += "\n<\(escaped(link))|Open>" }
        var blocks = [
            // A header takes 150 characters, a section 3,000.
            Block(type: "header", text: Words(type: "plain_text", text: bounded(page.subject, 149))),
            Block(type: "section", text: Words(type: "mrkdwn", text: bounded(escaped(words), 2900))),
        ]
        if let link = page.link {
            blocks.append(
                Block(
                    type: "actions",
                    elements: [Button(url: link, style: page.isResolved ? nil : "danger")]))
        }
        return Message(text: text, blocks: blocks)
    }

    /// `<!channel>` and links of strangers lose their meaning with their bracket; an `@here` or `@channel`, which
    /// Mattermost and Rocket.Chat obey, with a character of no width behind the `@`.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "@": escaped += "@\u{200B}"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    /// At most so many scalars, no `&amp;` cut apart.
    private static func bounded(_ text: String, _ limit: Int) -> String {
        guard text.unicodeScalars.count > limit else { return text }
        var kept = text.unicodeScalars.prefix(limit - 1)
        if let entity = kept.suffix(4).lastIndex(of: "&") { kept = kept[..<entity] }
        return String(kept) + "…"
    }

    private enum Field: Int, CaseIterable { case ok, success, error }
    private static let shape = JSONShape<Field>()

    /// Some answer 200 and say in JSON that it failed, or send a page for people where the hook is gone.
    private static func refusal(_ response: HTTPResponse) -> String? {
        let first = response.body.first { $0 > 0x20 }
        if first == UInt8(ascii: "<") { return "with a web page" }
        guard first == UInt8(ascii: "{") else { return nil }
        let read = try? JSONValue.read(response.body) { root in
            shape.pick(root) { answer -> String? in
                guard answer[.ok]?.boolean == false || answer[.success]?.boolean == false else { return nil }
                return HeaderText.plain(answer[.error]?.string ?? "without a reason", limit: 80)
            }
        }
        return (read ?? nil) ?? nil
    }
}
