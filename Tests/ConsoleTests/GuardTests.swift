import Console
import Seal
import Storage
import TestKit
import Testing
import Triage

/// What others try.
@Suite struct GuardTests {
    /// A page and an act to try the guard on.
    static func pages(_ hall: Hall) {
        hall.page("/queue", in: .queue) { visit, person in
            visit.page(
                PageTemplate("<h1>{{words}}</h1><p title=\"{{words}}\">{{{words}}}</p>"), titled: "Queue",
                ["words": .text(visit.query["words"] ?? "nothing")])
        }
        hall.act("/queue/claim", as: .agent) { visit, person in
            visit.redirect(to: "/queue", saying: "Taken by \(person.name).")
        }
        hall.on("/api/cases", .post, as: .agent) { visit, _ in
            .text("{\"bytes\":\(visit.body.count)}\n", type: "application/json")
        }
        hall.page("/broken") { _, _ in throw Probe.Trouble(what: "the secret inner details") }
    }

    @Test func `a form without its token, or with another session's, does nothing`() async throws {
        try await House.open(pages: Self.pages) { house in
            try await house.account()
            try await house.account("ben")
            let (ana, ben) = (try await house.signIn(), try await house.signIn("ben"))
            #expect(try await house.probe.post("/queue/claim", [:], cookie: ana).status == 403)
            let others = try await house.token(ben)
            #expect(try await house.probe.post("/queue/claim", ["token": others], cookie: ana).status == 403)
            let own = try await house.token(ana)
            #expect(try await house.probe.post("/queue/claim", ["token": own], cookie: ana).status == 303)
            let header = try await house.probe.post("/queue/claim", [:], ["X-Earshot-Token": own], cookie: ana)
            #expect(header.status == 303)
        }
    }

    @Test(arguments: [
        (["Sec-Fetch-Site": "cross-site"], 403), (["Sec-Fetch-Site": "same-site"], 403), ([:], 403),
        (["Origin": "https://evil.example"], 403), (["Origin": "null"], 403),
        (["Origin": "http://desk.quillfone.example.evil.example"], 403),
        (["Origin": "http://desk.quillfone.example", "Sec-Fetch-Site": "cross-site"], 403),
        (["Origin": "http://desk.quillfone.example"], 303), (["Sec-Fetch-Site": "same-origin"], 303),
        (["Sec-Fetch-Site": "none"], 303),
    ])
    func `a form that another site's page sends does nothing, whatever it carries`(
        _ headers: [String: String], _ status: Int
    ) async throws {
        try await House.open(pages: Self.pages) { house in
            try await house.account()
            let cookie = try await house.signIn()
            let token = try await house.token(cookie)
            let answer = try await house.probe.post(
                "/queue/claim", ["token": token], headers, cookie: cookie, site: nil)
            #expect(answer.status == status)
        }
    }

    @Test func `another site cannot sign somebody in`() async throws {
        try await House.open { house in
            try await house.account()
            let answer = try await house.probe.post(
                "/sign-in", ["name": "ana", "password": House.password], site: "cross-site")
            #expect(answer.status == 403)
            #expect(answer.cookie == nil)
        }
    }

    @Test(arguments: [(Role.viewer, 403), (.agent, 303), (.lead, 303), (.admin, 303)])
    func `a role does what it may and no more`(_ role: Role, _ status: Int) async throws {
        try await House.open(pages: Self.pages) { house in
            try await house.account("ana", role)
            let cookie = try await house.signIn()
            let token = try await house.token(cookie)
            #expect(try await house.probe.get("/queue", cookie: cookie).status == 200)
            #expect(try await house.probe.post("/queue/claim", ["token": token], cookie: cookie).status == status)
        }
    }

