import Foundation
import Playground
import Testing

/// An author edits rules while the program runs.
@Suite(.serialized) struct LiveRulesJourney {
    /// A running program over a small world, its rules in a folder of the test's own.
    private struct House {
        var world: World
        var program: Program
        var process: Process
        var log: URL

        static func rule(_ word: String) -> String {
            """
            rule loud
              severity critical
              owner desk
              respond 5m
              when \(word)
              hit "\(word)"
              miss "quiet"

            """
        }

        func write(_ rule: String) throws { try program.write(rule, to: "Rules/a.rules") }

        /// The worker's own row; nil while it has none.
        func rules() async throws -> (status: Int32, rules: [String: Any])? {
            let status = try await program.run("status", "--json")
            guard let row = (status.json.first?["rules"] as? [[String: Any]])?.first else { return nil }
            return (status.status, row)
        }

        /// Of the configuration, from 1: the first one with this word.
        func line(_ word: String) throws -> Int {
            let text = try String(contentsOf: program.folder.appending(path: "earshot.yaml"), encoding: .utf8)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return try #require(lines.firstIndex { $0.contains(word) }) + 1
        }

        func logged(_ words: String) throws -> Bool {
            try String(contentsOf: log, encoding: .utf8).contains(words)
        }
        func hot() async throws -> Int { try await program.run("queue", "list", "--json").json.count }

        func isInForce(besides hash: String) async throws -> Bool {
            try await eventually {
                guard let now = try await rules() else { return false }
                return now.status == 0 && now.rules["hash"] as? String != hash
            }
        }
        func isRefused() async throws -> Bool {
            try await eventually { try await refusal()?.isEmpty == false }
        }
        /// The first complaint; empty where nothing is refused, nil where no worker runs.
        func refusal() async throws -> String? {
            guard let row = try await rules()?.rules else { return nil }
            return row["refusedAt"] is String ? row["complaint"] as? String ?? "" : ""
        }
    }

    private func withHouse(_ more: String = "", _ body: (House) async throws -> Void) async throws {
        let world = World()
        try await world.start()
        var program = try Program("")
        program.environment = world.secrets
        defer { program.clear() }
        try FileManager.default.createDirectory(
            at: program.folder.appending(path: "Rules"), withIntermediateDirectories: true)
        try program.write(
            world.configuration().replacingOccurrences(
                of: "rules: \(Program.root.appending(path: "Rules").path)", with: "rules: Rules") + more,
            to: "earshot.yaml")
        let log = program.folder.appending(path: "log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        try program.write(House.rule("banana"), to: "Rules/a.rules")
        let process = try program.start("run", standardError: try FileHandle(forWritingTo: log))
        let house = House(world: world, program: program, process: process, log: log)
        do {
            #expect(try await eventually { try await house.rules() != nil })
            try await body(house)
        } catch {
            process.terminate()
            await world.stop()
            throw error
        }
        process.terminate()
        #expect(try await eventually { !process.isRunning })
        await world.stop()
    }

    @Test func `what is saved is in force within two seconds, and a broken file changes nothing that runs`()
        async throws
    {
        try await withHouse { (house: House) async throws -> Void in
            let first = try #require(try await house.rules())
            #expect(first.status == 0 && first.rules["rules"] as? Int == 1)
            let hash = try #require(first.rules["hash"] as? String)
            house.world.mastodon.post(author: "a", text: "banana one #quillfone")
            #expect(try await eventually { try await house.hot() == 1 })

            try house.write(House.rule("cherry"))
            let saved = Date.now
            #expect(try await house.isInForce(besides: hash))
            let second = try #require(try await house.rules())
            let since = try #require(
                (second.rules["since"] as? String).flatMap {
                    try? Date($0, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: $0.contains(".")))
                })
            // By the worker's own word: on a busy machine this test may come to look much later.
            #expect(since.timeIntervalSince(saved) < 2)
            house.world.mastodon.post(author: "b", text: "cherry two #quillfone")
            #expect(try await eventually { try await house.hot() == 2 })

            try house.write("rule broken\n  severty high\n  severity high\n  when banana\n")
            #expect(try await house.isRefused())
            let refused = try #require(try await house.rules())
            #expect(refused.status == 1)
            #expect(refused.rules["hash"] as? String == second.rules["hash"] as? String)
            #expect(refused.rules["since"] as? String == second.rules["since"] as? String)
            #expect((refused.rules["complaint"] as? String)?.hasPrefix("Rules/a.rules:2:3: ") == true)
            let words = try await house.program.run("status")
            #expect(words.status == 1)
            #expect(words.output.contains("refused since") && words.output.contains("Rules/a.rules:2:3: "))
            #expect(try await eventually { try house.logged("the rules are refused") })
            house.world.mastodon.post(author: "c", text: "cherry three #quillfone")
            #expect(try await eventually { try await house.hot() == 3 })

            // An example that fails refuses as an error does.
            try house.write(House.rule("damson") + "  hit \"plum\"\n")
            #expect(
                try await eventually { try await house.refusal()?.hasPrefix("Rules/a.rules:8:") == true })

