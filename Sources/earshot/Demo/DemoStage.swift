import Foundation
import Playground

/// The demo's configuration, as an operator would write it, in a folder of its own: what is played in
/// `demo` is nothing but this file and a world.
struct DemoStage {
    let folder: String
    var configuration: String { folder + "/earshot.yaml" }

    init(world: World, rules: String) throws {
        folder =
            FileManager.default.temporaryDirectory
            .appending(path: "earshot-demo-\(UUID().uuidString.prefix(8).lowercased())").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for (name, secret) in [
            ("mastodon", world.mastodonToken), ("mail", world.mailboxPassword), ("twilio", world.twilioToken),
        ] {
            try secret.write(toFile: "\(folder)/\(name).secret", atomically: true, encoding: .utf8)
        }
        try """
        brand: \(world.brand)
        database: sqlite:earshot.db
        rules: \(rules)
        sources:
          - name: fediverse
            channel: mastodon
            url: \(world.mastodonURL)
            listen: ["\(world.hashtag)", mentions]
            token: ${file:mastodon.secret}
            every: 2s
            private-address: allowed
          - { name: status-page, channel: feed, url: "\(world.feedURL)", every: 3s, private-address: allowed }
          - name: support-mail
            channel: email
            url: \(world.imapURL)
            user: \(world.mailboxUser)
            password: ${file:mail.secret}
            every: 2s
            private-address: allowed
          - name: text-line
            channel: sms
            provider: twilio
            url: \(world.twilioURL)
            account: \(world.twilioAccount)
            token: ${file:twilio.secret}
            number: "\(world.number)"
            every: 2s
            private-address: allowed
        hosts: { default: { at-once: 2, pause: 100ms } }
        acd:
          smtp: \(world.smtpURL)
          from: earshot@quillfone.example
          queues: { default: support@acd.example, hot: oncall@acd.example }

        """.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    func clear() { try? FileManager.default.removeItem(atPath: folder) }
}
