import Hummingbird
import Seal
import Storage
import Triage

/// Where somebody says who they are.
enum SignInPage {
    static let path = "/sign-in"

    static func address(backTo next: String?) -> String {
        guard let next = next.flatMap(safe), next != "/" else { return path }
        return "\(path)?next=\(Form.encoded(next))"
    }

    /// A path of ours to go on to; nil for what a browser could take for another host's (`//evil`, `/\evil`).
    static func safe(_ next: String) -> String? {
        guard next.hasPrefix("/"), !next.hasPrefix("//"), next.utf8.count <= 500,
            next.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return next
    }

    static func page(_ visit: Visit, name: String = "", trouble: String? = nil, status: HTTPResponse.Status = .ok)
        async throws -> Response
    {
        let hasAccounts = try await visit.desk.store.hasAccounts()
        return visit.page(
            template, titled: "Sign in",
            [
                "name": .text(name), "trouble": .optional(trouble), "hasAccounts": .flag(hasAccounts),
                "next": .text((visit.form["next"] ?? visit.query["next"]).flatMap(safe) ?? ""),
            ], status: status)
    }

    static let template = PageTemplate(
        """
        <section class="card narrow">
        <h1>Sign in</h1>
        {{#trouble}}<p class="trouble" role="alert" id="trouble">{{trouble}}</p>{{/trouble}}
        {{#hasAccounts}}
        <form method="post" action="/sign-in" class="stack">
        <input type="hidden" name="next" value="{{next}}">
        <label>Name <input name="name" value="{{name}}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required{{^name}} autofocus{{/name}}></label>
        <label>Password <input type="password" name="password" autocomplete="current-password" maxlength="1024" required{{#trouble}} aria-describedby="trouble"{{/trouble}}{{#name}} autofocus{{/name}}></label>
        <button class="main">Sign in</button>
        </form>
        {{/hasAccounts}}
        {{^hasAccounts}}
        <p>Nobody has an account yet. The program wrote an address into its log when it started; open it to make the first one. <code>earshot console token</code> gives a new one.</p>
        {{/hasAccounts}}
        </section>
        """)
}

/// What happens at the door.
extension Hall {
    func signInPages() {
        let (desk, gate) = (desk, gate)
        open(SignInPage.path, .get) { visit, visitor in
            if visitor != nil { return .redirect(to: "/") }
            return try await SignInPage.page(visit)
        }
        open(SignInPage.path, .post) { visit, _ in
            let given = visit.form["name"]?.trimmed ?? ""
            let password = visit.form["password"] ?? ""
            let place = visit.from
            let doer = Doer(name: String(given.prefix(64)), address: place?.description ?? "")
            // A name that nobody can have is held against the place alone, and takes as long.
            let name = AccountName.read(given)
            if let wait = gate.brake.begin(place: place, name: name, now: desk.now) {
                let seconds = max(1, Int(wait.components.seconds) + 1)
                throw Refusal(
                    .tooManyRequests, "Too many wrong passwords. Try again in \(Self.words(seconds)).",
                    retryAfter: seconds)
            }
            let known = if let name { try await desk.store.credentials(of: name) } else { nil as (Account, String?)? }
            let isRight =
                if password.utf8.count <= PasswordHash.longest, let stored = known?.1, known?.0.disabledAt == nil {
                    try await desk.holds(password, stored)
                } else {
                    try await desk.holds(String(password.prefix(PasswordHash.longest)), nil)
                }
            guard isRight, let account = known?.0, account.disabledAt == nil else {
                try await desk.store.audit(doer, "sign-in refused", now: desk.now)
                return try await SignInPage.page(
                    visit, name: String(given.prefix(64)), trouble: "Name or password is wrong.", status: .forbidden)
            }
            gate.brake.succeed(place: place, name: account.name, now: desk.now)
            return try await Self.begin(
                account, gate, desk, place: place,
                next: (visit.form["next"]).flatMap(SignInPage.safe) ?? "/")
        }
        act("/sign-out", as: .viewer) { visit, visitor in
            if case .session(let session) = visitor.way {
                _ = try await desk.store.endSession(
                    session.hash, of: visitor.account.id, by: visit.doer(visitor), now: desk.now)
            }
            var response = Response.redirect(to: SignInPage.path)
            response.headers[.setCookie] = gate.cookie(holding: nil)
            return response
        }
    }

    /// Always a new session: what the browser held before counts for nothing, wherever it had it from.
    static func begin(_ account: Account, _ gate: Gate, _ desk: Desk, place: NetAddress?, next: String) async throws
        -> Response
    {
        let token = try AccessToken.make(.session)
        _ = try await desk.store.beginSession(
            token.hash, of: account, address: place?.description ?? "", now: desk.now)
        var response = Response.redirect(to: next)
        response.headers[.setCookie] = gate.cookie(holding: token)
        return response
    }

    static func words(_ seconds: Int) -> String { seconds < 120 ? "\(seconds) s" : "\(seconds / 60) minutes" }
}
