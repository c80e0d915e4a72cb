/// An SMTP server and how to speak to it: `smtp://host:25`, `smtps://host`, `tls` for STARTTLS.
package struct SMTPServer: Sendable, Hashable {
    package var url: String
    package var user: String?
    package var password: String?
    package var tls: TLS
    /// The name given in EHLO.
    package var greeting: String

    /// `whereOffered`: STARTTLS when the server offers it. `required`: or not at all.
    package enum TLS: Sendable, Hashable { case whereOffered, required }

    package init(
        url: String, user: String? = nil, password: String? = nil, tls: TLS = .whereOffered,
        greeting: String = "localhost"
    ) {
        self.url = url
        self.user = user
        self.password = password
        self.tls = tls
        self.greeting = greeting
    }
}

/// One mail to one recipient (one, because libcurl gives up all when one is refused).
package struct SMTPDelivery: Sendable {
    package var server: SMTPServer
    /// Empty for `<>`.
    package var sender: String
    package var recipient: String
    /// A whole RFC 5322 message. Line ends are made CRLF and dots are stuffed on the way.
    package var mail: [UInt8]
    package var limits: Limits

    package init(
        server: SMTPServer, sender: String, recipient: String, mail: [UInt8],
        limits: Limits = Limits(connect: .seconds(30), total: .seconds(120))
    ) {
        self.server = server
        self.sender = sender
        self.recipient = recipient
        self.mail = mail
        self.limits = limits
    }
}

/// The server took the mail.
package struct SMTPReceipt: Sendable {
    /// Its last line: `250 2.0.0 Ok: queued as 4F5`.
    package var answer: String
    package init(answer: String) { self.answer = answer }
}
