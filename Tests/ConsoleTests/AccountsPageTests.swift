import Console
import Storage
import TestKit
import Testing
import Triage

@Suite struct AccountsPageTests {
    @Test func `an admin makes accounts and changes others', and nobody else does`() async throws {
        try await House.open { house in
            try await house.account("root", .admin)
            try await house.account("lea", .lead)
            let lead = try await house.signIn("lea")
            let leads = try await house.token(lead)
            #expect(try await house.probe.get("/accounts", cookie: lead).status == 403)
            let grab = try await house.probe.post(
                "/accounts/lea/role", ["token": leads, "role": "admin"], cookie: lead)
            #expect(grab.status == 403)

            let root = try await house.signIn("root")
            let token = try await house.token(root)
            func act(_ path: String, _ form: [String: String]) async throws -> Int {
                try await house.probe.post(
                    path, form.merging(["token": token]) { $1 }, cookie: root
                ).status
            }
            let new = ["name": "Ben", "role": "agent", "password": House.password]
            #expect(try await act("/accounts", new) == 303)
            #expect(try await act("/accounts", new) == 422)
            #expect(try await act("/accounts", ["name": "cat", "role": "agent", "password": "short"]) == 422)
            #expect(try await act("/accounts", ["name": "<b>", "role": "agent", "password": House.password]) == 422)
            let ben = try await house.signIn("ben")
            #expect(try await act("/accounts/ben/role", ["role": "lead"]) == 303)
            #expect(try await act("/accounts/ben/role", ["role": "emperor"]) == 404)
            #expect(try await act("/accounts/nobody/role", ["role": "lead"]) == 404)
            #expect(try await house.store.account(named: "ben")?.role == .lead)
            #expect(try await act("/accounts/ben/disable", [:]) == 303)
            #expect(try await house.probe.get("/account", cookie: ben).status == 303)
            #expect(try await act("/accounts/ben/enable", [:]) == 303)
            _ = try await house.signIn("ben")
            // One's own account is not changed here: a screen left open would be enough to take it over.
            #expect(try await act("/accounts/root/password", ["password": House.password]) == 403)
            let page = try await house.probe.get("/accounts", cookie: root)
            #expect(page.status == 200)
            #expect(page.text.contains("<bdi>ben</bdi>"))
            let lines = try await house.store.auditLines(limit: 20).filter { $0.who == "root" && $0.subject == "ben" }
            #expect(lines.map(\.what) == ["enabled", "disabled", "role", "added"])
        }
    }

    @Test func `a password is changed with the one before, which ends the other sessions`() async throws {
        try await House.open { house in
            try await house.account()
            let (here, there) = (try await house.signIn(), try await house.signIn())
            let token = try await house.token(here)
            func change(_ old: String, _ new: String, again: String? = nil) async throws -> Int {
                try await house.probe.post(
                    "/account/password", ["token": token, "password": old, "new": new, "again": again ?? new],
                    cookie: here
                ).status
            }
            let new = "another horse battery"
            #expect(try await change("wrong wrong wrong", new) == 422)
            #expect(try await change(House.password, new, again: "else") == 422)
            #expect(try await change(House.password, "anaanaanaana") == 422)
            #expect(try await house.probe.get("/account", cookie: there).status == 200)
            #expect(try await change(House.password, new) == 303)
            #expect(try await house.probe.get("/account", cookie: here).status == 200)
            #expect(try await house.probe.get("/account", cookie: there).status == 303)
            let old = try await house.probe.post("/sign-in", ["name": "ana", "password": House.password])
            #expect(old.status == 403)
        }
    }

    @Test func `a session is ended from another`() async throws {
        try await House.open { house in
            let ana = try await house.account()
            let (here, there) = (try await house.signIn(), try await house.signIn())
            let sessions = try await house.store.sessions(of: ana.id, now: house.clock.now())
            let page = try await house.probe.get("/account", cookie: here)
            let other = try #require(sessions.first { page.text.contains("/account/sessions/\($0.hash)/end") })
            let token = try #require(page.field("token"))
            let end = try await house.probe.post(
                "/account/sessions/\(other.hash)/end", ["token": token], cookie: here)
            #expect(end.status == 303)
            #expect(try await house.probe.get("/account", cookie: there).status == 303)
            #expect(try await house.probe.get("/account", cookie: here).status == 200)
        }
    }
}
