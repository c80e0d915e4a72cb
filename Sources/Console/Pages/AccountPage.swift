import Hummingbird
import Seal
import Storage
import Triage

/// One's own account: password, sessions, keys of the API.
enum AccountPage {
    static let path = "/account"

    /// How long a key may hold.
    enum Life: String, CaseIterable {
        case month = "30", quarter = "90", year = "365", always = "0"

        var title: String {
            switch self {
            case .month: "30 days"
            case .quarter: "90 days"
            case .year: "a year"
            case .always: "until it is revoked"
            }
        }
        func until(_ now: Moment) -> Moment? {
            Int(rawValue).flatMap { $0 == 0 ? nil : now + .seconds($0 * 86_400) }
        }
    }

    static func page(
        _ visit: Visit, _ visitor: Visitor, trouble: String? = nil, key: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let now = visit.now
        let own = if case .session(let session) = visitor.way { session.hash } else { "" }
        let sessions = try await visit.desk.store.sessions(of: visitor.account.id, now: now)
        let tokens = try await visit.desk.store.tokens(of: visitor.account.id)
        return visit.page(
            template, titled: "Account",
            [
                "name": .text(visitor.account.name), "role": .text(visitor.account.role.rawValue),
                "trouble": .optional(trouble), "key": .optional(key),
                "hasPassword": .flag(visitor.account.hasPassword && !own.isEmpty),
                "sessions": .list(
                    sessions.map { session in
                        [
                            "id": .text(session.hash), "address": .text(session.address),
                            "began": .markup(Clock.markup(session.madeAt)),
                            "seen": .text(Clock.ago(session.seenAt, now)),
                            "isThis": .flag(session.hash == own),
                        ]
                    }),
                "tokens": .list(
                    tokens.map { token in
                        [
                            "id": .text("\(token.id)"), "name": .text(token.name), "role": .text(token.role.rawValue),
                            "used": .text(token.usedAt.map { Clock.ago($0, now) } ?? "never"),
                            "until": token.until.map { .markup(Clock.markup($0)) } ?? .text("revoked"),
                            "isOver": .flag(!token.isAlive(at: now)),
                        ]
                    }),
                "roles": .list(
                    Role.allCases.filter { $0 <= visitor.role }.map {
                        ["role": .text($0.rawValue), "isFirst": .flag($0 == min(.agent, visitor.role))]
                    }),
                "lives": .list(Life.allCases.map { ["days": .text($0.rawValue), "title": .text($0.title)] }),
            ], status: status)
    }

    static let template = PageTemplate(
        """
        <h1>Account</h1>
        {{#trouble}}<p class="trouble" role="alert">{{trouble}}</p>{{/trouble}}
        {{#key}}
        <section class="card good" aria-labelledby="new-key">
        <h2 id="new-key">Your new key</h2>
        <p>It is shown this once. Send it as <code>Authorization: Bearer</code>.</p>
        <p><code class="key">{{key}}</code></p>
        </section>
        {{/key}}
        <section class="card">
        <h2><bdi>{{name}}</bdi></h2>
        <p>Your role is <strong>{{role}}</strong>.</p>
        {{#isAdmin}}<p><a class="button" href="/accounts">Everybody's accounts</a></p>{{/isAdmin}}
        {{#hasPassword}}
        <details>
        <summary>Change the password</summary>
        <form method="post" action="/account/password" class="stack">{{guard}}
        <input type="text" name="name" value="{{name}}" autocomplete="username" class="unseen" tabindex="-1" aria-hidden="true" readonly>
        <label>The one you have <input type="password" name="password" autocomplete="current-password" maxlength="1024" required></label>
        <label>The new one <small>at least 12 characters</small><input type="password" name="new" autocomplete="new-password" minlength="12" maxlength="1024" required></label>
        <label>Again <input type="password" name="again" autocomplete="new-password" minlength="12" maxlength="1024" required></label>
        <button class="main">Change it</button>
        <p class="hint">All other sessions of yours end.</p>
        </form>
        </details>
        {{/hasPassword}}
        </section>
        <section class="card">
        <h2>Where you are signed in</h2>
        <ul class="rows">
        {{#sessions}}
        <li><div><strong><bdi>{{address}}</bdi></strong>{{#isThis}} <span class="tag">this one</span>{{/isThis}}<br><small>since {{began}}, last used {{seen}}</small></div>
        {{^isThis}}<form method="post" action="/account/sessions/{{id}}/end">{{guard}}<button class="quiet">End</button></form>{{/isThis}}</li>
        {{/sessions}}
        {{^sessions}}<li>Nowhere with a password.</li>{{/sessions}}
        </ul>
        </section>
        <section class="card">
        <h2>Keys of the API</h2>
        <ul class="rows">
        {{#tokens}}
        <li><div><strong><bdi>{{name}}</bdi></strong> <span class="tag">{{role}}</span>{{#isOver}} <span class="tag bad">run out</span>{{/isOver}}<br><small>last used {{used}}, holds until {{until}}</small></div>
        <form method="post" action="/account/keys/{{id}}/revoke">{{guard}}<button class="quiet">Revoke</button></form></li>
        {{/tokens}}
        {{^tokens}}<li>None.</li>{{/tokens}}
        </ul>
        <details>
        <summary>Make a key</summary>
        <form method="post" action="/account/keys" class="stack">{{guard}}
        <label>What it is for <input name="name" maxlength="64" required></label>
        <label>What it may do <select name="role">{{#roles}}<option{{#isFirst}} selected{{/isFirst}}>{{role}}</option>{{/roles}}</select></label>
        <label>How long it holds <select name="life">{{#lives}}<option value="{{days}}">{{title}}</option>{{/lives}}</select></label>
        <button class="main">Make it</button>
        </form>
        </details>
        </section>
        """)
}