    @Test func `a key does what its role may, needs no form's token, and ends when it is revoked`() async throws {
        try await House.open(pages: Self.pages) { house in
            try await house.account("ana", .agent)
            let cookie = try await house.signIn()
            let token = try await house.token(cookie)
            func key(_ role: String) async throws -> String {
                let page = try await house.probe.post(
                    "/account/keys", ["token": token, "name": "script", "role": role, "life": "30"], cookie: cookie)
                let key = try #require(page.text.split(separator: "class=\"key\">").dropFirst().first)
                return String(key.prefix { $0 != "<" })
            }
            func use(_ key: String) async throws -> Int {
                try await house.probe.ask(
                    "POST", "/api/cases", ["Authorization": "Bearer \(key)", "Accept": "*/*"], body: "{}"
                ).status
            }
            let (agent, viewer) = (try await key("agent"), try await key("viewer"))
            #expect(agent.hasPrefix("eshk_"))
            #expect(try await use(agent) == 200)
            #expect(try await use(viewer) == 403)
            #expect(try await use("eshk_" + String(repeating: "A", count: 43)) == 401)
            // A key that was stolen makes no more keys.
            let bred = try await house.probe.post(
                "/account/keys", ["name": "x", "role": "agent", "life": "0"], ["Authorization": "Bearer \(agent)"])
            #expect(bred.status == 403)
            let above = try await house.probe.post(
                "/account/keys", ["token": token, "name": "x", "role": "admin", "life": "30"], cookie: cookie)
            #expect(above.status == 422)
            let id = try #require(try await house.store.tokens(of: house.store.accounts()[0].id).last?.id)
            _ = try await house.probe.post("/account/keys/\(id)/revoke", ["token": token], cookie: cookie)
            #expect(try await use(agent) == 401)
            house.clock.advance(by: .seconds(31 * 86_400))
            #expect(try await use(viewer) == 401)
        }
    }

    @Test func `a proxy's header is believed from the proxy alone`() async throws {
        try await House.open(proxies: ["192.0.2.0/24"], pages: Self.pages) { house in
            try await house.account("root", .admin)
            let forged = try await house.probe.get("/queue", ["X-Forwarded-User": "root"])
            #expect(forged.status == 303)
            #expect(forged.header("location")?.hasPrefix("/sign-in") == true)
            _ = try await house.probe.get("/queue", ["X-Forwarded-User": "root"])
            let notes = try await house.store.auditLines(limit: 10).filter { $0.what == "forged sign-in header" }
            #expect(notes.map(\.subject) == ["root"])
            #expect(notes.first?.address == "127.0.0.1")
        }
        try await House.open(proxies: ["127.0.0.0/8"], pages: Self.pages) { house in
            try await house.account("root", .admin)
            let page = try await house.probe.get("/account", ["X-Forwarded-User": "Root"])
            #expect(page.status == 200)
            let token = try #require(page.field("token"))
            let act = try await house.probe.post("/queue/claim", ["token": token], ["X-Forwarded-User": "root"])
            #expect(act.status == 303)
            #expect(try await house.probe.post("/queue/claim", [:], ["X-Forwarded-User": "root"]).status == 403)
            // An account must exist.
            #expect(try await house.probe.get("/queue", ["X-Forwarded-User": "eve"]).status == 403)
            _ = try await house.store.addAccount(
                "ana", role: .agent, password: nil, by: Doer(name: "t"), now: house.clock.now())
            _ = try await house.store.setDisabled("ana", true, by: Doer(name: "t"), now: house.clock.now())
            #expect(try await house.probe.get("/queue", ["X-Forwarded-User": "ana"]).status == 403)
        }
    }

