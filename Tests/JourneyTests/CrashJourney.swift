import Foundation
import Playground
import Testing

/// `kill -9` at random moments: nothing is lost, and what was sent twice was sent under the same name.
@Suite(.serialized) struct CrashJourney {
    /// The short form is for every change; EARSHOT_CRASHES=50 is for a night.
    static let crashes = Int(ProcessInfo.processInfo.environment["EARSHOT_CRASHES"] ?? "") ?? 50

    @Test func `fifty kills in a row lose nothing and leave no message without its ticket`() async throws {
        try await withEvening { world, program, programme in
            var random = SystemRandomNumberGenerator()
            var posted: [String] = []
            for crash in 0..<Self.crashes {
                let process = try program.start("run")
                for number in 0..<4 {
                    let text = "crash \(crash) post \(number), on fire #quillfone"
                    world.mastodon.post(author: "person\(crash)_\(number)", text: text)
                    posted.append(text)
                }
                try await Task.sleep(for: .milliseconds(Int.random(in: 40...700, using: &random)))
                kill(process.processIdentifier, SIGKILL)
                #expect(try await eventually { !process.isRunning })
                #expect(try await unaccounted(program) == 0, "after kill \(crash)")
            }
            // One calm run to the end.
            let calm = try await program.run("run", "--once")
            #expect(calm.status == 0, "\(calm.errors)")
            let ledger = try await program.run("ledger", "--json").json
            let stored = ledger.reduce(0) { $0 + ($1["stored"] as? Int ?? 0) }
            #expect(stored >= programme.posts.count + posted.count)
            #expect(try await unaccounted(program) == 0)

            // Each message has its ticket; a mail that came twice came under one Message-ID and is counted.
            let ids = world.sink.mails.compactMap { $0.header("Message-ID") }
            #expect(Set(ids).count == stored - programme.ownPosts.count)
            let doubled = ids.count - Set(ids).count
            let doubtful = try await program.run("status", "--json").json.first?["doubtful"] as? Int ?? -1
            #expect(doubtful >= 0 && doubled <= doubtful, "\(doubled) doubled, \(doubtful) counted as doubtful")
            let bodies = world.sink.mails.map(\.text).joined()
            #expect(posted.allSatisfy { bodies.contains($0.prefix(20)) })
        }
    }
}
