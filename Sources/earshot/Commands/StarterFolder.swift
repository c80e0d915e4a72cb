import Facts
import Foundation

/// What `earshot init` writes.
enum StarterFolder {
    struct File: Equatable {
        /// Below the folder.
        var path: String
        var bytes: [UInt8]
    }

    /// - Parameter rules: the rules that came with the program; empty: a few that stand here.
    static func files(rules: [File]) -> [File] {
        func file(_ path: String, _ text: String) -> File { File(path: path, bytes: Array(text.utf8)) }
        let own = [file("earshot.yaml", configuration), file(".gitignore", gitignore)]
        if !rules.isEmpty { return own + rules }
        return own + [
            file("Rules/brand.keywords", brandKeywords), file("Rules/danger.keywords", dangerKeywords),
            file("Rules/leaving.keywords", leavingKeywords), file("Rules/outage.keywords", outageKeywords),
            file("Rules/urgent.rules", urgentRules),
        ]
    }

    /// The rules folder that a package put beside the program, `PREFIX/share/earshot/Rules`.
    static func installedRules(
        program: String? = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    ) -> [File] {
        guard let program else { return [] }
        let prefix = program.split(separator: "/").dropLast(2).joined(separator: "/")
        let found = rules(in: "/\(prefix)/share/earshot/Rules")
        return found.isEmpty ? builtRules(program) : found
    }

    /// Those of the source tree in whose `.build` folder the program stands.
    private static func builtRules(_ program: String) -> [File] {
        let parts = program.split(separator: "/")
        guard let build = parts.lastIndex(of: ".build") else { return [] }
        let root = "/" + parts[..<build].joined(separator: "/")
        guard FileManager.default.fileExists(atPath: root + "/Package.swift") else { return [] }
        return rules(in: root + "/Rules")
    }

    private static func rules(in share: String) -> [File] {
        guard let reading = try? RuleFolder.read(.init(path: share, asWritten: "Rules")) else { return [] }
        let replies = ReplyFolder.read(.init(path: share, asWritten: "Rules")).files
        return (reading.files + replies).map { File(path: $0.path, bytes: $0.bytes) }
            + calendars(in: share + "/calendars")
    }

    /// The holiday files that came with the rules.
    private static func calendars(in folder: String) -> [File] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".ics") && !$0.hasPrefix(".") }.sorted().compactMap { name in
            (try? BoundedFile.read("\(folder)/\(name)", limit: HolidayFile.sizeLimit)).map {
                File(path: "Rules/calendars/\(name)", bytes: $0)
            }
        }
    }

    static let configuration = """
        # What Earshot listens to, and where hot cases go. Check it with `earshot check`.
        # A key that is misspelt, or a value that cannot be, is named with its line and what was meant.

        brand: Quillfone                  # your brand's name
        database: sqlite:earshot.db       # made when it is missing; paths are relative to this file
        rules: Rules                      # the folder with your keyword and rule files

        # Places to listen. Take the # away from those that you want, and change them.
        sources:
          # Hashtags of a Mastodon server need no account.
        #  - name: fediverse
        #    channel: mastodon
        #    url: https://mastodon.example
        #    listen: ["#quillfone"]       # the quotes are needed: a bare # begins a comment
        #    every: 30s
        #  - { name: status-page, channel: feed, url: "https://status.example/history.atom", every: 2m }
        #  - name: support-mail
        #    channel: email
        #    url: imaps://mail.example/INBOX
        #    user: support@quillfone.example
        #    password: ${env:MAIL_PASSWORD}      # secrets never stand in this file

        # Where each message goes as an e-mail. Without it nothing is sent.
        # acd:
        #   smtp: smtp://127.0.0.1:25
        #   from: earshot@quillfone.example
        #   queues: { default: support@acd.example, hot: oncall@acd.example }

        # When you are there. `earshot hours` answers by it, and rules may ask: hours are open.
        # hours:
        #   time-zone: Europe/London
        #   weekly: { mon-fri: ["09:00-12:30", "13:30-17:30"] }
        #   exceptions: { 2026-12-24: ["09:00-12:00"], 2026-12-28: closed }
        #   holidays: [Rules/calendars/england.ics]

        # Whoever writes while nobody is there is told when somebody will be. A death, a threat, a lawyer and a newsroom
        # are left to a person: no template finds the words for them.
        # acknowledge:
        #   mode: preview                                # written down and not sent; then "on"
        #   sources: [support-mail]
        #   never: [customer-bereaved, customer-in-distress, threat-of-violence, legal-threat, press-enquiry]

        # A call at an agreed time is offered with it; somebody must be there to ring.
        # callbacks: { slot: 15m, per-slot: 2, retries: 1, ring: on-call, region: GB }

        # Who is called for a hot case, and how. `earshot oncall now` and `oncall simulate --until +30d` check it.
        # on-call:
        #   people:
        #     ana: { email: ana@quillfone.example }       # also sms, ntfy, slack, webhook, alertmanager
        #     ben: { email: ben@quillfone.example, lead: true }
        #   rotas:
        #     all-day: { time-zone: Europe/London, people: [ana, ben], handover: "mon 09:00" }
        #   escalation: [ { to: all-day, wait: 5m }, { to: everyone, repeat: 3 } ]
        # pages: { email: acd }                          # through the acd's mail server

        # The team's desk in a browser; `earshot run` prints the address at which the first account is made.
        # console: { listen: 127.0.0.1:8420, secret: "${file:console.secret}" }   # openssl rand -hex 32 > console.secret

        # From this heat on a message is hot.
        heat: { hot: 50 }

        """

    static let gitignore = """
        # Earshot's database and its companions; never commit what customers wrote.
        earshot.db
        earshot.db-wal
        earshot.db-shm
        earshot.db.lock

        """

    static let brandKeywords = """
        about  Our name, as customers write it
        ---
        quillfone
        @quillfone
        #quillfone

        """

    static let dangerKeywords = """
        about  Somebody may be in danger
        ---
        on fire
        caught fire
        burning smell
        smoke
        sparks
        electric shock
        exploded

        """

    static let leavingKeywords = """
        about  Somebody is about to leave us
        ---
        cancel
        cancelling
        switching provider
        leaving you
        close my account

        """

    static let outageKeywords = """
        about  Something does not work
        ---
        no signal
        no internet
        is down
        outage
        not working

        """

    static let urgentRules = """
        # What cannot wait. Each rule says what it must catch (hit) and what it must spare (miss);
        # `earshot check` tries them all.

        rule danger
          title     Somebody may be in danger
          severity  critical
          score     80
          owner     on-call
          respond   15m
          when      list:danger
          hit       "my quillfone router is on fire"
          miss      "this playlist is fire"

        rule leaving
          title     A customer threatens to leave
          severity  medium
          when      list:leaving
          hit       "That's it, I am cancelling tomorrow"
          miss      "I have been with you for years"

        rule outage
          title     Something does not work
          severity  medium
          when      list:outage AND list:brand
          hit       "quillfone is down again in Leeds"
          miss      "the mood is down today"

        """
}
