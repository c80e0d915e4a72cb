import Triage
import Wire

/// Texts out through a Kannel gateway's sendsms interface, whatever they are for.
/// <https://www.kannel.org/download/1.4.5/userguide-1.4.5/userguide.html#AEN4190>
///
/// The user (`group = sendsms-user`) needs `max-messages` of as many parts as a text may have and
/// `concatenation = true`; Kannel cuts what is longer, without a word.
struct KannelGateway: Sendable {
    private let line: PageLine
    private let place: String
    private let user: String
    private let password: String
    private let number: String
    /// Host and port.
    let host: String

    static let means = "SMS (Kannel)"

    /// - Parameters:
    ///   - url: `http://127.0.0.1:13013`; with a path where `sendsms-url` is not `/cgi-bin/sendsms`.
    ///   - number: what a text comes from: a number, a short code or a sender's name.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    init(line: PageLine, url: String, user: String, password: String, number: String) throws {
        guard let origin = Origin(url) else {
            throw PageFailure(.refused, "\(Self.means): `url` must be like http://127.0.0.1:13013")
        }
        guard !user.isEmpty, !password.isEmpty else {
            throw PageFailure(.refused, "\(Self.means): `user` and `password` are those of a sendsms-user")
        }
        guard let number = Handle(.sms, number)?.address else {
            throw PageFailure(.refused, "\(Self.means): `number` must be like +12025550100 or a sender's name")
        }
        self.line = line
        self.place = origin.base == origin.root ? origin.root + "/cgi-bin/sendsms" : origin.base
        self.user = user
        self.password = password
        self.number = number
        self.host = origin.authority
    }

    /// Returns when it was accepted or queued.
    /// - Parameter report: Kannel's `dlr-url`; nil: nobody asks what became of it.
    func send(_ text: String, to address: String, report: String? = nil) async throws {
        let to = try PhoneNumber.dialled(address, means: Self.means)
        // As headers and a body: an address with the password in it would be written to logs, and Kannel reads no
        // forms.
        var request = HTTPRequest(.post, place)
        request.headers = [
            (name: "Content-Type", value: "text/plain; charset=UTF-8"), (name: "X-Kannel-Username", value: user),
            (name: "X-Kannel-Password", value: password), (name: "X-Kannel-From", value: number),
            (name: "X-Kannel-To", value: to),
            (name: "X-Kannel-Coding", value: SegmentCount(text).alphabet == .gsm7 ? "0" : "2"),
        ]
        if let report {
            // Delivered, failed, buffered, taken and refused by the message centre.
            request.headers += [
                (name: "X-Kannel-DLR-Mask", value: "31"), (name: "X-Kannel-DLR-Url", value: report),
            ]
        }
        request.body = Array(text.utf8)
        let response = try await line.ask(request, means: Self.means)
        let said = HeaderText.plain(String(decoding: response.body.prefix(200), as: UTF8.self), limit: 80)
        switch response.status {
        case 202 where said.hasPrefix("0:") || said.hasPrefix("3:"): return
        case 403 where said.lowercased().contains("authorization"):
            throw PageFailure(.refused, "\(Self.means): it does not accept this user and password (\(said))")
        case 403: throw PageFailure(.refused, "\(Self.means): it will not send to this number (\(said))")
        case 503:
            throw PageFailure(
                response.retryAfter.map { .throttled(until: line.now() + $0) } ?? .unreachable,
                "\(Self.means): the gateway cannot send just now (\(said))")
        case 200..<300:
            throw PageFailure(
                .unknown, "\(Self.means): it answered “\(said)”, which is not Kannel's way to accept; is `url` right?")
        default:
            throw PageFailure(status: response, means: Self.means, said: said, now: line.now())
                ?? PageFailure(.unknown, "\(Self.means): it answered \(response.status)")
        }
    }
}
