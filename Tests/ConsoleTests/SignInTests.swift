import Console
import Seal
import Storage
import Synchronization
import TestKit
import Testing
import Triage

@Suite struct SignInTests {
    @Test func `whoever reads the log makes the first account, once`() async throws {
        try await House.open { house in
            let line = try #require(house.log.all.first { $0.contains("nobody has an account") })
            let address = try #require(line.split(separator: "address=").last)
            let path = try #require(address.split(separator: "quillfone.example").last.map(String.init))
            let page = try await house.probe.get(path)
            #expect(page.status == 200)
            let key = try #require(page.field("key"))
            let form = ["name": "Ana", "password": House.password, "again": House.password, "key": key]
            let made = try await house.probe.post("/first", form)
            #expect(made.status == 303)
            let cookie = try #require(made.cookie)
            #expect(try await house.store.accounts().map { "\($0.name) \($0.role)" } == ["ana admin"])
            let home = try await house.probe.get("/account", cookie: cookie)
            #expect(home.status == 200)
            // Neither the same token nor a guessed one makes another.
            let again = try await house.probe.post("/first", form.merging(["name": "eve"]) { $1 })
            #expect(again.status == 403)
            #expect(try await house.store.accounts().count == 1)
        }
    }

    @Test func `a token that was not given opens nothing, and a newer one puts an older one out of use`() async throws {
        try await House.open { house in
            let forged = try AccessToken.make(.first)
            #expect(try await house.probe.get("/first?token=\(forged.text)").status == 403)
            let old = try #require(
                try await FirstAccount.offer(house.store, url: "", by: Doer(name: "t"), now: house.clock.now()))
            let new = try #require(
                try await FirstAccount.offer(house.store, url: "", by: Doer(name: "t"), now: house.clock.now()))
            #expect(try await house.probe.get(old).status == 403)
            #expect(try await house.probe.get(new).status == 200)
            house.clock.advance(by: .seconds(25 * 3600))
            #expect(try await house.probe.get(new).status == 403)
        }
    }

    @Test func `nobody gets in without signing in, and is led back to where they wanted to go`() async throws {
        try await House.open { house in
            try await house.account()
            let away = try await house.probe.get("/account?a=b")
            #expect(away.status == 303)
            #expect(away.header("location") == "/sign-in?next=%2Faccount%3Fa%3Db")
            let door = try await house.probe.get("/sign-in?next=%2Faccount%3Fa%3Db")
            #expect(door.field("next") == "/account?a=b")
            let back = try await house.probe.post(
                "/sign-in", ["name": "ana", "password": House.password, "next": "/account?a=b"])
            #expect(back.header("location") == "/account?a=b")
        }
    }

    @Test(arguments: ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", "\\/evil"])
    func `after signing in nobody is led to another host`(_ next: String) async throws {
        try await House.open { house in
            try await house.account()
            let back = try await house.probe.post(
                "/sign-in", ["name": "ana", "password": House.password, "next": next])
            #expect(back.status == 303)
            #expect(back.header("location") == "/")
        }
    }

    @Test func `a session's cookie is kept from scripts and other sites, and over https bound to the host`()
        async throws
    {
        try await House.open { house in
            try await house.account()
            let answer = try await house.probe.post("/sign-in", ["name": "ana", "password": House.password])
            let cookie = try #require(answer.header("set-cookie"))
            #expect(cookie.hasPrefix("earshot=eshs_"))
            for part in ["; HttpOnly", "; SameSite=Strict", "; Path=/;"] { #expect(cookie.contains(part)) }
            #expect(!cookie.contains("Secure") && !cookie.contains("Domain"))
        }
        try await House.open(url: "https://desk.quillfone.example") { house in
            try await house.account()
            let answer = try await house.probe.post("/sign-in", ["name": "ana", "password": House.password])
            let cookie = try #require(answer.header("set-cookie"))
            #expect(cookie.hasPrefix("__Host-earshot=eshs_"))
            for part in ["; HttpOnly", "; SameSite=Strict", "; Path=/;", "; Secure"] { #expect(cookie.contains(part)) }
        }
    }

    @Test func `a session is always a new one, whatever the browser held before`() async throws {
        try await House.open { house in
            try await house.account()
            // An attacker's own token, planted in the victim's browser before they sign in.
            let planted = "earshot=\(try AccessToken.make(.session).text)"
            let answer = try await house.probe.post(
                "/sign-in", ["name": "ana", "password": House.password], cookie: planted)
            let cookie = try #require(answer.cookie)
            #expect(cookie != planted)
            #expect(try await house.probe.get("/account", cookie: planted).status == 303)
            #expect(try await house.probe.get("/account", cookie: cookie).status == 200)
        }
    }

    @Test func `a wrong password, a wrong name and a disabled account are refused in the same words`() async throws {
        try await House.open { house in
            try await house.account()
            try await house.account("ben")
            _ = try await house.store.setDisabled("ben", true, by: Doer(name: "test"), now: house.clock.now())
            _ = try await house.store.addAccount(
                "cat", role: .agent, password: nil, by: Doer(name: "test"), now: house.clock.now())
            let tries = [
                ("ana", "wrong wrong wrong"), ("nobody", House.password), ("ben", House.password), ("cat", ""),
                ("no such name!", House.password), ("", ""),
            ]
            for (name, password) in tries {
                let answer = try await house.probe.post("/sign-in", ["name": name, "password": password])
                #expect(answer.status == 403, "\(name)")
                #expect(answer.text.contains("Name or password is wrong."), "\(name)")
                #expect(answer.cookie == nil, "\(name)")
            }
        }
    }

    @Test func `a name that nobody has costs a hash like any other`() async throws {
        let asked = Mutex<[Bool]>([])
        try await House.open(holds: { _, hash in
            asked.withLock { $0.append(hash != nil) }
            return false
        }) { house in
            try await house.account()
            for name in ["ana", "nobody", "no such name!"] {
                #expect(try await house.probe.post("/sign-in", ["name": name, "password": "x"]).status == 403)
            }
            let long = String(repeating: "x", count: 5000)
            #expect(try await house.probe.post("/sign-in", ["name": "ana", "password": long]).status == 403)
            #expect(asked.withLock { $0 } == [true, false, false, false])
        }
    }

    @Test func `a proxy on this machine passes on from where somebody tries, and each place is counted alone`()
        async throws
    {
        try await House.open { house in
            try await house.account()
            for _ in 0..<11 {
                _ = try await house.probe.post(
                    "/sign-in", ["name": "nobody", "password": "x"], ["X-Forwarded-For": "203.0.113.9, 198.51.100.7"])
            }
            func status(from place: String) async throws -> Int {
                try await house.probe.post(
                    "/sign-in", ["name": "ana", "password": House.password], ["X-Forwarded-For": place]
                ).status
            }
            #expect(try await status(from: "198.51.100.7") == 429)
            #expect(try await status(from: "203.0.113.9") == 303)
            let sessions = try await house.store.sessions(
                of: house.store.accounts()[0].id, now: house.clock.now())
            #expect(sessions.map(\.address) == ["203.0.113.9"])
        }
    }

    @Test func `the eleventh wrong password has to wait, and so has the right one after it`() async throws {
        try await House.open { house in
            try await house.account()
            for _ in 0..<10 {
                #expect(try await house.probe.post("/sign-in", ["name": "ana", "password": "wrong"]).status == 403)
            }
            let eleventh = try await house.probe.post("/sign-in", ["name": "ana", "password": "wrong"])
            #expect(eleventh.status == 429)
            #expect(eleventh.header("retry-after") != nil)
            #expect(
                try await house.probe.post("/sign-in", ["name": "ana", "password": House.password]).status == 429)
            house.clock.advance(by: .seconds(2))
            _ = try await house.signIn()
        }
    }

    @Test func `a session that is not used ends after twelve hours, and any after thirty days`() async throws {
        try await House.open { house in
            try await house.account()
            let idle = try await house.signIn()
            house.clock.advance(by: .seconds(12 * 3600 - 1))
            #expect(try await house.probe.get("/account", cookie: idle).status == 200)
            house.clock.advance(by: .seconds(12 * 3600))
            #expect(try await house.probe.get("/account", cookie: idle).status == 303)

            let busy = try await house.signIn()
            for _ in 0..<(30 * 86_400 / 36_000 - 1) {
                house.clock.advance(by: .seconds(36_000))
                #expect(try await house.probe.get("/account", cookie: busy).status == 200)
            }
            house.clock.advance(by: .seconds(36_000))
            #expect(try await house.probe.get("/account", cookie: busy).status == 303)
        }
    }

    @Test func `whoever signs out is out, with what the browser held too`() async throws {
        try await House.open { house in
            try await house.account()
            let cookie = try await house.signIn()
            let token = try await house.token(cookie)
            let out = try await house.probe.post("/sign-out", ["token": token], cookie: cookie)
            #expect(out.status == 303)
            #expect(out.header("set-cookie")?.contains("Max-Age=0") == true)
            #expect(try await house.probe.get("/account", cookie: cookie).status == 303)
        }
    }
}
