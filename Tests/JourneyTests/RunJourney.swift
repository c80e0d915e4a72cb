import Foundation
import Playground
import Testing

/// The program as systemd runs it: started, told to reload, told to end.
@Suite(.serialized) struct RunJourney {
    @Test func `it ends within five seconds of SIGTERM, and nothing is half done`() async throws {
        try await withEvening { world, program, _ in
            let process = try program.start("run", "--config", "earshot.yaml")
            #expect(try await eventually { world.sink.count > 5 })
            let asked = ContinuousClock.now
            process.terminate()
            #expect(try await eventually(within: 10) { !process.isRunning })
            #expect(ContinuousClock.now - asked < .seconds(5))
            #expect(process.terminationStatus == 0)
            #expect(process.terminationReason == .exit)
            let errands = try await program.run("errands", "list", "--json").json
            #expect(errands.allSatisfy { ["sent", "waiting"].contains($0["state"] as? String) })
            // Leases were given back: another process can poll at once.
            #expect(try await program.run("run", "--once").status == 0)
            #expect(try await unaccounted(program) == 0)
        }
    }

    @Test func `a hot post reaches the queue and the contact centre while it runs`() async throws {
        let world = World()
        try await world.start()
        var program = try Program(world.configuration())
        program.environment = world.secrets
        defer { program.clear() }
        let process = try program.start("run")
        // Listening: the first, empty polls are done.
        #expect(
            try await eventually {
                let sources = try await program.run("sources", "list", "--json").json
                return sources.count == 4 && sources.allSatisfy { $0["lastPoll"] is String }
            })
        world.mastodon.post(
            author: "late_lena", text: "My router is on fire and nobody answers!! @quillfone #quillfone")
        #expect(try await eventually { world.sink.mails.contains { $0.recipients == ["oncall@acd.example"] } })
        let queue = try await program.run("queue", "list", "--json").json
        #expect(queue.count == 1)
        #expect(queue.first?["state"] as? String == "open")
        process.terminate()
        #expect(try await eventually { !process.isRunning })
        await world.stop()
    }

    @Test func `SIGHUP takes new rules and sources, and a file with an error changes nothing that runs`() async throws {
        let world = World()
        try await world.start()
        var program = try Program("")
        program.environment = world.secrets
        defer { program.clear() }
        let rules = program.folder.appending(path: "Rules")
        try FileManager.default.createDirectory(at: rules, withIntermediateDirectories: true)
        func rule(_ word: String) -> String {
            "rule loud\n  severity critical\n  owner desk\n  respond 5m\n  when \(word)\n  hit \"\(word)\"\n  miss \"quiet\"\n"
        }
        try program.write(rule("banana"), to: "Rules/a.rules")
        let configuration = world.configuration().replacingOccurrences(
            of: "rules: \(Program.root.appending(path: "Rules").path)", with: "rules: Rules")
        try program.write(configuration, to: "earshot.yaml")
        let log = program.folder.appending(path: "log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let process = try program.start("run", standardError: try FileHandle(forWritingTo: log))
        func logged(_ words: String) async throws -> Bool {
            try await eventually { try String(contentsOf: log, encoding: .utf8).contains(words) }
        }
        func hot() async throws -> Int { try await program.run("queue", "list", "--json").json.count }
        world.mastodon.post(author: "a", text: "banana one #quillfone")
        #expect(try await eventually { try await hot() == 1 })

        try program.write(rule("cherry"), to: "Rules/a.rules")
        kill(process.processIdentifier, SIGHUP)
        #expect(try await logged("reloaded"))
        world.mastodon.post(author: "b", text: "cherry two #quillfone")
        #expect(try await eventually { try await hot() == 2 })

        try program.write("rule broken\n  when (\n", to: "Rules/a.rules")
        kill(process.processIdentifier, SIGHUP)
        #expect(try await logged("refused"))
        world.mastodon.post(author: "c", text: "cherry three #quillfone")
        #expect(try await eventually { try await hot() == 3 })

        try program.write(configuration + "colour: red\n", to: "earshot.yaml")
        kill(process.processIdentifier, SIGHUP)
        #expect(try await logged("colour"))
        try program.write(configuration, to: "earshot.yaml")
        try program.write(rule("cherry"), to: "Rules/a.rules")
        world.mastodon.post(author: "d", text: "cherry four #quillfone")
        #expect(try await eventually { try await hot() == 4 })
        #expect(process.isRunning)
        process.terminate()
        #expect(try await eventually { !process.isRunning })
        await world.stop()
    }
}

func unaccounted(_ program: Program) async throws -> Int {
    try await program.run("ledger", "--json").json.reduce(0) { $0 + abs($1["unaccounted"] as? Int ?? 999) }
}
