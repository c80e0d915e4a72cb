import Foundation
import Playground
import Testing

/// Many people write of one outage while the worker is restarted: the on-call team has one case of it.
@Suite(.serialized) struct SpikeJourney {
    private static let rules = """
        rule outage
          title      No service
          severity   medium
          when       "no signal"
          hit        "no signal in Leeds"
          miss       "all is well"

        spike outage-spike
          title      Outage spike
          severity   critical
          owner      network-desk
          respond    5m
          count      rule:outage distinct authors
          fires      at 20 in 10m
          again      after 30m
          burst hit  20 authors in 9m "no signal in Leeds"
          burst miss 1 author 40 times in 9m "no signal in Leeds"
        """

    @Test func `twenty authors in nine minutes are one case, across restarts, and the next ones join it`() async throws
    {
        let world = World()
        try await world.start()
        var program = try Program("")
        program.environment = world.secrets
        defer { program.clear() }
        try FileManager.default.createDirectory(
            at: program.folder.appending(path: "Rules"), withIntermediateDirectories: true)
        try program.write(Self.rules, to: "Rules/outage.rules")
        try program.write(
            world.configuration().replacingOccurrences(
                of: "rules: \(Program.root.appending(path: "Rules").path)", with: "rules: Rules"), to: "earshot.yaml")
        // They wrote in the nine minutes before now: each process hears some of them, and ends.
        let now = Date()
        func write(_ authors: Range<Int>) {
            for author in authors {
                world.mastodon.post(
                    author: "author\(author)", text: "No signal in Leeds #quillfone",
                    at: now.addingTimeInterval(Double(author) * 27 - 540))
            }
        }
        func cases() async throws -> [[String: Any]] { try await program.run("queue", "list", "--json").json }

        write(0..<11)
        #expect(try await program.run("run", "--once").status == 0)
        #expect(try await cases().isEmpty)
        write(11..<19)
        #expect(try await program.run("run", "--once").status == 0)
        #expect(try await cases().isEmpty)
        write(19..<20)
        #expect(try await program.run("run", "--once").status == 0)
        let opened = try #require(try await cases().first)
        #expect(opened["title"] as? String == "Outage spike: 20 authors in 10 minutes")
        #expect(opened["heat"] as? Int == 80 && opened["owner"] as? String == "network-desk")
        #expect(opened["messages"] as? Int == 20)

        world.mastodon.post(author: "late_lena", text: "No signal here either #quillfone", at: now)
        #expect(try await program.run("run", "--once").status == 0)
        #expect(try await cases().map { $0["messages"] as? Int } == [21])
        let number = "\(opened["case"] as? Int ?? 0)"
        let shown = try await program.run("queue", "show", number)
        #expect(shown.output.contains("(Rules/outage.rules:8)") && shown.output.contains("late_lena"))
        let status = try #require(try await program.run("status", "--json").json.first)
        let spikes = try #require(status["spikes"] as? [[String: Any]])
        #expect(spikes.map { $0["spike"] as? String } == ["outage-spike"])
        #expect(spikes.first?["count"] as? Int == 20 && spikes.first?["state"] as? String == "live")
        #expect(
            try await program.run("status").output.contains("outage-spike: 20; ")
                && spikes.first?["case"] as? Int == opened["case"] as? Int)
        // Each of them has a ticket all the same.
        #expect(try await program.run("tickets", "list", "--json").json.count == 21)
        #expect(try await unaccounted(program) == 0)
        await world.stop()
    }
}
