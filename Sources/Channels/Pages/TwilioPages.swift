import Triage
import Wire

/// Pages by SMS through Twilio, or a gateway that speaks like it.
package struct TwilioPages: PageSender {
    private let gateway: TwilioGateway

    /// - Parameters:
    ///   - url: `https://api.twilio.com`, or a gateway's, perhaps with a path.
    ///   - account: the account's SID.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(line: PageLine, url: String, account: String, token: String, number: String) throws {
        gateway = try TwilioGateway(line: line, url: url, account: account, token: token, number: number)
    }

    package func send(_ page: PageText, to address: String) async throws -> PageReceipt {
        PageReceipt(id: try await gateway.send(ShortText.of(page), to: address), .pending)
    }

    package func delivery(of receipt: PageReceipt) async throws -> Delivery {
        try await gateway.delivery(of: receipt.id)
    }

    package func wasTaken(_ page: PageText, to address: String, since: Moment) async throws -> PageReceipt? {
        try await gateway.taken(ShortText.of(page), to: address, since: since).map { PageReceipt(id: $0, .pending) }
    }
}
