import Foundation
import Playground
import Testing

/// One night of an on-call team, with the real program: whoever must be reached is reached, whatever fails.
@Suite(.serialized) struct NightJourney {
    private static let ana = "+12025550171"
    private static let ben = "+12025550172"
    private static let lea = "+12025550173"

    private static func configuration(_ world: World) -> String {
        world.configuration() + """
            on-call:
              people:
                ana: { sms: "\(ana)", ntfy: ana-calls }
                ben: { sms: "\(ben)" }
                lea: { lead: true, sms: "\(lea)", webhook: pager }
              rotas:
                evening: { time-zone: UTC, people: [ana] }
              escalation:
                - { to: evening, wait: 3s }
                - { to: ben, wait: 60s }
                - { to: lead, wait: 60s }
              claim: 3s
              between-pages: 0s
              incidents: { never: [safety-fire] }
            pages:
              sms: text-line
              ntfy: { url: "\(world.ntfyURL)" }
              webhook: { pager: { url: "\(world.hookURL)" } }
              dead-man: "\(world.deadManURL)"
              dead-man-every: 1s

            """
    }

    @Test func `fire, outage, an important customer, a dead phone, a forgotten claim and a joke all find their person`()
        async throws
    {
        let world = World()
        try await world.start()
        world.twilio.fate(of: Self.ana, .undelivered(30003))
        var program = try Program(Self.configuration(world))
        program.environment = world.secrets
        defer { program.clear() }
        try program.write(
            "id,name,handles,tier\nQ-1007,Moana Reyes,mastodon:\(Night.important),vip\n", to: "customers.csv")
        let imported = try await program.run("crm", "import", "customers.csv")
        #expect(imported.status == 0, "\(imported.errors)")
        let log = program.folder.appending(path: "log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let process = try program.start("run", standardError: try FileHandle(forWritingTo: log))
        do {
            try await night(world, program)
        } catch {
            process.terminate()
            await world.stop()
            throw error
        }
        process.terminate()
        #expect(try await eventually { !process.isRunning })
        await world.stop()
    }

    private func night(_ world: World, _ program: Program) async throws {
        let now = try await program.run("oncall", "now")
        #expect(now.status == 0 && now.output.contains("ana") && now.output.contains("ben"), "\(now.output)")
        #expect(try await eventually { !world.hooks.heartbeats.isEmpty })

        // Somebody in danger. Ana's phone is off: her next means is tried, the next step is called, and Ben answers.
        world.mastodon.post(
            author: "dora_k",
            text: "Please help, my router is smoking and there is a burning smell in the hall @quillfone #quillfone")
        let fire = try await opened(by: "safety-fire", program)
        #expect(try await eventually { !world.hooks.ntfy("ana-calls").isEmpty })
        #expect(world.twilio.sent.first?.to == Self.ana)
        try await answer("ack", fire, world, program, state: "acknowledged")
        #expect(try await show(fire, program)["claimedBy"] as? String == "ben")

        // Somebody important. Lea claims it and forgets it.
        Night.playComplaint(on: world)
        let complaint = try await opened(by: "vip-unhappy", program)
        #expect(try await program.run("queue", "claim", "\(complaint)", "--as", "lea").status == 0)
        #expect(
            try await eventually { try await history(complaint, program).contains("claim-lapsed") })
        try await answer("ack", complaint, world, program, state: "acknowledged")

        // A joke.
        Night.playJoke(on: world)
        let joke = try await opened(by: "safety-fire", after: fire, program)
        try await answer("not hot", joke, world, program, state: "not-hot")

        // Five hundred voices, one outage.
        let before = texts(world)
        Night.playOutage(on: world)
        #expect(
            try await eventually(within: 90) {
                try await cases(program).contains { $0["isIncident"] as? Bool == true && $0["messages"] as? Int == 500 }
            })
        // That many report it at once is a part of the same.
        let incidents = try await cases(program).filter {
            $0["isIncident"] as? Bool == true && !($0["incident"] is Int)
        }
        #expect(incidents.count == 1)
        let incident = try #require(incidents.first?["case"] as? Int)
        try await answer("ack", incident, world, program, state: "acknowledged")
        let calls = texts(world) - before
        #expect((1...3).contains(calls), "\(calls) pages for one outage")
        let open = try await cases(program).filter { ["open", "claimed"].contains($0["state"] as? String ?? "") }
        #expect(open.allSatisfy { $0["incident"] as? Int == incident }, "all else is in somebody's hands")

        // Whoever watches from outside heard that all is well, and what the team wrote is no customer's matter.
        #expect(world.hooks.heartbeats.count >= 3)
        let tickets = try await program.run("tickets", "list", "--json", "--limit", "1000").json
        #expect(tickets.count >= 503)
        #expect(tickets.allSatisfy { $0["source"] as? String != "text-line" })
        #expect(try await unaccounted(program) == 0)
    }

    // MARK: What the team does

    /// Waits for Ben's page about a case, and answers it by its number; again where he is called again.
    private func answer(
        _ words: String, _ id: Int, _ world: World, _ program: Program, state: String,
        _ place: SourceLocation = #_sourceLocation
    ) async throws {
        var answered: Set<String> = []
        let isSo = try await eventually(within: 60) {
            let text = world.twilio.sent.last { $0.to == Self.ben && $0.body.contains("case \(id),") }
            if let text, let number = Self.number(in: text.body), answered.insert(text.sid).inserted {
                world.twilio.receive(from: Self.ben, body: "\(number) \(words)")
            }
            return try await show(id, program)["state"] as? String == state
        }
        let said = world.twilio.sent.map { "\($0.to): \($0.body)" }
        #expect(
            isSo, "case \(id) is not \(state); ben answered \(answered.count) times of \(said)", sourceLocation: place)
    }

    /// `7` of `… Reply 7 ack, 7 esc or 7 not hot`.
    private static func number(in body: String) -> Substring? {
        guard let start = body.firstRange(of: "Reply ")?.upperBound else { return nil }
        return body[start...].prefix { $0.isNumber }
    }

    // MARK: What is seen of it

    private func cases(_ program: Program) async throws -> [[String: Any]] {
        try await program.run("queue", "list", "--all", "--json", "--limit", "1000").json
    }

    private func opened(by rule: String, after: Int = 0, _ program: Program) async throws -> Int {
        var found: Int?
        _ = try await eventually(within: 60) {
            found =
                try await cases(program).first { one in
                    let rules = (one["reasons"] as? [[String: Any]] ?? []).compactMap { $0["rule"] as? String }
                    return rules.contains(rule) && (one["case"] as? Int ?? 0) > after
                }?["case"] as? Int
            return found != nil
        }
        return try #require(found, "no case of \(rule)")
    }

    private func show(_ id: Int, _ program: Program) async throws -> [String: Any] {
        try #require(try await program.run("queue", "show", "\(id)", "--json").json.first)
    }

    private func history(_ id: Int, _ program: Program) async throws -> [String] {
        (try await show(id, program)["history"] as? [[String: Any]] ?? []).compactMap { $0["what"] as? String }
    }

    /// Everything that called somebody.
    private func texts(_ world: World) -> Int {
        world.twilio.sent.filter { $0.body.contains("Reply") }.count + world.hooks.ntfy("ana-calls").count
            + world.hooks.calls("/hook").count
    }
}
