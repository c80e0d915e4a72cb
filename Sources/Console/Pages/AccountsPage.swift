import Hummingbird
import Seal
import Storage
import Triage

/// Everybody's accounts, for admins.
enum AccountsPage {
    static let path = "/accounts"

    static func page(
        _ visit: Visit, _ visitor: Visitor, trouble: String? = nil, name: String = "",
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let accounts = try await visit.desk.store.accounts()
        func roles(_ chosen: Role) -> Fact {
            .list(Role.allCases.map { ["role": .text($0.rawValue), "isChosen": .flag($0 == chosen)] })
        }
        return visit.page(
            template, titled: "Accounts",
            [
                "trouble": .optional(trouble), "newName": .text(name), "newRoles": roles(.agent),
                "accounts": .list(
                    accounts.map { account in
                        [
                            "name": .text(account.name), "role": .text(account.role.rawValue),
                            "roles": roles(account.role), "isDisabled": .flag(account.disabledAt != nil),
                            "isMe": .flag(account.id == visitor.account.id),
                            "byProxy": .flag(!account.hasPassword), "made": .markup(Clock.markup(account.madeAt)),
                        ]
                    }),
            ], status: status)
    }

    static let template = PageTemplate(
        """
        <h1>Accounts</h1>
        {{#trouble}}<p class="trouble" role="alert">{{trouble}}</p>{{/trouble}}
        <section class="card">
        <h2>Who may sign in</h2>
        <ul class="rows">
        {{#accounts}}
        <li><div><strong><bdi>{{name}}</bdi></strong> <span class="tag">{{role}}</span>{{#isMe}} <span class="tag">you</span>{{/isMe}}{{#isDisabled}} <span class="tag bad">disabled</span>{{/isDisabled}}<br><small>since {{made}}{{#byProxy}}, by proxy alone{{/byProxy}}</small></div>
        {{^isMe}}
        <details>
        <summary>Change <span class="unseen">{{name}}</span></summary>
        <form method="post" action="/accounts/{{name}}/role" class="stack">{{guard}}
        <label>Role <select name="role">{{#roles}}<option{{#isChosen}} selected{{/isChosen}}>{{role}}</option>{{/roles}}</select></label>
        <button>Give this role</button>
        </form>
        <form method="post" action="/accounts/{{name}}/password" class="stack">{{guard}}
        <input type="text" name="name" value="{{name}}" autocomplete="username" class="unseen" tabindex="-1" aria-hidden="true" readonly>
        <label>New password <small>at least 12 characters; their sessions end</small><input type="password" name="password" autocomplete="new-password" minlength="12" maxlength="1024" required></label>
        <button>Set the password</button>
        </form>
        {{^isDisabled}}<form method="post" action="/accounts/{{name}}/disable">{{guard}}<button class="bad">Keep them out</button></form>{{/isDisabled}}
        {{#isDisabled}}<form method="post" action="/accounts/{{name}}/enable">{{guard}}<button>Let them in again</button></form>{{/isDisabled}}
        </details>
        {{/isMe}}</li>
        {{/accounts}}
        </ul>
        </section>
        <section class="card">
        <h2>Make an account</h2>
        <form method="post" action="/accounts" class="stack">{{guard}}
        <label>Name <input name="name" value="{{newName}}" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="64" required></label>
        <label>Role <select name="role">{{#newRoles}}<option{{#isChosen}} selected{{/isChosen}}>{{role}}</option>{{/newRoles}}</select></label>
        <label>Password <small>at least 12 characters, to be changed by them; empty: they come in through a trusted proxy alone</small><input type="password" name="password" autocomplete="new-password" maxlength="1024"></label>
        <button class="main">Make it</button>
        </form>
        </section>
        """)
}

extension Hall {
    func accountsPages() {
        let desk = desk
        page(AccountsPage.path, as: .admin, in: .account) { visit, visitor in
            try await AccountsPage.page(visit, visitor)
        }

        act("/accounts", as: .admin, in: .account) { visit, visitor in
            try visit.inPerson(visitor)
            let given = visit.form["name"]?.trimmed ?? ""
            let password = visit.form["password"] ?? ""
            func again(_ trouble: String) async throws -> Response {
                try await AccountsPage.page(
                    visit, visitor, trouble: trouble, name: given, status: .unprocessableContent)
            }
            guard let name = AccountName.read(given), let role = visit.form["role"].flatMap(Role.init(rawValue:)) else {
                return try await again("A name has 1 to 64 letters, digits and . _ - @ +")
            }
            var hash: String?
            if !password.isEmpty {
                if let complaint = PasswordRule.complaint(password, name: name, brand: desk.settings.brand) {
                    return try await again(complaint)
                }
                hash = try await PasswordHash.make(password)
            }
            let answer = try await desk.store.addAccount(
                name, role: role, password: hash, by: visit.doer(visitor), now: desk.now)
            if case .refused(let because) = answer { return try await again("\(because).") }
            return visit.redirect(to: AccountsPage.path, saying: "\(name) has an account now.")
        }

        change("role") { visit, visitor, name in
            guard let role = visit.form["role"].flatMap(Role.init(rawValue:)) else { throw Refusal.notFound }
            return try await desk.store.setRole(of: name, to: role, by: visit.doer(visitor), now: desk.now)
        }
        change("password") { visit, visitor, name in
            let password = visit.form["password"] ?? ""
            if let complaint = PasswordRule.complaint(password, name: name, brand: desk.settings.brand) {
                return .refused(because: String(complaint.dropLast()))
            }
            return try await desk.store.setPassword(
                of: name, to: try await PasswordHash.make(password), by: visit.doer(visitor), now: desk.now)
        }
        change("disable") { visit, visitor, name in
            try await desk.store.setDisabled(name, true, by: visit.doer(visitor), now: desk.now)
        }
        change("enable") { visit, visitor, name in
            try await desk.store.setDisabled(name, false, by: visit.doer(visitor), now: desk.now)
        }
    }

    /// A change of somebody else's account: one's own is changed on its own page, with the password one has.
    private func change(
        _ verb: String, _ body: @escaping @Sendable (Visit, Visitor, String) async throws -> AccountAnswer
    ) {
        act("/accounts/:name/\(verb)", as: .admin, in: .account) { visit, visitor in
            try visit.inPerson(visitor)
            let name = visit.parameter("name") ?? ""
            guard name != visitor.name else {
                throw Refusal(.forbidden, "Your own account is changed by another admin.")
            }
            switch try await body(visit, visitor, name) {
            case .done(let account):
                let state = account.disabledAt == nil ? "may sign in as \(account.role.rawValue)" : "is kept out"
                return visit.redirect(to: AccountsPage.path, saying: "\(account.name) \(state).")
            case .noSuchAccount: throw Refusal.notFound
            case .refused(let because):
                return try await AccountsPage.page(
                    visit, visitor, trouble: "\(because).", status: .unprocessableContent)
            }
        }
    }
}
