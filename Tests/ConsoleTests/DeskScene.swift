import Storage
import TestKit
import Triage

/// An invented telecom's night: its rules, its team, and what people write.
enum DeskScene {
    static let file = "Rules/quillfone.rules"

    static let text = """
        rule danger
          title      Danger to life or limb
          severity   critical
          score      70
          group      harm max 80
          owner      safety-desk
          respond    15m
          when       fire OR smoke OR burning OR "caught fire" OR brennt
          raise      +20 if kitchen OR child

        rule heat
          title      A device runs hot
          severity   high
          score      60
          group      harm max 80
          owner      safety-desk
          when       "red hot" OR melted OR swollen

        rule leaving
          title      A customer wants to leave
          severity   high
          score      55
          owner      retention
          respond    1h
          when       cancel OR cancelling OR ombudsman

        rule outage
          title      No network
          severity   medium
          score      50
          owner      network
          when       "no network" OR "no signal" OR outage

        rule fee
          title      A bill that cannot be right
          severity   medium
          score      52
          owner      billing
          mode       live
          when       charged OR overcharged

        """

    static func rules() throws -> RuleSet {
        let (rules, complaints) = RuleSet.compile([RuleFile(path: file, bytes: Array(text.utf8))])
        guard let rules else { throw Probe.Trouble(what: "\(complaints)") }
        return rules
    }

    private static func person(_ name: PersonName, _ title: String, isLead: Bool = false) -> Person {
        Person(
            name: name, title: title, reach: [Means(.sms, "+12025550111"), Means(.email, "\(name)@quillfone.example")],
            isLead: isLead)
    }

    /// Two who take turns by night, with a hole on the fourth day; the lead by day; and a last step.
    static func onCall(now: Moment) -> OnCall {
        let today = TimeZoneTable.utc.wallClock(at: now).date
        func at(_ days: Int, _ hour: Int) -> Moment {
            Moment(seconds: Int64((today.day + days) * 86_400 + hour * 3600))
        }
        let night = Rota(
            name: "night", zone: .utc,
            layers: [.init(people: ["ana", "ben", "cleo"], start: today - 9, handover: 9 * 3600, turn: 2)],
            overrides: [.init(from: at(4, 9), until: at(4, 21), people: [])])
        let day = Rota(
            name: "day", zone: .utc,
            layers: [
                .init(
                    people: ["cara"], start: today - 9, handover: 0, turn: 7,
                    hours: Dictionary(
                        uniqueKeysWithValues: Weekday.allCases.prefix(5).map {
                            ($0, [OpeningInterval(start: 9 * 3600, end: 18 * 3600)])
                        }))
            ])
        return OnCall(
            people: [
                person("ana", "Ana Lindqvist"), person("ben", "Ben Okafor"), person("cleo", "Cleo Marsh"),
                person("cara", "Cara Voss", isLead: true),
            ], rotas: [night, day],
            escalation: [
                .init(to: [.rota("night")], wait: .seconds(300)), .init(to: [.rota("day")], wait: .seconds(600)),
                .init(to: [.everyone], wait: .seconds(900)),
            ])
    }

    static func message(
        _ number: Int, _ text: String, from handle: String = "ana@mastodon.example", name: String = "Ana",
        at time: Moment = Example.morning, quoted: String = "", subject: String = ""
    ) -> Message {
        Message(
            identity: "mastodon:https://mastodon.example/statuses/\(number)", source: Example.source,
            channel: .mastodon,
            author: .init(
                handle: Handle(channel: .mastodon, normalised: handle), displayName: name, followers: 40 + number * 7),
            text: text, quoted: quoted, subject: subject, language: "en", time: time,
            permalink: "https://mastodon.example/@\(handle.prefix { $0 != "@" })/\(number)")
    }

    static let customers = [
        Customer(
            id: CustomerID(rawValue: "Q-10472"), name: "Marta Weidenhof",
            handles: [
                Handle(channel: .mastodon, normalised: "marta@mastodon.example"),
                Handle(channel: .sms, normalised: "+12025550147"),
            ], tier: "vip", value: 4_200, language: "de", timeZone: "Europe/Berlin", tags: ["press", "at-risk"])
    ]

    /// Words, handle and name, minutes ago.
    static let evening: [(words: String, handle: String, name: String, ago: Int64)] = [
        (
            "My Quillfone router caught fire in the kitchen this morning, there was smoke everywhere and my son was "
                + "standing next to it. Nobody picks up at your hotline. What do I do with the box now?",
            "marta@mastodon.example", "Marta Weidenhof", 4
        ),
        (
            "The battery of the handset you sent is swollen and red hot, it melted the charger. Is this safe?",
            "jules@social.example", "Jules", 22
        ),
        (
            "That's it, I'm cancelling. Three months, four technicians, still nothing. The ombudsman gets a copy.",
            "pelle@mastodon.example", "Pelle N.", 71
        ),
        (
            "You charged me twice for September AND for a phone I sent back. 214 euros. Explain.",
            "noor@social.example", "Noor", 30
        ),
        ("Is there an outage in Ostholm? no signal since six", "kit@mastodon.example", "kit 🦊", 9),
        (
            "No network at the clinic on Harbour Street, our reception cannot be reached by phone at all.",
            "clinic@social.example", "Harbour Street Clinic", 12
        ),
        (
            "Overcharged again: the roaming pass was 9, the bill says 90.", "ida@mastodon.example",
            "Ida Brandt", 38
        ),
        (
            "I want to cancel, how long is the notice period? Your chat closes on me every time.",
            "tomas@social.example", "Tomáš", 33
        ),
    ]

    /// What people of one town write within a minute.
    static let burst = [
        "no signal in Ostholm since ten past, whole street is dark", "Quillfone outage again?? Ostholm here",
        "my phone says no network, is it the mast at the harbour", "no network. no answer. great evening in Ostholm",
        "Anyone else with no signal near the old bakery?", "outage map shows nothing but there is no network at all",
        "Third time this month: no signal, no word from you", "no network on two phones, Ostholm, help",
    ]

    /// An evening's cases, and with `burst` an incident among them.
    static func fill(_ house: DeskHouse, withBurst: Bool = false) async throws {
        let now = house.clock.now()
        _ = try await house.store.importCustomers(customers, now: now)
        for (number, post) in evening.enumerated().sorted(by: { $0.element.ago > $1.element.ago }) {
            let then = now - .seconds(post.ago * 60)
            try await house.hear(
                [
                    message(
                        number + 1, post.words, from: post.handle, name: post.name, at: then,
                        quoted: number == 2 ? "We are sorry to hear that. A technician will be with you soon." : "")
                ], at: then)
        }
        guard withBurst else { return }
        // What else is said in a day, the more the later in the evening.
        let chatter = [
            "switched to Quillfone, all fine so far", "your new app is pretty", "waiting for my Quillfone box",
        ]
        try await house.hear(
            (0..<160).map { number in
                let back = Int64(86_400 - number * 530 + (number % 7) * 90)
                return message(
                    1_000_000 + number, "\(chatter[number % chatter.count]) \(number)",
                    from: "p\(number)@social.example",
                    name: "P \(number)", at: now - .seconds(max(60, back)))
            })
        for (number, words) in burst.enumerated() {
            let then = now - .seconds(Int64(400 - number * 30))
            try await house.hear(
                [
                    message(
                        100 + number, words, from: "ostholm\(number)@social.example", name: "Ostholm \(number)",
                        at: then)
                ], at: then, folds: true)
        }
    }
}
