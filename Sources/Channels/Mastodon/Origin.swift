import Foundation

/// Where a web service stands: scheme, host and port of its address, and the path below which it lives.
struct Origin: Hashable, Sendable {
    /// `https://host:8443/path`, without a slash at the end.
    let base: String
    /// `https://host:8443`
    let root: String
    /// Host and, where it is not the scheme's own, port: `host`, `host:8443`. Lower case.
    let authority: String
    /// The host alone, lower case.
    let domain: String

    /// Nil for what is not an http(s) address, and for one that holds a user, a query or a fragment.
    init?(_ url: String) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            scheme == "https" || scheme == "http", let host = parts.percentEncodedHost?.lowercased(), !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
        else { return nil }
        let own = scheme == "https" ? 443 : 80
        let port = parts.port.flatMap { $0 == own ? nil : ":\($0)" } ?? ""
        var path = parts.percentEncodedPath
        while path.hasSuffix("/") { path.removeLast() }
        self.domain = host
        self.authority = host + port
        self.root = "\(scheme)://\(authority)"
        self.base = root + path
    }
}
