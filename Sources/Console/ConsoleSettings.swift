import Storage
import Triage

/// The on-call team's web desk.
package struct ConsoleSettings: Hashable, Sendable {
    /// Host and port to listen on.
    package var host: String
    package var port: Int
    /// As people reach it, without a slash at its end: `https://desk.quillfone.example`.
    package var url: String
    package var brand: String
    /// Networks whose `X-Forwarded-User` is believed, as `10.0.0.0/8`; empty: nobody's.
    package var trustedProxies: [String]
    /// The header in which a trusted proxy names the person who has signed in.
    package var userHeader: String

    package init(
        host: String, port: Int, url: String, brand: String, trustedProxies: [String] = [],
        userHeader: String = "X-Forwarded-User"
    ) {
        self.host = host
        self.port = port
        self.url = url
        self.brand = brand
        self.trustedProxies = trustedProxies
        self.userHeader = userHeader
    }
}
