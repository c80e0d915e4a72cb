import Triage
import Wire

/// Pages through an ntfy server to the phones that follow a topic, published as JSON so that every letter arrives
/// as it is. <https://docs.ntfy.sh/publish/#publish-as-json>
package struct NtfyPages: PageSender {
    private let line: PageLine
    private let base: String
    private let token: String?

    private static let means = "ntfy"

    /// - Parameters:
    ///   - url: the server's, `https://ntfy.sh`; the topic is the person's address.
    ///   - token: an access token; nil where the topic is open.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(line: PageLine, url: String, token: String? = nil) throws {
        guard let origin = Origin(url) else {
            throw PageFailure(.refused, "\(Self.means): `url` must be like https://ntfy.sh")
        }
        self.line = line
        self.base = origin.base
        self.token = token.flatMap { $0.isEmpty ? nil : $0 }
    }

    private struct Body: Encodable {
        var topic: String
        var title: String
        var message: String
        var priority: Int
        var tags: [String]
        var click: String?
    }

    package func send(_ page: PageText, to address: String) async throws -> PageReceipt {
        let topic = try Self.topic(address)
        var request = request(.post, base + "/")
        request.headers.append((name: "Content-Type", value: "application/json"))
        request.body = try PageJSON.bytes(
            Body(
                topic: topic, title: page.subject, message: Self.words(page), priority: Self.priority(page),
                tags: [page.isResolved ? "white_check_mark" : "rotating_light"], click: page.link))
        let response = try await line.tell(request, means: Self.means)
        guard let taken = Self.read(response.body) else {
            throw PageFailure(.unknown, "\(Self.means): its answer names no message; is `url` an ntfy server?")
        }
        return PageReceipt(id: taken.id, .final)
    }

    /// The server keeps messages for hours (`cache-duration`) and shows them to whoever may read the topic. Where
    /// the token may only write, nobody can tell.
    package func wasTaken(_ page: PageText, to address: String, since: Moment) async throws -> PageReceipt? {
        let topic = try Self.topic(address)
        let from = max(0, since.microseconds / 1_000_000 - 120)
        let response = try await line.ask(
            request(.get, "\(base)/\(topic)/json?poll=1&since=\(from)"), means: Self.means)
        guard response.status == 200 else { return nil }
        let words = Self.words(page)
        for text in response.body.split(separator: 0x0A).prefix(10_000) {
            if let known = Self.read(text), known.title == page.subject, known.message == words {
                return PageReceipt(id: known.id, .final)
            }
        }
        return nil
    }

    private func request(_ method: HTTPRequest.Method, _ url: String) -> HTTPRequest {
        var request = HTTPRequest(method, url)
        request.bearer = token
        return request
    }

    /// A message has at most 4,096 bytes; what is longer is made an attachment, which no lock screen shows. One
    /// with trailing space comes back without it.
    private static func words(_ page: PageText) -> String {
        let hint = page.hint.isEmpty ? "" : "\n" + page.hint
        let room = 4000 - hint.utf8.count
        return page.plain.utf8.count <= room ? page.plain + hint : page.plain.cut(toBytes: room - 3) + "…" + hint
    }

    /// 5 rings through "do not disturb" and goes on ringing, 4 rings.
    private static func priority(_ page: PageText) -> Int {
        if page.isResolved { return 2 }
        return switch page.severity {
        case .critical: 5
        case .high, nil: 4
        case .medium: 3
        case .low, .info: 2
        }
    }

    private static func topic(_ address: String) throws(PageFailure) -> String {
        let isTopic =
            (1...64).contains(address.utf8.count)
            && address.utf8.allSatisfy { Percent.isPlain($0) && $0 != UInt8(ascii: ".") }
        guard isTopic else {
            throw PageFailure(
                .refused, "\(means): “\(HeaderText.plain(address, limit: 64))” is no topic (letters, digits, - and _)")
        }
        return address
    }

    private enum Field: Int, CaseIterable { case id, event, title, message }
    private static let shape = JSONShape<Field>()

    private static func read(_ bytes: some Collection<UInt8>) -> (id: String, title: String, message: String)? {
        let read = try? JSONValue.read(bytes) { root in
            shape.pick(root) { text -> (String, String, String)? in
                guard let id = text[.id]?.string, (1...200).contains(id.utf8.count),
                    text[.event]?.string == "message"
                else { return nil }
                return (id, text[.title]?.string ?? "", text[.message]?.string ?? "")
            }
        }
        return (read ?? nil) ?? nil
    }
}
