import Foundation
import Synchronization
import Triage
import Wire

/// Answers on a Mastodon-compatible server: a reply to the very post, naming its author, seen by no more people than
/// could see what it answers. <https://docs.joinmastodon.org/methods/statuses/#create>
///
/// The key that Mastodon keeps for an hour is sent and not relied on: servers answer 500 to what they have posted, and
/// others of its kin do not know the key. After any doubt the account's own timeline is read.
package final class MastodonAnswers: AnswerSender {
    let line: PageLine
    let origin: Origin
    let reading: MastodonReading
    private let token: String
    private let bounds = Mutex<(value: Bounds, askAgain: Moment)?>(nil)
    package var host: String { origin.authority }

    static let means = "Mastodon"

    /// What the server allows in one post.
    struct Bounds: Hashable, Sendable {
        var characters = 500
        /// Each link counts as so many.
        var link = 23
    }

    /// - Parameter token: one with the scopes `read` and `write:statuses`.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(source: SourceName, line: PageLine, url: String, token: String) throws {
        guard let origin = Origin(url) else {
            throw PageFailure(.refused, "\(Self.means): `url` must be like https://mastodon.example")
        }
        guard !token.isEmpty else {
            throw PageFailure(.refused, "\(Self.means): \(source) can only answer with a `token`")
        }
        self.line = line
        self.origin = origin
        self.token = token
        reading = MastodonReading(source: source, server: origin.authority, domain: origin.domain)
    }

    package func room(for address: AnswerAddress) async throws -> AnswerLimit {
        let bounds = await bounds()
        // Servers count of a name of elsewhere only what stands before its second `@`.
        return .characters(max(1, bounds.characters - mention(of: address.handle).count - 1), link: bounds.link)
    }

    package func send(_ letter: AnswerLetter, to address: AnswerAddress) async throws -> String {
        let parent = try parent(of: address)
        var fields = [
            ("status", words(letter, to: address)), ("visibility", Self.visibility(address)),
            ("language", letter.language),
        ]
        if let parent { fields.append(("in_reply_to_id", parent.text)) }
        var request = request(.post, "/api/v1/statuses")
        request.headers += [
            (name: "Content-Type", value: "application/x-www-form-urlencoded"),
            (name: "Idempotency-Key", value: Digest.name(of: letter.key)),
        ]
        request.body = Array(fields.map { "\($0)=\(Percent.encode($1))" }.joined(separator: "&").utf8)
        let response = try await ask(request)
        if let failure = refusal(response) { throw try await explained(failure, response, parent) }
        guard let id = Self.id(of: response.body) else {
            throw AnswerFailure(.unknown, "\(Self.means): its answer to a post names none; is `url` right?")
        }
        return reading.identity(id.text)
    }

    // MARK: What is sent

    /// The post that is answered; nil: none is.
    func parent(of address: AnswerAddress) throws(AnswerFailure) -> TimelineID? {
        guard let message = address.message else { return nil }
        let start = reading.identity("")
        guard message.identity.hasPrefix(start), let id = TimelineID(String(message.identity.dropFirst(start.count)))
        else {
            throw AnswerFailure(.refused, "\(Self.means): what is answered is no post of \(origin.authority)")
        }
        return id
    }

    private func words(_ letter: AnswerLetter, to address: AnswerAddress) -> String {
        "\(mention(of: address.handle)) \(letter.text)"
    }

    /// `@ana` of this server, `@ana@mastodon.example` of another.
    private func mention(of handle: Handle) -> String {
        let parts = handle.address.split(separator: "@")
        return parts.count == 2 && parts[1] == origin.domain ? "@\(parts[0])" : "@\(handle.address)"
    }

    /// Never more than could see what it answers; what answers nothing is between the two of them.
    static func visibility(_ address: AnswerAddress) -> String {
        guard let message = address.message else { return "direct" }
        let order: [Message.Visibility] = [.direct, .followers, .unlisted, .open]
        let narrower = order.first { $0 == address.visibility || $0 == message.visibility } ?? .direct
        return switch narrower {
        case .direct: "direct"
        case .followers: "private"
        case .unlisted: "unlisted"
        case .open: "public"
        }
    }

    // MARK: How it is asked

    func request(_ method: HTTPRequest.Method, _ path: String) -> HTTPRequest {
        var request = HTTPRequest(method, origin.base + path)
        request.bearer = token
        request.headers.append((name: "Accept", value: "application/json"))
        return request
    }

    func ask(_ request: HTTPRequest) async throws -> HTTPResponse {
        try await AnswerFailure.translating { try await line.ask(request, means: Self.means) }
    }

    /// Nil for a success.
    func refusal(_ response: HTTPResponse) -> AnswerFailure? {
        let said = Self.error(in: response.body).map { " (\($0))" } ?? ""
        switch response.status {
        case 200..<300: return nil
        case 429:
            let answer = MastodonAnswer(
                response: response, server: origin.authority, lane: .mentions, hasToken: true, now: line.now())
            var until = line.now() + .seconds(300)
            if case .tryAgainAt(let at, _)? = answer.failure?.next { until = at }
            return AnswerFailure(.throttled(until: until), "\(Self.means): too many requests (429)")
        case 401:
            return AnswerFailure(
                .refused,
                "\(Self.means): the server does not accept the token; make a new one with read and "
                    + "write:statuses and put it in `token`\(said)")
        case 403:
            return AnswerFailure(
                .refused, "\(Self.means): the server forbids it; the token needs the scope write:statuses\(said)")
        case 300..<400:
            return AnswerFailure(
                .refused, "\(Self.means): it leads elsewhere (\(response.status)); give the url where it leads to")
        // Whoever stands before the server says these of what the server may have done all the same, and servers
        // of what they have just posted.
        case 408, 500...:
            return AnswerFailure(.unknown, "\(Self.means): the server has a fault (\(response.status))\(said)")
        case 425: return AnswerFailure(.unreachable, "\(Self.means): the server was not ready (425)")
        default:
            return AnswerFailure(.refused, "\(Self.means): the server does not accept it (\(response.status))\(said)")
        }
    }

    /// Where a post is refused as it stands, what it answers may be gone: some say 404, others 422.
    private func explained(
        _ failure: AnswerFailure, _ response: HTTPResponse, _ parent: TimelineID?
    ) async throws -> AnswerFailure {
        guard [400, 404, 410, 422].contains(response.status), let parent else { return failure }
        let look = try? await line.ask(request(.get, "/api/v1/statuses/\(parent.text)"), means: Self.means)
        guard let look, look.status == 404 || look.status == 410 else { return failure }
        return AnswerFailure(.gone, "the post was deleted")
    }

    /// As the server says, or as Mastodon does where it cannot be asked.
    private func bounds() async -> Bounds {
        let now = line.now()
        if let known = bounds.withLock({ $0 }), now < known.askAgain { return known.value }
        var found: Bounds?
        if let response = try? await line.ask(request(.get, "/api/v2/instance"), means: Self.means),
            response.status == 200
        {
            found = Self.bounds(in: response.body)
        }
        let value = found ?? bounds.withLock({ $0?.value }) ?? Bounds()
        bounds.withLock { $0 = (value, now + (found == nil ? .seconds(60) : .seconds(3600))) }
        return value
    }
}

