import Triage
import Wire

/// Texts out through Twilio, or a gateway that speaks like it, whatever they are for.
/// <https://www.twilio.com/docs/messaging/api/message-resource>
struct TwilioGateway: Sendable {
    private let line: PageLine
    private let account: String
    private let token: String
    /// Ours, E.164 or a short code.
    private let number: String
    private let list: String
    /// Host and port.
    let host: String

    static let means = "SMS (Twilio)"
    /// Their clock may differ from ours by so much and still name the same attempt.
    private static let slack = Duration.seconds(120)
    /// The person has sent STOP to this number.
    static let optedOut: Int64 = 21610

    /// - Parameters:
    ///   - url: `https://api.twilio.com`, or a gateway's, perhaps with a path.
    ///   - account: the account's SID.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    init(line: PageLine, url: String, account: String, token: String, number: String) throws {
        guard let origin = Origin(url) else {
            throw PageFailure(.refused, "\(Self.means): `url` must be like https://api.twilio.com")
        }
        guard (1...64).contains(account.utf8.count), account.utf8.allSatisfy(Percent.isPlain) else {
            throw PageFailure(.refused, "\(Self.means): `account` must be the account's SID, like AC0123")
        }
        guard !token.isEmpty else { throw PageFailure(.refused, "\(Self.means): `token` is empty") }
        guard let number = Handle(.sms, number) else {
            throw PageFailure(.refused, "\(Self.means): `number` must be like +12025550100")
        }
        self.line = line
        self.account = account
        self.token = token
        self.number = number.address
        self.list = "\(origin.base)/2010-04-01/Accounts/\(account)/Messages"
        self.host = origin.authority
    }

    /// - Returns: Twilio's name for the text.
    func send(_ body: String, to address: String) async throws -> String {
        let to = try PhoneNumber.dialled(address, means: Self.means)
        let fields = [("To", to), ("From", number), ("Body", body)]
        var request = request(.post, "\(list).json")
        request.headers.append((name: "Content-Type", value: "application/x-www-form-urlencoded"))
        request.body = Array(fields.map { "\($0)=\(Percent.encode($1))" }.joined(separator: "&").utf8)
        let response = try await line.ask(request, means: Self.means)
        try check(response)
        guard let sms = TwilioText.read(response.body) else {
            throw PageFailure(.unknown, "\(Self.means): its answer to a text names none; is `url` right?")
        }
        if case .failed(let reason) = sms.delivery {
            throw PageFailure(.refused, "\(Self.means): \(reason)", optedOut: sms.error == Self.optedOut)
        }
        return sms.sid
    }

    /// - Parameter sid: as `send` gave it.
    func delivery(of sid: String) async throws -> Delivery {
        guard (1...64).contains(sid.utf8.count), sid.utf8.allSatisfy(Percent.isPlain) else {
            return .failed("\(Self.means): “\(HeaderText.plain(sid, limit: 64))” is no text of Twilio's")
        }
        let response = try await line.ask(request(.get, "\(list)/\(sid).json"), means: Self.means)
        if response.status == 404 { return .failed("\(Self.means): Twilio does not know this text any more") }
        try check(response)
        guard let sms = TwilioText.read(response.body), sms.sid == sid else {
            throw PageFailure(.unreachable, "\(Self.means): its answer is about no text; is `url` right?")
        }
        return sms.delivery
    }

    /// Twilio has no key for an attempt, but lists what it took: the newest texts to this number are held against
    /// ours. They are not asked for by day: one that still waits has no day of sending yet.
    ///
    /// - Returns: its name; nil where it was not taken, or was and has failed.
    func taken(_ body: String, to address: String, since: Moment) async throws -> String? {
        let to = try PhoneNumber.dialled(address, means: Self.means)
        let query = "To=\(Percent.encode(to))&From=\(Percent.encode(number))&PageSize=100"
        let response = try await line.ask(request(.get, "\(list).json?\(query)"), means: Self.means)
        try check(response)
        guard let texts = TwilioText.list(response.body) else {
            throw PageFailure(.unreachable, "\(Self.means): its answer is no list of texts; is `url` right?")
        }
        let ours = texts.first { text in
            // A trial account puts a sentence of its own before every text.
            text.isOutbound && (text.body == body || text.body.hasSuffix(" - " + body))
                && text.created.map { $0 >= since - Self.slack } ?? false
        }
        guard let ours else { return nil }
        if case .failed = ours.delivery { return nil }
        return ours.sid
    }

    private func request(_ method: HTTPRequest.Method, _ url: String) -> HTTPRequest {
        var request = HTTPRequest(method, url)
        request.basic = (account, token)
        request.headers.append((name: "Accept", value: "application/json"))
        return request
    }

    /// <https://www.twilio.com/docs/api/errors>
    private func check(_ response: HTTPResponse) throws(PageFailure) {
        if (200..<300).contains(response.status) { return }
        let error = TwilioText.error(response.body)
        let said = error.map { " (\($0.code): \($0.message))" } ?? ""
        switch (error?.code, response.status) {
        // Too many requests, texts to one number, texts in the queue: not taken.
        case (20429, _), (14107, _), (21611, _), (_, 429):
            throw PageFailure(
                .throttled(until: line.now() + (response.retryAfter ?? .seconds(30))),
                "\(Self.means): Twilio asks for fewer texts\(said)")
        case (Self.optedOut, _):
            throw PageFailure(
                .refused, "\(Self.means): this person has sent STOP and gets nothing more from this number\(said)",
                optedOut: true)
        case (21211, _), (21214, _), (21217, _), (21219, _), (21408, _), (21612, _), (21614, _):
            throw PageFailure(.refused, "\(Self.means): this person's number cannot be texted\(said)")
        case (20003, _), (_, 401):
            throw PageFailure(.refused, "\(Self.means): Twilio does not accept this account and token\(said)")
        case (_, 400..<500) where response.status != 408 && response.status != 425:
            throw PageFailure(.refused, "\(Self.means): Twilio refuses (\(response.status))\(said)")
        case (_, 500...):
            // Behind a 502 or a 504 somebody may have taken it.
            throw PageFailure(.unknown, "\(Self.means): Twilio has a fault (\(response.status))\(said)")
        default:
            throw PageFailure(status: response, means: Self.means, now: line.now())
                ?? PageFailure(.unknown, "\(Self.means): Twilio answered \(response.status)")
        }
    }
}
