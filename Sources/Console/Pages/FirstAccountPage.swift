import Hummingbird
import Seal
import Storage
import Triage

/// How the first account comes about: whoever can read the program's log can make it, once.
package enum FirstAccount {
    static let path = "/first"

    /// Makes a new token, in place of any before it, and returns the address to open; nil where there is an account
    /// already. The token is in the address alone, and stored as its hash.
    /// - Throws: `NoChance`, `StorageError`.
    package static func offer(_ store: Store, url: String, by doer: Doer, now: Moment) async throws -> String? {
        let token = try AccessToken.make(.first)
        guard try await store.offerFirstAccount(token.hash, by: doer, now: now) else { return nil }
        return "\(url)\(path)?token=\(token.text)"
    }

    static let template = PageTemplate(
        """
        <section class="card narrow">
        <h1>The first account</h1>
        <p>It is an admin's: it can make the others.</p>
        {{#trouble}}<p class="trouble" role="alert" id="trouble">{{trouble}}</p>{{/trouble}}
        <form method="post" action="/first" class="stack">
        <input type="hidden" name="key" value="{{key}}">
        <label>Name <input name="name" value="{{name}}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required autofocus></label>
        <label>Password <small>at least 12 characters</small><input type="password" name="password" autocomplete="new-password" minlength="12" maxlength="1024" required></label>
        <label>Again <input type="password" name="again" autocomplete="new-password" minlength="12" maxlength="1024" required></label>
        <button class="main">Make the account</button>
        </form>
        </section>
        """)
}

/// What a password must be.
package enum PasswordRule {
    /// Why it cannot be one; nil where it can.
    package static func complaint(_ password: String, name: String, brand: String) -> String? {
        if password.count < 12 { return "A password has at least 12 characters." }
        if password.utf8.count > PasswordHash.longest { return "That password is too long." }
        let lower = password.lowercased()
        if Set(lower).count < 4 { return "That password is too easily guessed." }
        for word in [name, brand] where word.count >= 3 && lower.count < word.count + 8 {
            if lower.contains(word.lowercased()) { return "That password is too easily guessed." }
        }
        return nil
    }
}

extension Hall {
    func firstAccountPages() {
        let (desk, gate) = (desk, gate)
        let gone = Refusal(
            .forbidden,
            "This address does not hold, or no longer. `earshot console token` gives a new one while nobody has an account."
        )

        @Sendable func brake(_ visit: Visit) throws {
            let place = visit.from
            if let wait = gate.brake.begin(place: place, name: nil, now: desk.now) {
                throw Refusal(
                    .tooManyRequests, "Too many tries. Wait a little.", retryAfter: Int(wait.components.seconds) + 1)
            }
        }

        open(FirstAccount.path, .get) { visit, _ in
            guard let token = visit.query["token"].flatMap({ AccessToken($0, for: .first) }),
                try await desk.store.isFirstAccountOffered(token.hash, now: desk.now)
            else { throw gone }
            return visit.page(
                FirstAccount.template, titled: "The first account", ["key": .text(token.text), "name": ""])
        }
        open(FirstAccount.path, .post) { visit, _ in
            try brake(visit)
            guard let token = visit.form["key"].flatMap({ AccessToken($0, for: .first) }),
                try await desk.store.isFirstAccountOffered(token.hash, now: desk.now)
            else { throw gone }
            let given = visit.form["name"]?.trimmed ?? ""
            let password = visit.form["password"] ?? ""
            let name = AccountName.read(given)
            let trouble: String? =
                if name == nil {
                    "A name has 1 to 64 letters, digits and . _ - @ +"
                } else if password != visit.form["again"] {
                    "The two passwords differ."
                } else {
                    PasswordRule.complaint(password, name: given, brand: desk.settings.brand)
                }
            guard trouble == nil, let name else {
                return visit.page(
                    FirstAccount.template, titled: "The first account",
                    ["key": .text(token.text), "name": .text(given), "trouble": .optional(trouble)],
                    status: .unprocessableContent)
            }
            let hash = try await PasswordHash.make(password)
            let place = visit.from
            guard
                let account = try await desk.store.addFirstAccount(
                    name, password: hash, token: token.hash, address: place?.description ?? "", now: desk.now)
            else { throw gone }
            gate.brake.succeed(place: place, name: name, now: desk.now)
            return try await Self.begin(account, gate, desk, place: place, next: "/")
        }
    }
}
