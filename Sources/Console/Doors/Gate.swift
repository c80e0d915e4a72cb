import Hummingbird
import Seal
import Storage
import Synchronization
import Triage

/// Who asks, whether they may, and whether it was they who asked. Every page passes here before anything else is
/// done for it.
struct Gate: Sendable {
    let desk: Desk
    let proxies: [Network]
    let brake = Brake()
    private let header: FieldName
    /// What strangers claimed lately, so that each is noted once an hour and not a thousand times.
    private let claims = Claims()

    /// - Throws: `ConsoleFailure` for networks and a header that are none.
    init(_ desk: Desk) throws {
        self.desk = desk
        proxies = try desk.settings.trustedProxies.map { text in
            guard let network = Network(text) else {
                throw ConsoleFailure(reason: "`\(text)` is not a network such as 10.0.0.0/8")
            }
            return network
        }
        guard let header = FieldName(desk.settings.userHeader) else {
            throw ConsoleFailure(reason: "`\(desk.settings.userHeader)` is not the name of a header")
        }
        self.header = header
    }

    // MARK: Who

    /// Nil: nobody who is known.
    /// - Throws: `Refusal` for a key that does not hold and a name from the proxy that has no account.
    func visitor(_ request: Request, _ context: DeskContext) async throws -> Visitor? {
        if let given = request.headers[.authorization] {
            let words = given.split(separator: " ", maxSplits: 1)
            guard words.count == 2, words[0].lowercased() == "bearer", let token = AccessToken(words[1], for: .api),
                let found = try await desk.store.token(token.hash, now: desk.now)
            else { throw Refusal(.unauthorized, "This key does not hold, or no longer.") }
            return Visitor(account: found.account, role: found.token.role, way: .token(found.token), csrf: "")
        }
        if let visitor = try await byProxy(request, context) { return visitor }
        guard let token = cookie(request), let found = try await desk.store.session(token.hash, now: desk.now) else {
            return nil
        }
        return Visitor(
            account: found.account, role: found.account.role, way: .session(found.session),
            csrf: desk.seal.code(purpose: Self.csrf, subject: found.session.hash))
    }

    private func byProxy(_ request: Request, _ context: DeskContext) async throws -> Visitor? {
        let claimed = request.headers[values: header]
        guard !claimed.isEmpty else { return nil }
        guard let peer = context.peer, proxies.contains(where: { $0.contains(peer) }) else {
            let from = context.peer?.description ?? ""
            if claims.isNew("\(from) \(claimed[0].prefix(64))", at: desk.now) {
                try await desk.store.audit(
                    Doer(name: "", address: from), "forged sign-in header", subject: String(claimed[0].prefix(64)),
                    now: desk.now)
            }
            return nil
        }
        guard claimed.count == 1, let name = AccountName.read(claimed[0]),
            let account = try await desk.store.account(named: name), account.disabledAt == nil
        else {
            throw Refusal(.forbidden, "You are signed in, and have no account here. Ask an admin for one.")
        }
        return Visitor(
            account: account, role: account.role, way: .proxy,
            csrf: desk.seal.code(purpose: Self.csrf, subject: "proxy \(account.name)"))
    }

    /// Where a request comes from, for counting tries and for the audit: the connection's address, or where a
    /// trusted proxy or one on this machine holds that, the last that it was forwarded for. Rights never hang on it.
    func place(_ request: Request, _ context: DeskContext) -> NetAddress? {
        guard let peer = context.peer else { return nil }
        func isProxy(_ address: NetAddress) -> Bool { address.isLoopback || proxies.contains { $0.contains(address) } }
        guard isProxy(peer) else { return peer }
        let hops = request.headers[values: .forwardedFor].flatMap { $0.split(separator: ",") }.suffix(20)
        for hop in hops.reversed() {
            guard let address = NetAddress(hop.trimmed) else { return peer }
            if !isProxy(address) { return address }
        }
        return peer
    }

