import Foundation
import Playground

extension World {
    /// An operator's configuration of this world, every source from the beginning.
    func configuration(database: String = "sqlite:earshot.db", every: String = "1s", smtp: String? = nil) -> String {
        """
        brand: Quillfone
        database: \(database)
        rules: \(Program.root.appending(path: "Rules").path)
        sources:
          - name: fediverse
            channel: mastodon
            url: \(mastodonURL)
            listen: ["#quillfone", mentions]
            token: ${env:EARSHOT_TEST_MASTODON}
            every: \(every)
            since: beginning
            private-address: allowed
            tickets: all
          - { name: status-page, channel: feed, url: "\(feedURL)", every: \(every), since: beginning, private-address: allowed }
          - name: support-mail
            channel: email
            url: \(imapURL)
            user: \(mailboxUser)
            password: ${env:EARSHOT_TEST_MAIL}
            every: \(every)
            since: beginning
            private-address: allowed
          - name: text-line
            channel: sms
            provider: twilio
            url: \(twilioURL)
            account: \(twilioAccount)
            token: ${env:EARSHOT_TEST_TWILIO}
            number: "\(number)"
            every: \(every)
            since: beginning
            private-address: allowed
        hosts: { default: { at-once: 2, pause: 10ms } }
        acd:
          smtp: \(smtp ?? smtpURL)
          from: earshot@quillfone.example
          queues: { default: support@acd.example, hot: oncall@acd.example }

        """
    }

    var secrets: [String: String] {
        [
            "EARSHOT_TEST_MASTODON": mastodonToken, "EARSHOT_TEST_MAIL": mailboxPassword,
            "EARSHOT_TEST_TWILIO": twilioToken,
            // A proxy that leads nowhere: whoever obeyed the environment would hear nothing.
            "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "all_proxy": "http://127.0.0.1:9",
            "HTTPS_PROXY": "http://127.0.0.1:9", "ALL_PROXY": "http://127.0.0.1:9",
        ]
    }
}

/// A world in which the evening has just been played, and the program beside it.
func withEvening(
    database: String = "sqlite:earshot.db",
    _ body: (World, Program, Evening.Programme) async throws -> Void
) async throws {
    let world = World()
    try await world.start()
    let programme = Evening.playAll(on: world)
    do {
        var program = try Program(world.configuration(database: database))
        program.environment = world.secrets
        defer { program.clear() }
        try await body(world, program, programme)
    } catch {
        await world.stop()
        throw error
    }
    await world.stop()
}
