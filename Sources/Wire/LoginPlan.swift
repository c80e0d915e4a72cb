/// How to get to a mail server's door and through it. Pure.
struct LoginPlan: Sendable {
    enum Service: String, Sendable { case imap, smtp }
    let kind: Service
    let address: WebAddress
    let user: String?
    let password: String?
    let tls: SMTPServer.TLS
    let addresses: Addresses
    let limits: Limits

    init(_ server: IMAPServer, limits: Limits) throws(WireError) {
        let given = try WebAddress(server.url)
        try self.init(
            .imap, given: given, path: "", user: server.user, password: server.password, tls: server.tls,
            addresses: server.addresses, limits: limits)
    }

    init(_ server: SMTPServer, limits: Limits) throws(WireError) {
        let given = try WebAddress(server.url)
        guard !server.greeting.isEmpty, server.greeting.utf8.count <= 255,
            server.greeting.utf8.allSatisfy(LoginPlan.mayGreet)
        else {
            throw WireError(.unsendable, "The name to greet \(given.host) with is no host name.")
        }
        // libcurl takes the name for EHLO from the URL's path.
        try self.init(
            .smtp, given: given, path: server.greeting, user: server.user ?? given.user,
            password: server.password ?? given.password, tls: server.tls, addresses: .anywhere, limits: limits)
    }

    private init(
        _ kind: Service, given: WebAddress, path: String, user: String?, password: String?, tls: SMTPServer.TLS,
        addresses: Addresses, limits: Limits
    ) throws(WireError) {
        guard given.scheme == kind.rawValue || given.scheme == kind.rawValue + "s" else {
            throw WireError(.refusedProtocol, "\(given.shown) is not an address of \(kind.rawValue).")
        }
        for value in [user, password] {
            guard (value ?? "").utf8.allSatisfy({ $0 >= 32 && $0 != 127 }), (value ?? "").utf8.count <= 16_384 else {
                throw WireError(
                    .unsendable, "A control character stands in the user or the password for \(given.host).")
            }
        }
        self.kind = kind
        self.address = try given.with(path: path)
        self.user = user
        self.password = password
        self.tls = tls
        self.addresses = addresses
        self.limits = limits
    }

    /// Whether the server must prove who it is.
    ///
    /// Not where TLS is taken only because it is offered and nothing secret is said, since we would speak
    /// in the clear as well (RFC 7435), and not to our own machine, where nobody stands in between. A local
    /// Postfix offers STARTTLS with a certificate of its own making.
    var isVerified: Bool {
        if address.scheme.hasSuffix("s") || tls == .required { return true }
        return password != nil && !isLoopback
    }

    private var isLoopback: Bool {
        if address.host == "localhost" || address.host == "[::1]" { return true }
        guard case .v4(let bits) = Address(address.host) else { return false }
        return bits >> 24 == 127
    }

    private static func mayGreet(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._[]:".utf8.contains(byte)
        }
    }
}

/// What a login gives: a stream, and what the server said on the way.
struct LoggedIn: Sendable {
    let stream: Stream
    /// An SMTP server's extensions as EHLO named them last, in upper case: `8BITMIME`, `SIZE 10240000`.
    let extensions: [String]
}