    // MARK: Whether they asked

    private static let csrf = "csrf"

    /// A page of another site can make a browser send a form, with its cookies where it is careless; it can
    /// neither fake where the form comes from nor read the token.
    /// - Parameter given: the form's token, or `X-Earshot-Token`; nil where there is none yet: before sign-in.
    func check(_ request: Request, by visitor: Visitor?, given: String?) throws {
        if case .token = visitor?.way { return }
        guard isOurs(request) else {
            throw Refusal(.forbidden, "This was sent from a page that is not ours, and nothing was done.")
        }
        guard let visitor else { return }
        let subject =
            switch visitor.way {
            case .session(let session): session.hash
            case .proxy, .token: "proxy \(visitor.name)"
            }
        guard let given, desk.seal.isCode(given, purpose: Self.csrf, subject: subject) else {
            throw Refusal(.forbidden, "This page was too old, and nothing was done. Go back, reload it, and try again.")
        }
    }

    /// The same for a page whose address is known only to whoever may act there. It tells nobody its address, not even
    /// us, so browsers that say nothing of the site write `Origin: null` above its forms.
    func checkLinked(_ request: Request) throws {
        let isNameless =
            request.headers[values: .secFetchSite].isEmpty && request.headers[values: .origin] == ["null"]
        guard isOurs(request) || isNameless else {
            throw Refusal(.forbidden, "This was sent from a page that is not ours, and nothing was done.")
        }
    }

    private func isOurs(_ request: Request) -> Bool {
        let sites = request.headers[values: .secFetchSite]
        if !sites.isEmpty { return sites.allSatisfy { $0 == "same-origin" || $0 == "none" } }
        let origins = request.headers[values: .origin]
        guard origins.count == 1 else { return false }
        return origins[0] == desk.settings.origin
    }

    // MARK: Cookies

    /// `__Host-` binds it to https, this host and all of its paths (RFC 6265bis §4.1.3.2).
    var cookieName: String { desk.settings.isSecure ? "__Host-earshot" : "earshot" }

    private func cookie(_ request: Request) -> AccessToken? {
        for line in request.headers[values: .cookie].prefix(4) {
            for pair in line.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                if parts.count == 2, parts[0].trimmed == cookieName {
                    return AccessToken(parts[1].trimmed, for: .session)
                }
            }
        }
        return nil
    }

    func cookie(holding token: AccessToken?) -> String {
        let life = token == nil ? 0 : ConsoleSession.longest.components.seconds
        return "\(cookieName)=\(token?.text ?? ""); Path=/; HttpOnly; SameSite=Strict; Max-Age=\(life)"
            + (desk.settings.isSecure ? "; Secure" : "")
    }

    private final class Claims: Sendable {
        private let state = Mutex(Recent<String, Moment>(most: 1000))
        func isNew(_ claim: String, at now: Moment) -> Bool {
            state.withLock { state in
                if let last = state[claim], now - last < .seconds(3600) { return false }
                state[claim] = now
                return true
            }
        }
    }
}

extension StringProtocol {
    /// Without blanks at its ends.
    var trimmed: String {
        var text = Substring(self)
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}

extension ConsoleSettings {
    package var isSecure: Bool { url.lowercased().hasPrefix("https://") }

    /// `https://desk.quillfone.example`: what browsers write as Origin.
    package var origin: String {
        let lower = url.lowercased()
        guard let scheme = lower.range(of: "://") else { return lower }
        var host = lower[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        // A browser leaves out the port that its scheme has anyway.
        let usual = isSecure ? ":443" : ":80"
        if host.hasSuffix(usual) { host = host.dropLast(usual.count) }
        return String(lower[..<scheme.upperBound]) + host
    }
}

/// The console cannot be started.
package struct ConsoleFailure: Error, Sendable, CustomStringConvertible {
    package var reason: String
    package var description: String { reason }
    package init(reason: String) { self.reason = reason }
}
