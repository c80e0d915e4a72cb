import Triage
import Wire

/// Pages by SMS through a Kannel gateway, which `KannelGateway` speaks with; three parts at most.
///
/// What became of a text Kannel tells by asking an address (`dlr-url`), never when it is asked: where there is such an
/// address, whoever listens there writes down what it says, and here the delivery stays pending; where there is none, a
/// page ends for us when it was accepted.
package struct KannelPages: PageSender {
    private let gateway: KannelGateway
    private let reports: (@Sendable (_ key: String) -> String)?

    /// - Parameters:
    ///   - url: `http://127.0.0.1:13013`; with a path where `sendsms-url` is not `/cgi-bin/sendsms`.
    ///   - number: what the text comes from: a number, a short code or a sender's name.
    ///   - reports: Kannel's `dlr-url` for the page of a key, with its own escapes (`%d`).
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(
        line: PageLine, url: String, user: String, password: String, number: String,
        reports: (@Sendable (_ key: String) -> String)? = nil
    ) throws {
        gateway = try KannelGateway(line: line, url: url, user: user, password: password, number: number)
        self.reports = reports
    }

    package func send(_ page: PageText, to address: String) async throws -> PageReceipt {
        try await gateway.send(ShortText.of(page), to: address, report: reports?(page.key))
        return reports == nil ? PageReceipt(id: "", .final) : PageReceipt(id: page.key, .pending)
    }

    /// Never known here: it is told where reports go.
    package func delivery(of receipt: PageReceipt) async throws -> Delivery { .pending }
}