/// What it reads of the server's answers.
extension MastodonAnswers {
    private enum IDField: Int, CaseIterable { case id }
    private static let idShape = JSONShape<IDField>()
    private enum ErrorField: Int, CaseIterable { case error }
    private static let errorShape = JSONShape<ErrorField>()
    private enum InstanceField: Int, CaseIterable { case configuration }
    private static let instanceShape = JSONShape<InstanceField>()
    private enum SectionField: Int, CaseIterable { case statuses }
    private static let sectionShape = JSONShape<SectionField>()
    private enum BoundField: Int, CaseIterable { case max_characters, characters_reserved_per_url }
    private static let boundShape = JSONShape<BoundField>()

    static func id(of body: [UInt8]) -> TimelineID? {
        let id = try? JSONValue.read(body) { root in idShape.pick(root) { $0[.id]?.string } }
        return ((id ?? nil) ?? nil).flatMap(TimelineID.init)
    }

    static func error(in body: [UInt8]) -> String? {
        let text = try? JSONValue.read(body) { root in errorShape.pick(root) { $0[.error]?.string } }
        return ((text ?? nil) ?? nil).map { HeaderText.plain($0, limit: 120) }
    }

    /// A server that names less than a word or more than a book is not believed.
    static func bounds(in body: [UInt8]) -> Bounds? {
        let read = try? JSONValue.read(body) { root -> Bounds? in
            var bounds: Bounds?
            instanceShape.pick(root) { instance in
                guard let configuration = instance[.configuration] else { return }
                sectionShape.pick(configuration) { section in
                    guard let statuses = section[.statuses] else { return }
                    boundShape.pick(statuses) { found in
                        guard let most = found[.max_characters]?.integer, (50...1_000_000).contains(most) else {
                            return
                        }
                        let link = found[.characters_reserved_per_url]?.integer ?? 23
                        bounds = Bounds(
                            characters: Int(most), link: (1...200).contains(link) ? Int(link) : 23)
                    }
                }
            }
            return bounds
        }
        return read ?? nil
    }
}