extension Hall {
    func accountPages() {
        let (desk, gate) = (desk, gate)
        page(AccountPage.path, in: .account) { visit, visitor in try await AccountPage.page(visit, visitor) }

        act("/account/password", as: .viewer, in: .account) { visit, visitor in
            guard case .session(let session) = visitor.way,
                let known = try await desk.store.credentials(of: visitor.name), let stored = known.password
            else { throw Refusal(.forbidden, "This account has no password here.") }
            func again(_ trouble: String) async throws -> Response {
                try await AccountPage.page(visit, visitor, trouble: trouble, status: .unprocessableContent)
            }
            let new = visit.form["new"] ?? ""
            if new != visit.form["again"] { return try await again("The two passwords differ.") }
            if let complaint = PasswordRule.complaint(new, name: visitor.name, brand: desk.settings.brand) {
                return try await again(complaint)
            }
            let place = visit.from
            // Whoever found a screen unlocked guesses no faster than at the door.
            if let wait = gate.brake.begin(place: place, name: visitor.name, now: desk.now) {
                throw Refusal(
                    .tooManyRequests, "Too many wrong passwords. Wait a little.",
                    retryAfter: Int(wait.components.seconds) + 1)
            }
            let old = visit.form["password"] ?? ""
            guard old.utf8.count <= PasswordHash.longest, try await desk.holds(old, stored) else {
                try await desk.store.audit(visit.doer(visitor), "password change refused", now: desk.now)
                return try await again("The password you have is another one.")
            }
            gate.brake.succeed(place: place, name: visitor.name, now: desk.now)
            _ = try await desk.store.setPassword(
                of: visitor.name, to: try await PasswordHash.make(new), keeping: session.hash,
                by: visit.doer(visitor), now: desk.now)
            return visit.redirect(to: AccountPage.path, saying: "Your password is changed.")
        }

        act("/account/sessions/:session/end", as: .viewer, in: .account) { visit, visitor in
            try visit.inPerson(visitor)
            let hash = visit.parameter("session") ?? ""
            let isEnded = try await desk.store.endSession(
                hash, of: visitor.account.id, by: visit.doer(visitor), now: desk.now)
            return visit.redirect(
                to: AccountPage.path, saying: isEnded ? "That session is ended." : "That session had ended before.")
        }

        act("/account/keys", as: .viewer, in: .account) { visit, visitor in
            try visit.inPerson(visitor)
            let name = visit.form["name"]?.trimmed ?? ""
            guard !name.isEmpty, name.count <= 64, let role = visit.form["role"].flatMap(Role.init(rawValue:)),
                visitor.may(role), let life = visit.form["life"].flatMap(AccountPage.Life.init(rawValue:))
            else {
                return try await AccountPage.page(
                    visit, visitor,
                    trouble: "A key has a name of 1 to 64 characters and a role that is not above yours.",
                    status: .unprocessableContent)
            }
            let token = try AccessToken.make(.api)
            guard
                try await desk.store.addToken(
                    token.hash, named: name, of: visitor.account, role: role, until: life.until(desk.now),
                    by: visit.doer(visitor), now: desk.now) != nil
            else {
                return try await AccountPage.page(
                    visit, visitor, trouble: "You have too many keys: revoke one first.", status: .unprocessableContent)
            }
            return try await AccountPage.page(visit, visitor, key: token.text)
        }

        act("/account/keys/:key/revoke", as: .viewer, in: .account) { visit, visitor in
            try visit.inPerson(visitor)
            let isRevoked = try await desk.store.revokeToken(
                try visit.number("key"), of: visitor.account.id, by: visit.doer(visitor), now: desk.now)
            return visit.redirect(
                to: AccountPage.path, saying: isRevoked ? "That key is revoked." : "That key had been revoked before.")
        }
    }
}
