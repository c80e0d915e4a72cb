/// An HTTP(S) request. Only http and https are ever spoken, also by redirects.
package struct HTTPRequest: Sendable {
    package var url: String
    package var method: Method
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]?
    /// `Authorization: Basic`, never sent to another host than the URL's.
    package var basic: (user: String, password: String)?
    package var bearer: String?
    /// Sent as If-None-Match and If-Modified-Since.
    package var etag: String?
    package var lastModified: String?
    package var limits: Limits
    package var addresses: Addresses

    package enum Method: String, Sendable { case get = "GET", post = "POST", put = "PUT", delete = "DELETE" }

    package init(_ method: Method = .get, _ url: String, limits: Limits = Limits(), addresses: Addresses = .open) {
        self.url = url
        self.method = method
        self.headers = []
        self.body = nil
        self.basic = nil
        self.bearer = nil
        self.etag = nil
        self.lastModified = nil
        self.limits = limits
        self.addresses = addresses
    }
}

/// How long and how much one transfer may take.
package struct Limits: Sendable, Hashable {
    package var connect: Duration
    package var total: Duration
    /// Ended when fewer than `lowSpeedBytes` a second came for `lowSpeedTime`.
    package var lowSpeedBytes: Int
    package var lowSpeedTime: Duration
    /// Counted after decompression.
    package var bytes: Int
    package var headerBytes: Int
    package var redirects: Int

    package init(
        connect: Duration = .seconds(10), total: Duration = .seconds(30), lowSpeedBytes: Int = 64,
        lowSpeedTime: Duration = .seconds(10), bytes: Int = 15 << 20, headerBytes: Int = 256 << 10, redirects: Int = 5
    ) {
        self.connect = connect
        self.total = total
        self.lowSpeedBytes = lowSpeedBytes
        self.lowSpeedTime = lowSpeedTime
        self.bytes = bytes
        self.headerBytes = headerBytes
        self.redirects = redirects
    }
}

/// Which addresses a transfer may connect to, judged on the address that is really connected, at every
/// redirect and on every reuse of a connection.
package enum Addresses: Sendable, Hashable {
    /// Only addresses of the public internet.
    case open
    /// Private, loopback and link-local ones too: the operator allowed it by name.
    case anywhere
}

package struct HTTPResponse: Sendable {
    package var status: Int
    /// Names in lower case, in order, of the last answer (not of redirects).
    package var headers: [(name: String, value: String)]
    /// Decompressed.
    package var body: [UInt8]
    /// Where it came from after redirects.
    package var url: String
    /// Where only permanent redirects (301, 308) led, if any: the address to use from now on.
    package var movedTo: String?
    /// From Retry-After in either form, clamped to [1 s, 24 h].
    package var retryAfter: Duration?

    package init(
        status: Int, headers: [(name: String, value: String)], body: [UInt8], url: String, movedTo: String? = nil,
        retryAfter: Duration? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.url = url
        self.movedTo = movedTo
        self.retryAfter = retryAfter
    }

    package func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}

/// What ended a transfer, and whether trying again can help.
package struct WireError: Error, Sendable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        case cannotResolve, cannotConnect, timedOut, tooSlow, tooLarge, tooManyRedirects
        /// A private, loopback or link-local address, or another protocol than allowed.
        case refusedAddress, refusedProtocol
        case tls
        case badLogin
        /// The far end broke off or spoke nonsense.
        case brokenOff
        /// The server refused, with its code: SMTP 4yz may be tried again, 5yz not.
        case refused(code: Int)
        /// What we were asked to send cannot be sent (a line break in an address …).
        case unsendable
        case cancelled
    }
    package var kind: Kind
    /// One plain sentence, the host named, without secrets.
    package var reason: String
    /// For what sends: false where it is certain that nothing was accepted.
    package var mayHaveArrived: Bool

    package init(_ kind: Kind, _ reason: String, mayHaveArrived: Bool = false) {
        self.kind = kind
        self.reason = reason
        self.mayHaveArrived = mayHaveArrived
    }
    package var description: String { reason }
}
