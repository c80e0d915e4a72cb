import Foundation
import Playground
import TestKit
import Testing

/// Two hosts over one PostgreSQL poll, decide and act, and double nothing.
@Suite(.serialized) struct SharedJourney {
    @Test func `two hosts share the sources and send each ticket once`() async throws {
        guard let server = PostgresServer.shared() else { return }
        let database = try await server.freshDatabase()
        try await withEvening(database: database) { world, program, programme in
            let hosts = try (0..<2).map { _ in try program.start("run") }
            for number in 0..<40 {
                world.mastodon.post(author: "person\(number)", text: "word \(number) of the night #quillfone")
                try await Task.sleep(for: .milliseconds(50))
            }
            let expected = programme.posts.count - programme.ownPosts.count + 40
            #expect(try await eventually(within: 60) { world.sink.count >= expected })
            // One host dies; the other takes over what it held.
            kill(hosts[0].processIdentifier, SIGKILL)
            world.mastodon.post(author: "late", text: "after the first host died #quillfone")
            #expect(
                try await eventually(within: 60) {
                    world.sink.mails.contains { $0.text.contains("after the first host died") }
                })
            hosts[1].terminate()
            #expect(try await eventually { !hosts[1].isRunning })
            #expect(try await unaccounted(program) == 0)
            let ids = world.sink.mails.compactMap { $0.header("Message-ID") }
            let doubtful = try await program.run("status", "--json").json.first?["doubtful"] as? Int ?? -1
            #expect(ids.count - Set(ids).count <= doubtful)
        }
    }
}