            try house.write(House.rule("damson"))
            let cherry = try #require(second.rules["hash"] as? String)
            #expect(try await house.isInForce(besides: cherry))
            #expect(try await house.refusal() == "")
            house.world.mastodon.post(author: "d", text: "damson four #quillfone")
            #expect(try await eventually { try await house.hot() == 4 })
        }
    }

    @Test func `a rule that incidents never fold is not renamed under a running worker`() async throws {
        let more = """
            on-call:
              people: { ana: { ntfy: ana } }
              incidents: { never: [loud] }
            pages: { ntfy: { url: "https://ntfy.example", topic: all } }

            """
        try await withHouse(more) { house in
            let hash = try #require(try await house.rules()?.rules["hash"] as? String)
            try house.write(House.rule("banana").replacingOccurrences(of: "rule loud", with: "rule aloud"))
            let line = try house.line("never")
            #expect(
                try await eventually {
                    try await house.refusal()
                        == "earshot.yaml:\(line):24: there is no rule `loud` (did you mean `aloud`?)"
                })
            #expect(try await house.rules()?.rules["hash"] as? String == hash)
            try house.write(House.rule("cherry"))
            #expect(try await house.isInForce(besides: hash))
            #expect(try await house.refusal() == "")
        }
    }

    @Test func `a folder that vanishes or is emptied leaves the last good rules running`() async throws {
        try await withHouse { (house: House) async throws -> Void in
            let files = FileManager.default
            let (folder, aside) = (
                house.program.folder.appending(path: "Rules"), house.program.folder.appending(path: "Rules.old")
            )
            let hash = try #require(try await house.rules()?.rules["hash"] as? String)
            try files.moveItem(at: folder, to: aside)
            #expect(try await house.isRefused())
            let gone = try #require(try await house.rules())
            #expect(gone.status == 1 && gone.rules["hash"] as? String == hash)
            #expect((gone.rules["complaint"] as? String)?.contains("is not there") == true)
            house.world.mastodon.post(author: "a", text: "banana one #quillfone")
            #expect(try await eventually { try await house.hot() == 1 })

            // An empty folder is what a checkout looks like half-way.
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            #expect(
                try await eventually { try await house.refusal()?.contains("No rule is left") == true })
            house.world.mastodon.post(author: "b", text: "banana two #quillfone")
            #expect(try await eventually { try await house.hot() == 2 })

            try files.removeItem(at: folder)
            try files.moveItem(at: aside, to: folder)
            #expect(try await eventually { try await house.refusal() == "" })
            let back = try await house.rules()
            #expect(back?.rules["hash"] as? String == hash)

            // The folder that came back is watched as the first one was.
            try house.write(House.rule("elder"))
            #expect(try await house.isInForce(besides: hash))
        }
    }

    @Test func `a worker that ends leaves no word of its rules behind`() async throws {
        try await withHouse { (house: House) async throws -> Void in
            house.process.terminate()
            #expect(try await eventually { !house.process.isRunning })
            #expect(try await house.refusal() == nil)
        }
    }
}
