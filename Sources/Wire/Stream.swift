/// A raw, authenticated stream to an IMAP server: libcurl did the connecting, TLS and the login
/// (`CURLOPT_CONNECT_ONLY`), the bytes are the caller's.
package struct IMAPServer: Sendable, Hashable {
    /// `imap://host:143` or `imaps://host`; a path is ignored.
    package var url: String
    package var user: String
    package var password: String
    package var tls: SMTPServer.TLS
    package var addresses: Addresses

    package init(
        url: String, user: String, password: String, tls: SMTPServer.TLS = .whereOffered,
        addresses: Addresses = .anywhere
    ) {
        self.url = url
        self.user = user
        self.password = password
        self.tls = tls
        self.addresses = addresses
    }
}
