import Triage
import Wire

/// Pages by SMS through a Kannel gateway's sendsms interface.
/// <https://www.kannel.org/download/1.4.5/userguide-1.4.5/userguide.html#AEN4190>
///
/// The user (`group = sendsms-user`) needs `max-messages = 3` and `concatenation = true`; Kannel cuts what is
/// longer than one message otherwise, without a word. What became of a text it tells by asking an address
/// (`dlr-url`), never when it is asked: where there is such an address, whoever listens there writes down what it
/// says, and here the delivery stays pending; where there is none, a page ends for us when it was accepted.
package struct KannelPages: PageSender {
    private let line: PageLine
    private let place: String
    private let user: String
    private let password: String
    private let number: String
    private let reports: (@Sendable (_ key: String) -> String)?

    private static let means = "SMS (Kannel)"

    /// - Parameters:
    ///   - url: `http://127.0.0.1:13013`; with a path where `sendsms-url` is not `/cgi-bin/sendsms`.
    ///   - number: what the text comes from: a number, a short code or a sender's name.
    ///   - reports: Kannel's `dlr-url` for the page of a key, with its own escapes (`%d`).
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(
        line: PageLine, url: String, user: String, password: String, number: String,
        reports: (@Sendable (_ key: String) -> String)? = nil
    ) throws {
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
        self.reports = reports
    }

    package func send(_ page: PageText, to address: String) async throws -> PageReceipt {
        let to = try PhoneNumber.dialled(address, means: Self.means)
        let text = ShortText.of(page)
        // As headers and a body: an address with the password in it would be written to logs, and Kannel reads no
        // forms.
        var request = HTTPRequest(.post, place)
        request.headers = [
            (name: "Content-Type", value: "text/plain; charset=UTF-8"), (name: "X-Kannel-Username", value: user),
            (name: "X-Kannel-Password", value: password), (name: "X-Kannel-From", value: number),
            (name: "X-Kannel-To", value: to),
            (name: "X-Kannel-Coding", value: SegmentCount(text).alphabet == .gsm7 ? "0" : "2"),
        ]
        if let reports {
            // Delivered, failed, buffered, taken and refused by the message centre.
            request.headers += [
                (name: "X-Kannel-DLR-Mask", value: "31"),
                (name: "X-Kannel-DLR-Url", value: reports(page.key)),
            ]
        }
        request.body = Array(text.utf8)
        let response = try await line.ask(request, means: Self.means)
        let said = HeaderText.plain(String(decoding: response.body.prefix(200), as: UTF8.self), limit: 80)
        switch response.status {
        case 202 where said.hasPrefix("0:") || said.hasPrefix("3:"):
            return reports == nil ? PageReceipt(id: "", .final) : PageReceipt(id: page.key, .pending)
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

    /// Never known here: it is told where reports go.
    package func delivery(of receipt: PageReceipt) async throws -> Delivery { .pending }
}