    @Test func `where no proxy is trusted the header counts for nothing`() async throws {
        try await House.open(pages: Self.pages) { house in
            try await house.account("root", .admin)
            #expect(try await house.probe.get("/queue", ["X-Forwarded-User": "root"]).status == 303)
        }
    }

    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onmouseover=\"x", "&quot; onmouseover=&quot;x"), ("'><img src=x>", "&#39;&gt;&lt;img src=x&gt;"),
        ("a\u{202E}b", "a‹U+202E›b"), ("a\u{061C}b", "a‹U+61C›b"), ("a\u{2066}b", "a‹U+2066›b"),
        ("a\u{0}b\u{1B}[2J", "a‹U+0000›b‹U+001B›[2J"), ("{{me}}", "{{me}}"), ("a\u{E0041}b", "a‹U+E0041›b"),
        ("Z" + String(repeating: "\u{0301}", count: 40), "Z" + String(repeating: "\u{0301}", count: 4)),
    ])
    func `whatever stands in a text is shown and does nothing`(_ words: String, _ shown: String) async throws {
        try await House.open(pages: Self.pages) { house in
            try await house.account()
            let cookie = try await house.signIn()
            let page = try await house.probe.get("/queue?words=\(Probe.escaped(words))", cookie: cookie)
            #expect(page.status == 200)
            #expect(page.text.contains("<h1>\(shown)</h1><p title=\"\(shown)\">\(shown)</p>"), "\(page.text)")
        }
    }

    @Test func `no answer leaves without its headers, errors neither`() async throws {
        try await House.open(pages: Self.pages) { house in
            try await house.account()
            let cookie = try await house.signIn()
            let style = try #require(
                try await house.probe.get("/account", cookie: cookie).text.split(separator: "\"").first {
                    $0.hasSuffix("desk.css")
                }.map(String.init))
            let answers = [
                (200, try await house.probe.get("/queue", cookie: cookie)),
                (200, try await house.probe.get("/sign-in")), (303, try await house.probe.get("/queue")),
                (404, try await house.probe.get("/no/such/page", cookie: cookie)),
                (403, try await house.probe.post("/queue/claim", [:], cookie: cookie)),
                (500, try await house.probe.get("/broken", cookie: cookie)),
                (200, try await house.probe.get("/healthz")),
                (200, try await house.probe.get(style)),
                (401, try await house.probe.ask("POST", "/api/cases", body: "{}")),
            ]
            for (status, answer) in answers {
                #expect(answer.status == status)
                #expect(
                    answer.header("content-security-policy")
                        == "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                #expect(answer.header("x-content-type-options") == "nosniff")
                #expect(answer.header("cross-origin-opener-policy") == "same-origin")
                #expect(answer.header("cross-origin-resource-policy") == "same-origin")
                #expect(answer.header("referrer-policy") == "same-origin")
                #expect(answer.header("cache-control") != nil)
            }
            let broken = try await house.probe.get("/broken", cookie: cookie)
            #expect(!broken.text.contains("inner details"))
            #expect(house.log.all.contains { $0.contains("inner details") })
        }
    }

    @Test func `nothing in a page is loaded from elsewhere, and no style or script stands within it`() async throws {
        try await House.open(pages: Self.pages) { house in
            try await house.account("ana", .admin)
            let cookie = try await house.signIn()
            for path in ["/account", "/queue", "/nothing"] {
                let page = try await house.probe.get(path, cookie: cookie)
                for word in ["style=", "<style", "javascript:", "onclick", "onload", "http://", "https://"] {
                    #expect(!page.text.contains(word), "\(word) in \(path)")
                }
            }
        }
    }

    @Test func `a browser keeps what a page loads for ever, under its hash`() async throws {
        try await House.open { house in
            let page = try await house.probe.get("/sign-in")
            for name in ["desk.css", "desk.js", "icon.svg"] {
                let path = try #require(page.text.split(separator: "\"").first { $0.hasSuffix(name) }.map(String.init))
                let asset = try await house.probe.get(path)
                #expect(asset.status == 200)
                #expect(asset.header("cache-control") == "public, max-age=31536000, immutable")
                let tag = try #require(asset.header("etag"))
                #expect(try await house.probe.get(path, ["If-None-Match": tag]).status == 304)
                #expect(try await house.probe.get("/assets/0/\(name)").status == 404)
            }
        }
    }

    @Test func `words about what was done are shown once there, and cannot be forged`() async throws {
        try await House.open(pages: Self.pages) { house in
            try await house.account()
            try await house.account("ben")
            let cookie = try await house.signIn()
            let answer = try await house.probe.post(
                "/queue/claim", ["token": try await house.token(cookie)], cookie: cookie)
            let next = try #require(answer.header("location"))
            #expect(try await house.probe.get(next, cookie: cookie).text.contains("Taken by ana."))
            let ben = try await house.signIn("ben")
            #expect(try await !house.probe.get(next, cookie: ben).text.contains("Taken by"))
            #expect(try await !house.probe.get("/queue?said=Taken+by+eve", cookie: cookie).text.contains("Taken by"))
            house.clock.advance(by: .seconds(301))
            #expect(try await !house.probe.get(next, cookie: cookie).text.contains("Taken by"))
        }
    }
}
