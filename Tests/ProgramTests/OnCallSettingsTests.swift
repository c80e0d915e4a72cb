import TestKit
import Testing
import Triage

@testable import earshot

struct OnCallSettingsTests {
    private static let least = "brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: Rules\n"
    /// Four lines, which stand last.
    private static let pages = """
        pages: { sms: line, ntfy: { url: "https://ntfy.example", topic: all }, email: { smtp: "smtps://mail.example", from: a@b.example } }
        sources:
          - { name: line, channel: sms, provider: gammu, inbox: /in, outbox: /out }
          - { name: deaf, channel: sms, provider: gammu, inbox: /in2 }

        """

    private func configuration(
        _ rest: String, strictness: SecretKeeper.Strictness = .unread, environment: [String: String] = [:]
    ) throws -> Configuration {
        let loaded = settings(Self.least + rest, strictness: strictness, environment: environment)
        return try #require(loaded.configuration, "\(loaded.complaints.map { "\($0.line): \($0.message)" })")
    }

    private func moment(_ text: String) throws -> Moment { try #require(Moment(rfc3339: text)) }

    @Test func `every key of on-call is read`() throws {
        let onCall = try #require(
            try configuration(
                """
                on-call:
                  people:
                    ana: { name: Ana Ferreira, email: ana@quillfone.example, sms: "+12025550111" }
                    ben: { ntfy: default, sms: "+12025550112" }
                    cara: { lead: true, ntfy: cara-calls }
                  rotas:
                    night:
                      time-zone: Europe/London
                      layers:
                        - { people: [ana, ben], handover: "mon 09:00", turn: 2w, since: 2026-11-02 }
                        - { people: ben, hours: { sat: "22:00-06:00" } }
                        - { people: [cara], while: closed }
                      overrides: [ { from: 2026-12-24 18:00, until: "2026-12-25T09:00:00Z", people: [ben, cara] } ]
                      leave: [ { person: ben, from: 2026-12-01 } ]
                  leave: [ { person: ana, from: 2026-12-21, through: 2026-12-23 } ]
                  escalation:
                    - { to: night, wait: 90s }
                    - { to: [lead, ben] }
                    - { to: everyone, wait: 10m, repeat: 3 }
                  last-resort: { to: [ana, cara], every: 20m }
                  claim: 7m
                  acknowledged: 2h
                  between-pages: 30s
                  delivery: 45s
                  incidents: { cases: 9, within: 5m, times-usual: 2.5, never: [self-harm] }
                  unattended: allowed
                hours: { time-zone: Europe/London, weekly: { mon-fri: "09:00-17:00" } }

                """ + Self.pages
            ).onCall)
        #expect(onCall.people.map(\.name) == ["ana", "ben", "cara"])
        #expect(onCall.people[0].title == "Ana Ferreira")
        // In the order written.
        #expect(onCall.people[0].reach == [Means(.email, "ana@quillfone.example"), Means(.sms, "+12025550111")])
        #expect(onCall.people[1].reach == [Means(.ntfy, "all"), Means(.sms, "+12025550112")])
        #expect(onCall.people.map(\.isLead) == [false, false, true])
        let rota = try #require(onCall.rotas.first)
        #expect(rota.zone.name == "Europe/London" && rota.layers.count == 3)
        #expect(rota.layers[0].start == CivilDate(iso: "2026-11-02"))
        #expect(rota.layers[0].turn == 14 && rota.layers[0].handover == 9 * 3600)
        #expect(rota.layers[1].hours?[.saturday]?.map(\.description) == ["22:00-06:00"])
        #expect(rota.layers[2].calendar?.whileOpen == false && rota.layers[2].calendar?.calendar.name == "default")
        #expect(
            rota.overrides == [
                .init(
                    from: try moment("2026-12-24T18:00:00Z"), until: try moment("2026-12-25T09:00:00Z"),
                    people: ["ben", "cara"])
            ])
        #expect(rota.leave.map(\.person) == ["ben", "ana"])
        #expect(rota.leave[0].first == rota.leave[0].last)
        #expect(onCall.escalation.map(\.wait) == [.seconds(90), .seconds(300), .seconds(600)])
        #expect(onCall.escalation.map(\.to) == [[.rota("night")], [.people(["cara"]), .people(["ben"])], [.everyone]])
        #expect(onCall.rounds == 3)
        #expect(onCall.lastResort == .init(to: [.people(["ana"]), .people(["cara"])], every: .seconds(1200)))
        #expect(
            onCall.patience
                == .init(
                    claim: .seconds(420), acknowledged: .seconds(7200), betweenPages: .seconds(30),
                    delivery: .seconds(45)))
        #expect(onCall.incidents == .init(cases: 9, window: .seconds(300), timesUsual: 2.5, never: ["self-harm"]))
        #expect(onCall.mayBeUnattended)
    }

    @Test func `people alone are enough: everybody is called`() throws {
        let onCall = try #require(
            try configuration("on-call: { people: { ana: { sms: \"+12025550111\" } } }\n" + Self.pages).onCall)
        #expect(onCall.escalation.map(\.to) == [[.everyone]] && onCall.rounds == 1)
        #expect(try configuration("").onCall == nil)
        #expect(try configuration("on-call:\n").onCall == nil)
    }

    @Test func `turns are counted from the weekday of the hand-over where nothing else is said`() throws {
        let onCall = try #require(
            try configuration(
                """
                on-call:
                  people: { ana: { sms: "+12025550111" }, ben: { sms: "+12025550112" } }
                  rotas:
                    a: { time-zone: UTC, people: [ana, ben], handover: "wednesday 7:30" }
                    b: { time-zone: UTC, people: [ana, ben], handover: "18:00" }
                  escalation: [ { to: [a, b] } ]

                """ + Self.pages
            ).onCall)
        let layers = onCall.rotas.map { $0.layers[0] }
        #expect(layers[0].start.weekday == .wednesday && layers[0].turn == 7 && layers[0].handover == 27_000)
        #expect(layers[1].turn == 1 && layers[1].handover == 64_800)
    }

    @Test func `every key of pages is read`() throws {
        let pages = try #require(
            try configuration(
                """
                pages:
                  sms: { provider: kannel, url: "http://127.0.0.1:13013/", user: earshot, password: "${env:A}", from: Quillfone }
                  email: acd
                  webhook: { pager: { url: "https://hooks.example/x", secret: "${env:A}" }, wall: { url: "http://127.0.0.1:9/" } }
                  slack: { url: "${env:SLACK}" }
                  ntfy: { url: "https://ntfy.example", token: "${env:A}", topic: calls }
                  alertmanager: { url: "http://127.0.0.1:9093/", token: "${env:A}" }
                  dead-man: "${env:SLACK}"
                  dead-man-every: 30s
                acd: { smtp: "smtp://127.0.0.1", from: a@b.example, queues: { default: c@d.example } }
                console: { listen: "127.0.0.1:8420", url: "https://desk.quillfone.example/", secret: "${env:LONG}" }

                """, strictness: .required,
                environment: [
                    "A": "hush", "SLACK": "https://slack.example/T1", "LONG": String(repeating: "x", count: 32),
                ]
            ).pages)
        guard case .kannel(let url, "earshot", let password, "Quillfone") = pages.sms else {
            Issue.record("\(String(describing: pages.sms))")
            return
        }
        #expect(url == "http://127.0.0.1:13013" && password.revealed == "hush")
        #expect(pages.email == .acd)
        #expect(pages.webhooks.keys.sorted() == ["pager", "wall"])
        #expect(pages.webhooks["pager"]?.url == .written("https://hooks.example/x"))
        #expect(pages.webhooks["pager"]?.secret?.revealed == "hush" && pages.webhooks["wall"]?.secret == nil)
        #expect(pages.slack["default"]?.revealed == "https://slack.example/T1")
        #expect(pages.ntfy?.url == "https://ntfy.example" && pages.ntfy?.topic == "calls")
        #expect(pages.alertmanagers["default"]?.url == "http://127.0.0.1:9093")
        #expect(pages.deadMan?.revealed == "https://slack.example/T1" && pages.deadManEvery == .seconds(30))
        #expect(pages.link == "https://desk.quillfone.example")
    }

    @Test func `every key of the console is read, and its address stands for it where no other is named`() throws {
        let long = ["S": String(repeating: "x", count: 32)]
        let whole = try #require(
            try configuration(
                "console: { listen: \"0.0.0.0:80\", url: \"https://desk.example\", secret: \"${env:S}\", "
                    + "trusted-proxies: [10.0.0.0/8, \"::1\", 127.0.0.1], user-header: X-Remote-User }\n",
                strictness: .required, environment: long
            ).console)
        #expect(whole.host == "0.0.0.0" && whole.port == 80 && whole.url == "https://desk.example")
        #expect(whole.trustedProxies == ["10.0.0.0/8", "::1/128", "127.0.0.1/32"])
        #expect(whole.userHeader == "X-Remote-User")
        let local = try #require(
            try configuration("console: { listen: \"[::1]:8420\", secret: \"${env:S}\" }\n").console)
        #expect(local.host == "::1" && local.url == "http://[::1]:8420" && local.userHeader == "X-Forwarded-User")
    }

    // MARK: What is wrong

    private static let two = "  people: { ana: { sms: \"+12025550111\" }, ben: { sms: \"+12025550112\" } }\n"

    private static func onCall(_ rest: String, _ line: Int, _ column: Int, _ says: String, _ remedy: String = "")
        -> Broken
    {
        .after("on-call:\n" + rest + pages, line, column, says, remedy)
    }

    /// One rota, whose keys begin in line 8.
    private static func rota(_ rest: String, _ line: Int, _ column: Int, _ says: String, _ remedy: String = "")
        -> Broken
    {
        onCall(
            two + "  rotas:\n    night:\n" + rest + "  escalation: [ { to: [night, ben] } ]\n", line, column, says,
            remedy)
    }

    private static let zone = "      time-zone: Europe/London\n"
    private static let turns = zone + "      people: [ana, ben]\n      handover: \"mon 09:00\"\n"

    private static let broken: [Broken] = [
        onCall("  rotas: {}\n", 5, 3, "`on-call` lacks `people`"),
        onCall("  people: [ana]\n", 5, 11, "a group of people by name"),
        onCall("  people: {}\n", 5, 11, "names nobody"),
        onCall("  people: { Ana: { sms: \"+12025550111\" } }\n", 5, 13, "small letters"),
        onCall("  people: { lead: { sms: \"+12025550111\" } }\n", 5, 13, "stands for whoever has `lead: true`"),
        onCall("  people: { everyone: { sms: \"+12025550111\" } }\n", 5, 13, "stands for something else"),
        onCall("  people: { ana: { smss: \"+12025550111\" } }\n", 5, 20, "no key `smss`", "did you mean `sms`?"),
        onCall(
            "  people: { ana: { sms: \"+1 (202) 555-0111\" } }\n", 5, 25, "no telephone number",
            "write \"+12025550111\""),
        onCall(
            "  people: { ana: { sms: \"0044 20 7946 0000\" } }\n", 5, 25, "no telephone number", "\"+442079460000\""),
        onCall("  people: { ana: { sms: \"2025550111\" } }\n", 5, 25, "with its country", "as in \"+12025550111\""),
        onCall("  people: { ana: { sms: \"+1202555011122334\" } }\n", 5, 25, "no telephone number"),
        onCall("  people: { ana: { sms: \"+02025550111\" } }\n", 5, 25, "no telephone number"),
        onCall("  people: { ana: { sms: \"+1202555011\" } }\n", 5, 25, "`+1202555011` is too short", "compare it"),
        onCall("  people: { ana: { sms: \"+120255501112\" } }\n", 5, 25, "is too long for"),
        onCall("  people: { ana: { sms: \"+99912345678\" } }\n", 5, 25, "the code of no country"),
        onCall("  people: { ana: { sms: \"+19002345678\" } }\n", 5, 25, "costs whoever calls it extra"),
        onCall(
            "  people: { ana: { sms: \"+12025550111\" }, ben: { sms: \"+12025550111\" } }\n", 5, 55,
            "`ana` has the number +12025550111 too"),
        onCall("  people: { ana: { email: nowhere } }\n", 5, 27, "is a mail address"),
        onCall("  people: { ana: { ntfy: \"a b\" } }\n", 5, 26, "a topic has letters"),
        onCall("  people: { ana: { slack: team } }\n", 5, 20, "`slack` wants `pages.slack`", "to `pages`"),
        .after(
            "on-call: { people: { ana: { sms: \"+12025550111\" } } }\n", 4, 29, "`sms` wants `pages.sms`",
            "pages: { sms: text-line }"),
        .after(
            "on-call: { people: { ana: { webhook: pagr } } }\npages: { webhook: { pager: { url: \"https://a.example\" } } }\n",
            4, 38, "`pages.webhook` names no `pagr`", "did you mean `pager`?"),
        onCall("  people: { ana: \"+12025550111\" }\n  escalation: [ { to: ana } ]\n", 5, 18, "is a group of keys"),
        onCall(two + "  escalation: everyone\n", 6, 15, "a list of steps"),
        onCall(two + "  escalation: []\n", 6, 15, "`escalation` is empty"),
        onCall(two + "  escalation: [ { wait: 5m } ]\n", 6, 17, "lacks `to`"),
        onCall(two + "  escalation: [ { to: everyon } ]\n", 6, 23, "no person `everyon`", "did you mean `everyone`?"),
        onCall(two + "  escalation: [ { to: [ana, bne] } ]\n", 6, 29, "no person `bne`", "did you mean `ben`?"),
        onCall(two + "  escalation: [ { to: lead } ]\n", 6, 23, "nobody has `lead: true`", "add `lead: true`"),
        onCall(two + "  escalation: [ { to: [] } ]\n", 6, 23, "`to` names nobody"),
        onCall(two + "  escalation: [ { to: ana, wait: 5 } ]\n", 6, 34, "a time span", "`5s`"),
        onCall(two + "  escalation: [ { to: ana, repeat: 2 }, { to: ben } ]\n", 6, 36, "stands in the last"),
        onCall(two + "  last-resort: { to: zoe }\n", 6, 22, "no person `zoe`"),
        onCall(two + "  claim: 2d\n", 6, 10, "cannot be 2d"),
        onCall(two + "  incidents: { times-usual: often }\n", 6, 29, "a number from 1 to 1000"),
        onCall(two + "  unattended: yes\n", 6, 15, "is allowed"),
        onCall(
            "  people: { ana: { sms: \"+12025550111\" }, dumb: {} }\n  escalation: [ { to: ana }, { to: dumb } ]\n", 6,
            30,
            "step 2 can never reach anybody"),
        onCall(
            "  people: { ana: { sms: \"+12025550111\" }, dumb: {} }\n"
                + "  rotas: { night: { time-zone: UTC, people: [ana, dumb], handover: \"09:00\" } }\n"
                + "  escalation: [ { to: night } ]\n", 5, 43,
            "`dumb` cannot be reached by any means, and is alone on duty"),
        rota("      people: [ana]\n", 8, 7, "lacks `time-zone`"),
        rota("      time-zone: Europe/Londn\n      people: [ana]\n", 8, 18, "no time zone", "Europe/London"),
        rota(zone, 8, 7, "lacks `people`"),
        rota(zone + "      people: []\n", 9, 15, "`people` names nobody"),
        rota(zone + "      people: [anna]\n", 9, 16, "there is no person `anna`", "did you mean `ana`?"),
        rota(
            zone + "      people: [ana, ben, ana]\n      handover: \"09:00\"\n", 9, 26, "`ana` stands here twice",
            "turns go round"),
        rota(zone + "      people: [ana, ben]\n", 8, 7, "lacks `handover`"),
        rota(zone + "      people: [ana, ben]\n      handover: noon\n", 10, 17, "no time of a hand-over"),
        rota(zone + "      people: [ana, ben]\n      handover: \"mon 24:00\"\n", 10, 17, "no time of a hand-over"),
        rota(
            zone + "      people: [ana, ben]\n      handover: \"mo 09:00\"\n", 10, 17, "`mo` is no weekday",
            "did you mean `mon`?"),
        rota(turns + "      turn: 36h\n", 11, 13, "a number of days or weeks"),
        rota(turns + "      turn: 3d\n", 11, 13, "does not end on the same weekday"),
        rota(
            turns + "      since: 2026-11-05\n", 11, 14, "2026-11-05 is a thursday", "write `since: 2026-11-02`"),
        rota(turns + "      since: tomorrow\n", 11, 14, "is no date"),
        rota(turns + "      hours: { mon: [] }\n", 11, 14, "these hours never come"),
        rota(turns + "      while: closed\n", 11, 14, "asks the calendars of `hours`"),
        rota(turns + "      calendar: default\n", 11, 17, "`calendar` wants to know while what"),
        rota(
            turns + "      overrides: [ { from: 2026-12-25, until: 2026-12-24, people: [ben] } ]\n", 11, 47,
            "ends before it begins"),
        rota(
            turns + "      overrides: [ { from: yesterday, until: 2026-12-24, people: [ben] } ]\n", 11, 28, "is no time"
        ),
        rota(turns + "      overrides: [ { from: 2026-12-23, until: 2026-12-24 } ]\n", 11, 20, "lacks `people`"),
        rota(turns + "      leave: { person: ana }\n", 11, 14, "`leave` is a list"),
        rota(turns + "      leave: [ { person: zoe, from: 2026-12-24 } ]\n", 11, 26, "no person `zoe`"),
        rota(
            turns + "      leave: [ { person: ana, from: 2026-12-24, through: 2026-12-20 } ]\n", 11, 58,
            "ends before it begins", "from: 2026-12-20, through: 2026-12-24"),
        rota(turns + "      layers: [ { people: [ana] } ]\n", 9, 15, "a rota with `layers` has `people` in each"),
        rota(zone + "      layers: []\n", 9, 15, "a list of 1 to 20 groups"),
        onCall(
            two + "  rotas: { ana: { time-zone: UTC, people: [ana] } }\n", 6, 12, "a person is called `ana` too"),
        .after(
            "pages: { sms: lin }\nsources: [ { name: line, channel: sms, provider: gammu, inbox: /i, outbox: /o } ]\n",
            4, 15, "no source `lin`", "did you mean `line`?"),
        .after(
            "pages: { sms: line }\nsources: [ { name: line, channel: sms, provider: gammu, inbox: /i } ]\n",
            4, 15, "has no `outbox`"),
        .after(
            "pages: { sms: page }\nsources: [ { name: page, channel: feed, url: \"https://a.example\" } ]\n", 4, 15,
            "is no text line"),
        .after(
            "pages: { sms: { provider: kannel, user: a, password: \"${env:LONG}\", from: Brand } }\n", 4, 15,
            "lacks `url`"),
        .after(
            "pages: { sms: { provider: kannel, url: \"http://a.example\", user: a, password: \"${env:LONG}\", from: \"Quillfone Ltd\" } }\n",
            4, 100, "no sender of text messages"),
        .after("pages: { email: acd }\n", 4, 17, "and there is none"),
        .after("pages: { email: smtp }\n", 4, 17, "is `acd` or a mail server"),
        .after("pages: { slack: { url: \"${env:SHORT}\" } }\n", 4, 24, "something that is no address"),
        .after("pages: { webhook: { Pager: { url: \"https://a.example\" } } }\n", 4, 21, "small letters"),
        .after("console: { secret: \"${env:LONG}\" }\n", 4, 10, "lacks `listen`"),
        .after(
            "console: { listen: \"127.0.0.1\", secret: \"${env:LONG}\" }\n", 4, 20, "an address of this host and a port"
        ),
        .after("console: { listen: \"desk.example:80\", secret: \"${env:LONG}\" }\n", 4, 20, "an address of this host"),
        .after("console: { listen: \"127.0.0.1:8420\" }\n", 4, 10, "lacks `secret`"),
        .after("console: { listen: \"127.0.0.1:8420\", secret: hunter2 }\n", 4, 46, "may not stand in this file"),
        .after(
            "console: { listen: \"127.0.0.1:8420\", secret: \"${env:SHORT}\" }\n", 4, 46, "shorter than 32 bytes",
            "openssl rand -hex 32"),
        .after(
            "console: { listen: \"0.0.0.0:8420\", secret: \"${env:LONG}\" }\n", 4, 20, "at which address people reach"),
        .after(
            "console: { listen: \"127.0.0.1:8420\", secret: \"${env:LONG}\", trusted-proxies: [10.0.0.0/33] }\n", 4, 79,
            "is no network"),
        .after(
            "console: { listen: \"127.0.0.1:8420\", secret: \"${env:LONG}\", trusted-proxies: [\"::1\"], user-header: \"a b\" }\n",
            4, 100, "no name of a header"),
    ]

    private static let environment = [
        "SHORT": "not-an-address", "LONG": String(repeating: "x", count: 32),
    ]

    @Test(arguments: broken)
    func `what is wrong is said with its place and the remedy`(_ broken: Broken) throws {
        let loaded = settings(broken.text, environment: Self.environment)
        #expect(loaded.configuration == nil)
        let complaint = try #require(
            loaded.complaints.first { $0.weight == .error && $0.message.contains(broken.says) },
            "said instead: \(loaded.complaints.map { "\($0.line):\($0.column) \($0.message) [\($0.remedy)]" })")
        #expect("\(complaint.line):\(complaint.column)" == "\(broken.line):\(broken.column)", "\(complaint.message)")
        #expect(broken.remedy.isEmpty || complaint.remedy.contains(broken.remedy), "\(complaint.remedy)")
        #expect(loaded.complaints.count { $0.weight == .error } == 1, "\(loaded.complaints.map(\.message))")
    }

    private static let doubtful: [(String, String)] = [
        (
            "on-call:\n" + two
                + "  rotas: { spare: { time-zone: UTC, people: [ana] } }\n  escalation: [ { to: ben } ]\n"
                + pages, "no step calls the rota `spare`"
        ),
        (
            "on-call:\n  people: { ana: { sms: \"+12025550111\" }, dumb: {} }\n  escalation: [ { to: [ana, dumb] } ]\n"
                + pages, "`dumb` cannot be reached by any means"
        ),
        (
            "on-call:\n" + two
                + "  rotas: { day: { time-zone: UTC, people: [ana], hours: { mon-sun: \"09:00-17:00\" } } }\n"
                + "  escalation: [ { to: day } ]\n" + pages, "no step reaches anybody from "
        ),
        (
            "on-call:\n" + two + "  rotas: { day: { time-zone: UTC, people: [ana], "
                + "overrides: [ { from: 2020-01-01, until: 2099-01-01, people: [] } ] } }\n"
                + "  escalation: [ { to: [day, ben] } ]\n" + pages, "nobody is on duty in `day` from "
        ),
        (
            "on-call:\n" + two
                + "  rotas: { night: { time-zone: Europe/London, people: [ana, ben], handover: \"sun 01:30\" } }\n"
                + "  escalation: [ { to: night } ]\n" + pages, "the clocks in Europe/London"
        ),
        (
            "console: { listen: \"0.0.0.0:80\", url: \"http://desk.example\", secret: \"${env:LONG}\" }\n",
            "would cross the network unencrypted"
        ),
        (
            "console: { listen: \"127.0.0.1:80\", secret: \"${env:LONG}\", user-header: X-User }\n",
            "without `trusted-proxies` is believed of nobody"
        ),
        (
            "console: { listen: \"127.0.0.1:80\", secret: \"${env:LONG}\", trusted-proxies: [0.0.0.0/0] }\n",
            "anybody could sign in as anybody"
        ),
        ("pages: { dead-man-every: 5m }\n", "without `dead-man` does nothing"),
        (
            "on-call:\n  people: { ana: { sms: \"+447700900123\" } }\n  escalation: [ { to: ana } ]\n" + pages,
            "no range there that this host's data knows"
        ),
    ]

    @Test(arguments: doubtful)
    func `what is only doubtful is said and taken`(_ rest: String, _ says: String) {
        let loaded = settings(Self.least + rest, environment: Self.environment)
        #expect(loaded.configuration != nil, "\(loaded.complaints.map(\.message))")
        #expect(
            loaded.complaints.filter { $0.message.contains(says) }.count == 1, "\(loaded.complaints.map(\.message))")
    }

    @Test func `a gap is told with the command that finds them all, unless it is meant`() throws {
        let day = Self.doubtful[2].0
        let told = try #require(
            settings(Self.least + day).complaints.first { $0.message.contains("no step reaches anybody") })
        #expect(told.weight == .warning)
        #expect(told.remedy.contains("earshot oncall simulate --until +30d"))
        let meant = settings(
            Self.least + day.replacing("  escalation:", with: "  unattended: allowed\n  escalation:"))
        #expect(!meant.complaints.contains { $0.message.contains("no step reaches") })
    }

    @Test func `a reload may not move the console or the database`() throws {
        let old = try configuration("console: { listen: \"127.0.0.1:8420\", secret: \"${env:S}\" }\n")
        var new = old
        new.brand = "Other"
        #expect(House.frozen(old, new) == nil)
        new.console?.url = "https://desk.example"
        #expect(House.frozen(old, new)?.contains("`console.url` changed") == true)
        new = old
        new.console?.trustedProxies = ["10.0.0.0/8"]
        #expect(House.frozen(old, new)?.contains("`console.trusted-proxies` changed") == true)
        new = old
        new.console?.userHeader = "X-Remote-User"
        #expect(House.frozen(old, new)?.contains("`console.user-header` changed") == true)
        new = old
        new.console?.secret = Secret(reference: "${env:S}", value: String(repeating: "t", count: 40))
        #expect(House.frozen(old, new)?.contains("`console.secret` changed") == true)
        new.console?.secret = try #require(old.console).secret
        new.console?.port = 8421
        #expect(House.frozen(old, new)?.contains("`console.listen` changed") == true)
        new.console = nil
        #expect(House.frozen(old, new)?.contains("`console.listen` changed") == true)
        #expect(House.frozen(new, old)?.contains("`console.listen` changed") == true)
        new = old
        new.database = .sqlite(path: "/elsewhere.db")
        #expect(House.frozen(old, new)?.contains("`database` changed") == true)
    }

    @Test func `no secret of pages shows itself`() throws {
        let configuration = try configuration(
            "pages: { slack: { url: \"${env:SLACK}\" } }\n", strictness: .required,
            environment: ["SLACK": "https://slack.example/hush"])
        #expect(!"\(configuration.pages as Any)".contains("hush"))
    }
}
