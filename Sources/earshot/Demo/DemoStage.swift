import Foundation
import Playground
import Triage

/// The demo's configuration, as an operator would write it, in a folder of its own: what is played in
/// `demo` is nothing but this file and a world.
struct DemoStage {
    let folder: String
    var configuration: String { folder + "/earshot.yaml" }

    enum Failure: Error { case noFreePort }

    /// - Parameter speed: how much faster than life the evening passes, and so the team's patience.
    init(world: World, rules: String, speed: Double = 1) throws {
        folder =
            FileManager.default.temporaryDirectory
            .appending(path: "earshot-demo-\(UUID().uuidString.prefix(8).lowercased())").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for (name, secret) in [
            ("mastodon", world.mastodonToken), ("mail", world.mailboxPassword), ("twilio", world.twilioToken),
            ("console", "\(UUID().uuidString)\(UUID().uuidString)"),
        ] {
            try secret.write(toFile: "\(folder)/\(name).secret", atomically: true, encoding: .utf8)
        }
        func wait(_ seconds: Double) -> String { "\(max(1, Int((seconds / speed).rounded())))s" }
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
        on-call:
          people:
            ana: { name: Ana Ferreira, sms: "\(DemoCrew.ana)", ntfy: ana-calls }
            ben: { name: Ben Okafor, sms: "\(DemoCrew.ben)", email: ben@quillfone.example }
            lea: { name: Lea Brandt, lead: true, sms: "\(DemoCrew.lea)", webhook: pager }
          rotas:
            evening: { time-zone: UTC, people: [ana, ben], handover: "00:00", turn: 1w, since: \(Self.yesterday()) }
          escalation:
            - { to: evening, wait: \(wait(20)) }
            - { to: ben, wait: \(wait(20)) }
            - { to: lead, wait: \(wait(20)) }
          last-resort: { to: everyone, every: 60s }
          claim: \(wait(12))
          between-pages: \(wait(10))
          incidents: { never: [safety-fire, safety-no-emergency-call] }
        pages:
          sms: text-line
          email: acd
          ntfy: { url: "\(world.ntfyURL)" }
          webhook: { pager: { url: "\(world.hookURL)" } }
          dead-man: "\(world.deadManURL)"
          dead-man-every: 10s
        console: { listen: "127.0.0.1:\(try Self.freePort())", secret: "${file:console.secret}" }

        """.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    /// Turns are counted from then, so that it is Ana's.
    private static func yesterday() -> String {
        let day = Int64(Date().timeIntervalSince1970) / 86_400 - 1
        return Moment(seconds: day * 86_400).rfc3339.prefix(10).description
    }

    /// One that nobody listened at a moment ago.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure.noFreePort }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw Failure.noFreePort }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    func clear() { try? FileManager.default.removeItem(atPath: folder) }
}
