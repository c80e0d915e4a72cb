import Foundation
import Triage
import Wire

/// Pages to a program of the operator's: one signed POST of JSON for each.
///
/// The body is `{"at", "case", "event", "id", "link", "person", "severity", "subject", "text"}`; `event` is `page`,
/// or `resolved` where it is over. `Idempotency-Key` repeats the `id`: an attempt whose end is not known is made
/// again under the same one. `Earshot-Signature: t=SECONDS,v1=HEX` is the HMAC-SHA256, under the shared secret, of
/// the seconds, a full stop and the body's bytes; who receives it refuses what is older than some minutes.
package struct WebhookPages: PageSender {
    private let line: PageLine
    private let url: String
    private let secretPath: [String]
    private let sign: (@Sendable ([UInt8]) -> [UInt8])?

    private static let means = "webhook"

    /// - Parameter sign: the HMAC-SHA256 of some bytes under the hook's secret; nil: unsigned.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(line: PageLine, url: String, sign: (@Sendable ([UInt8]) -> [UInt8])?) throws {
        secretPath = try HookAddress.secrets(of: url, means: Self.means)
        self.line = line
        self.url = url
        self.sign = sign
    }

    private struct Body: Encodable {
        var event: String
        var id: String
        var `case`: Int64?
        var severity: String?
        var subject: String
        var text: String
        var link: String?
        var person: String?
        var at: String
    }

    package func send(_ page: PageText, to address: String) async throws -> PageReceipt {
        let body = try PageJSON.bytes(
            Body(
                event: page.isResolved ? "resolved" : "page", id: page.key, case: page.hotCase?.rawValue,
                severity: page.severity?.rawValue, subject: page.subject,
                text: page.hint.isEmpty ? page.plain : page.plain + "\n" + page.hint, link: page.link,
                person: page.person?.rawValue, at: page.at.rfc3339))
        var request = HTTPRequest(.post, url)
        request.headers += [
            (name: "Content-Type", value: "application/json"), (name: "Idempotency-Key", value: page.key),
        ]
        if let sign {
            let time = line.now().microseconds / 1_000_000
            let mark = sign(Array("\(time).".utf8) + body)
            request.headers.append((name: "Earshot-Signature", value: "t=\(time),v1=\(PageJSON.hex(mark))"))
        }
        request.body = body
        let response = try await line.tell(request, means: Self.means, hiding: secretPath)
        return PageReceipt(id: HeaderText.plain(response.header("x-request-id") ?? "", limit: 100), .final)
    }
}
