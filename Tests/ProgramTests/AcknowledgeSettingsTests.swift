import Testing
import Triage

@testable import earshot

@Suite struct AcknowledgeSettingsTests {
    private static let whole = """
        brand: Quillfone
        database: sqlite:earshot.db
        rules: Rules
        own: ["mastodon:@quillfone@social.example", "email:Care@Quillfone.example"]
        hours: { time-zone: UTC, weekly: { mon-fri: ["09:00-17:00"] } }
        sources:
          - name: support-mail
            channel: email
            url: imaps://mail.example/INBOX
            user: inbox@quillfone.example
            password: ${env:P}
            smtp: smtps://mail.example
            from: Support <support@quillfone.example>
          - { name: social, channel: mastodon, url: "https://b.example", listen: ["#quillfone", mentions], token: "${env:P}" }
          - { name: asked, channel: mastodon, url: "https://c.example", listen: [mentions], token: "${env:P}" }
        acknowledge:
          mode: preview
          sources: [support-mail, social]
          hot: silent
          window: 8h
          late: 30m
          per-person: 2
          per-domain: 50
          loop: 5
          quiet: "22:30-07:00"
          quiet-holds: all
          never: [threat]
          private: never
          contact: call 0800 000 000
          languages: [en, DE]
        """

    @Test func `everything that is said is taken over`() throws {
        let loaded = settings(Self.whole, environment: ["P": "x"])
        let configuration = try #require(loaded.configuration, "\(loaded.complaints.map(\.message))")
        var wanted = Manners(
            mode: .preview, sources: ["support-mail", "social"], languages: ["en", "de"], window: .seconds(8 * 3600),
            late: .seconds(1800), perPerson: 2, perDomain: 50, loop: 5,
            quiet: .init(from: 22 * 3600 + 1800, until: 7 * 3600, holdsAcknowledgements: true), hot: .silent,
            never: ["threat"], movesToPrivate: false, contact: "call 0800 000 000")
        wanted.ownAddresses = [
            "support-mail": ["care@quillfone.example", "support@quillfone.example", "inbox@quillfone.example"],
            "social": ["quillfone@social.example"], "asked": [],
        ]
        #expect(configuration.manners == wanted)
        #expect(configuration.policy(startedAt: [:]).manners == wanted)
    }

    @Test func `without the section nobody is answered, and off is off`() throws {
        let bare = "brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: Rules\n"
        #expect(try #require(settings(bare).configuration).manners == nil)
        #expect(settings(bare + "acknowledge: { mode: off }\n").configuration?.manners?.mode == .off)
        #expect(settings(bare + "acknowledge: {}\n").configuration?.manners?.mode == .off)
    }

    @Test func `what would do nothing is warned of`() {
        let loaded = settings(
            Self.whole.replacing("quiet: \"22:30-07:00\"", with: "").replacing("hot: silent", with: "hot: say-so"),
            environment: ["P": "x"])
        let warnings = loaded.complaints.filter { $0.weight == .warning }.map(\.message)
        #expect(warnings.contains { $0.contains("`quiet-holds` without `quiet`") })
        #expect(warnings.contains { $0.contains("without `on-call` nobody is called") })
    }
}
