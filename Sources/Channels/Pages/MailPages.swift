import Triage
import Wire

/// Pages by e-mail. Final when the mail server has taken it: what happens behind it nobody tells in time.
package struct MailPages: PageSender {
    private let deliver: @Sendable (SMTPDelivery) async throws -> SMTPReceipt
    private let server: SMTPServer
    private let from: MailDraft.Mailbox
    private let zoneMinutes: @Sendable (Moment) -> Int

    private static let means = "e-mail"
    private static let limits = Limits(connect: .seconds(10), total: .seconds(30))

    /// - Parameters:
    ///   - from: the address that pages come from, `earshot@quillfone.example`.
    ///   - name: shown beside it: `Earshot for Quillfone`.
    ///   - zoneMinutes: east of UTC at a moment, for the mail's date.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(
        exchange: Exchange, server: SMTPServer, from: String, name: String,
        zoneMinutes: @escaping @Sendable (Moment) -> Int = { _ in 0 }
    ) throws {
        try self.init(server: server, from: from, name: name, zoneMinutes: zoneMinutes) {
            try await exchange.deliver($0)
        }
    }

    init(
        server: SMTPServer, from: String, name: String, zoneMinutes: @escaping @Sendable (Moment) -> Int = { _ in 0 },
        deliver: @escaping @Sendable (SMTPDelivery) async throws -> SMTPReceipt
    ) throws {
        guard from.split(separator: "@", omittingEmptySubsequences: false).count == 2 else {
            throw PageFailure(.refused, "\(Self.means): `from` must be a mail address")
        }
        self.deliver = deliver
        self.server = server
        self.from = MailDraft.Mailbox(name: name, address: from)
        self.zoneMinutes = zoneMinutes
    }

    package func send(_ page: PageText, to address: String) async throws -> PageReceipt {
        let mail: [UInt8]
        do {
            mail = try self.mail(page, to: address)
        } catch let fault as MailDraft.Unsendable {
            throw PageFailure(.refused, "\(Self.means): \(fault.description)")
        }
        do {
            let receipt = try await deliver(
                SMTPDelivery(
                    server: server, sender: from.address, recipient: address, mail: mail, limits: Self.limits))
            return PageReceipt(id: HeaderText.plain(receipt.answer, limit: 100), .final)
        } catch let error as WireError {
            throw PageFailure(error, means: Self.means)
        }
    }

    /// The same bytes at every attempt, so that a mailbox that got it twice shows it once.
    func mail(_ page: PageText, to address: String) throws -> [UInt8] {
        var headers: [(name: String, value: String)] = [
            // RFC 3834 §5: nobody's holiday notice answers it.
            ("Auto-Submitted", "auto-generated"), ("Importance", "high"), ("X-Priority", "1 (Highest)"),
            ("X-Earshot-Page", page.key),
        ]
        if let hotCase = page.hotCase { headers.append(("X-Earshot-Case", String(hotCase.rawValue))) }
        if let severity = page.severity { headers.append(("X-Earshot-Severity", severity.rawValue)) }
        let domain = from.address.split(separator: "@").last ?? "localhost"
        return try MailDraft(
            from: from, to: .init(address: address), subject: page.subject, date: page.at,
            zoneMinutes: zoneMinutes(page.at), messageID: "page.\(page.key.replacing(":", with: "."))@\(domain)",
            headers: headers, plain: page.whole + "\n"
        ).bytes()
    }
}
