import Console
import Foundation
import Storage
import TestKit
import Testing
import Triage

/// The desk as somebody uses it who has no script.
@Suite struct DeskTests {
    /// The numbers of the lines, in order.
    static func lines(_ page: String) -> [String] {
        page.split(separator: "<li id=c").dropFirst().map { String($0.prefix { $0.isNumber }) }
    }

    @Test func `the most urgent case stands first, with its heat, its words, its promise and who has it`() async throws
    {
        try await DeskHouse.open { house in
            try await DeskScene.fill(house)
            let ana = try await house.person()
            let page = try await ana.get("/queue").text
            let order = try await house.store.queue(QueueQuery()).cases.map { "\($0.id.rawValue)" }
            #expect(Self.lines(page) == order && order.count == 8)
            // Before it stands only what is late.
            #expect(
                page.split(separator: "<li id=c").dropFirst().first?.contains("<b class=late>late by 11 min") == true)
            let first = try #require(page.split(separator: "<li id=c").dropFirst(2).first)
            #expect(first.contains("<p class=heat><b>80</b>critical"))
            #expect(first.contains("Danger to life or limb"))
            #expect(first.contains("<mark>caught fire</mark> <mark>smoke</mark>"))
            #expect(first.contains("11 min left"))
            #expect(first.contains("Marta Weidenhof, fediverse"))
            #expect(first.contains("open<button name=do value=\"claim "))
            #expect(page.contains("8 open"))
        }
    }

    @Test func `a case goes from hand to hand by its buttons, and each time the page says what was done`() async throws
    {
        try await DeskHouse.open { house in
            let id = try #require(try await house.hear([DeskScene.message(1, "smoke!")]).first).rawValue
            let ana = try await house.person()
            let ben = try await house.person("ben")
            func first() async throws -> Case {
                try #require(try await house.store.caseDetail(.init(rawValue: id))?.hotCase)
            }
            #expect(try await ana.press("/queue/act", ["do": "claim \(id)"]) == "Case \(id) is yours.")
            #expect(try await first().claimedBy == "ana")
            #expect(
                try await ben.press("/queue/act", ["do": "claim", "case": "\(id)"]).contains("ana holds it"))
            #expect(try await ana.press("/queue/act", ["do": "acknowledge", "case": "\(id)"]).contains("acknowledged"))
            #expect(
                try await ana.press("/cases/\(id)/act", ["do": "snooze", "for": "4h"]).contains("sleeps until"))
            #expect(try await first().due == house.clock.now() + .seconds(4 * 3600))
            _ = try await ana.press("/cases/\(id)/act", ["do": "snooze", "for": "tomorrow"])
            #expect(try await first().due == Moment(rfc3339: "2026-11-03T09:00:00Z"))
            #expect(
                try await ana.press("/cases/\(id)/act", ["do": "hand-over", "to": "night", "handover-note": "please"])
                    == "Case \(id) is handed over to night.")
            #expect(try await first().target == "night")
            #expect(
                try await ana.press("/queue/act", ["do": "not-hot", "case": "\(id)", "reason": " "]).contains(
                    "Say in a few words"))
            #expect(try await first().state == .open)
            #expect(
                try await ana.press("/queue/act", ["do": "not-hot", "case": "\(id)", "reason": "a barbecue"]).contains(
                    "is not hot"))
            let events = try await house.store.caseDetail(.init(rawValue: id))?.events
            #expect(events?.last?.note == "a barbecue")
            #expect(events?.last?.by == "ana")
            #expect(try await ana.press("/queue/act", ["do": "claim"]) == "Choose a case first.")
            #expect(try await ana.press("/queue/act", ["do": "dance \(id)"]).contains("cannot be done"))
        }
    }

    @Test func `cases are merged, linked and split by their numbers`() async throws {
        try await DeskHouse.open { house in
            let ids = try await house.hear([
                DeskScene.message(1, "smoke in the hall"),
                DeskScene.message(2, "I was charged twice", from: "ben@mastodon.example"),
                DeskScene.message(3, "smoke again, and nobody cares about it", from: "cy@mastodon.example"),
            ]).map(\.rawValue)
            try #require(ids.count == 3)
            let ana = try await house.person()
            let merged = try await ana.press("/cases/\(ids[2])/act", ["do": "merge", "into": "#\(ids[0])"])
            #expect(merged == "Case \(ids[2]) is part of case \(ids[0]) now.")
            let page = try await ana.get("/cases/\(ids[0])").text
            #expect(page.contains("smoke</mark> again"))
            #expect(page.contains("Merged into it"))
            let boxes = page.split(separator: "name=message value=").dropFirst().map { $0.prefix { $0.isNumber } }
            #expect(boxes.count == 2)
            let split = try await ana.press(
                "/cases/\(ids[0])/act", ["do": "split", "message": String(boxes.last ?? "")])
            #expect(split.contains("was made of messages of case \(ids[0])"))
            #expect(
                try await ana.press("/cases/\(ids[0])/act", ["do": "split"]).contains("Tick the messages"))
            #expect(try await ana.press("/cases/\(ids[1])/act", ["do": "link", "incident": "x"]).contains("number"))
        }
    }

    @Test func `a viewer sees everything and can do nothing`() async throws {
        try await DeskHouse.open { house in
            let id = try #require(try await house.hear([DeskScene.message(1, "smoke!")]).first).rawValue
            let viewer = try await house.person("vera", .viewer)
            for path in ["/queue", "/cases/\(id)"] {
                let page = try await viewer.get(path).text
                #expect(!page.contains("value=claim") && !page.contains("claim \(id)"))
                #expect(!page.contains("name=note"))
            }
            #expect(try await viewer.press("/queue/act", ["do": "claim \(id)"]) == "403")
            #expect(try await viewer.press("/cases/\(id)/act", ["do": "resolve"]) == "403")
            #expect(try await viewer.press("/cases/\(id)/note", ["note": "x"]) == "403")
            #expect(try await house.probe.get("/events").status == 303)
        }
    }

    @Test func `what somebody else holds is handed over by a lead alone, and to nobody who is not there`() async throws
    {
        try await DeskHouse.open { house in
            let id = try #require(try await house.hear([DeskScene.message(1, "smoke!")]).first).rawValue
            let ana = try await house.person()
            let ben = try await house.person("ben")
            let cara = try await house.person("cara", .lead)
            _ = try await ana.press("/queue/act", ["do": "claim \(id)"])
            #expect(
                try await ben.press("/queue/act", ["do": "hand-over", "case": "\(id)", "to": "day"])
                    == "Not done: ana holds case \(id); they or a lead hand it over.")
            #expect(
                try await cara.press("/queue/act", ["do": "hand-over", "case": "\(id)", "to": "nobody-here"]).contains(
                    "nobody is called"))
            #expect(
                try await cara.press("/queue/act", ["do": "hand-over", "case": "\(id)", "to": "day"])
                    == "Case \(id) is handed over to day.")
        }
    }

    @Test func `the queue is narrowed by links, and its pages follow one another without a gap`() async throws {
        try await DeskHouse.open { house in
            try await house.hear(
                (1...120).map {
                    DeskScene.message(
                        $0, "smoke number \($0) \(String(repeating: "x\($0) ", count: 8))",
                        from: "p\($0)@mastodon.example")
                })
            let open = try await house.store.queue(QueueQuery(limit: 1000)).cases.map { "\($0.id.rawValue)" }
            let ana = try await house.person()
            var seen: [String] = []
            var next: String? = "/queue"
            while let path = next {
                let page = try await ana.get(path).text
                seen += Self.lines(page)
                next = page.firstRange(of: " rel=next").map { range in
                    String(page[..<range.lowerBound].split(separator: "\"").last ?? "").replacing("&amp;", with: "&")
                }
            }
            #expect(seen == open)
            _ = try await ana.press("/queue/act", ["do": "claim \(open[2])"])
            #expect(Self.lines(try await ana.get("/queue?show=mine").text) == [open[2]])
            #expect(!Self.lines(try await ana.get("/queue?show=open").text).contains(open[2]))
            #expect(Self.lines(try await ana.get("/queue?severity=high").text).isEmpty)
            #expect(try await ana.get("/queue?show=held").text.contains("No case waits for the start of a shift."))
            _ = try await ana.press("/queue/act", ["do": "resolve \(open[2])"])
            #expect(Self.lines(try await ana.get("/queue?show=closed").text) == [open[2]])
            let incidents = try await house.store.queue(QueueQuery(limit: 1000)).cases.filter(\.isIncident)
            #expect(
                Self.lines(try await ana.get("/queue?show=incidents").text)
                    == incidents.map { "\($0.id.rawValue)" })
        }
    }

    @Test func `a burst is one incident, found among the incidents and offered where a case is linked`() async throws {
        try await DeskHouse.open { house in
            try await DeskScene.fill(house, withBurst: true)
            let ana = try await house.person()
            let incident = try #require(try await house.store.openIncidents(limit: 5).first).id.rawValue
            let page = try await ana.get("/queue?show=incidents").text
            #expect(Self.lines(page) == ["\(incident)"])
            #expect(page.contains("<span class=\"tag warn\">incident</span>"))
            let other = try #require(
                try await house.store.queue(QueueQuery()).cases.first { !$0.isIncident && $0.incident == nil }
            ).id.rawValue
            #expect(try await ana.get("/cases/\(other)").text.contains("<option value=\"\(incident)\">"))
            #expect(
                try await ana.press("/cases/\(other)/act", ["do": "link", "incident": "\(incident)"])
                    == "Case \(other) belongs to incident \(incident) now.")
            #expect(try await ana.get("/cases/\(other)").text.contains("Its incident"))
            let its = try await ana.get("/cases/\(incident)").text
            #expect(its.contains("Cases of this incident"))
            // What it is called by is not taken for the first words of a message, and its story stays short.
            #expect(its.contains("people: No network</bdi></h1>"))
            #expect(its.contains("messages</b> by <bdi>earshot"))
        }
    }

    @Test func `an empty queue says so kindly`() async throws {
        try await DeskHouse.open { house in
            let page = try await house.person().get("/queue").text
            #expect(page.contains("Nothing waits for you."))
            #expect(page.contains("Nothing waits</p>"))
        }
    }

    @Test func `the first paint of fifty cases weighs under 60 kB`() async throws {
        try await DeskHouse.open { house in
            let words = DeskScene.evening.map(\.words)
            try await house.hear(
                (1...60).map { number in
                    DeskScene.message(
                        number,
                        "\(words[number % words.count].prefix(60)) \((0..<9).map { place in "w\(number * 31 + place * 7)" }.joined(separator: " "))",
                        from: "person\(number)@mastodon.example", name: "Person \(number)")
                })
            let page = try await house.person().get("/queue")
            try #require(Self.lines(page.text).count >= 40)
            var weight = page.text.utf8.count
            for name in ["desk.css", "desk.js"] {
                let path = try #require(page.text.split(separator: "\"").first { $0.hasSuffix(name) }.map(String.init))
                weight += try await house.probe.get(path).text.utf8.count
            }
            print("the queue's first paint weighs \(weight) bytes with \(Self.lines(page.text).count) lines")
            #expect(weight < 60_000)
        }
    }

    @Test func `the case page shows the words that were found, where they stand, and how the heat came about`()
        async throws
    {
        try await DeskHouse.open { house in
            try await DeskScene.fill(house)
            let ana = try await house.person()
            let lines = try await house.store.queue(QueueQuery()).cases
            let id = try #require(lines.first { $0.title.hasPrefix("Danger") }).id.rawValue
            let page = try await ana.get("/cases/\(id)").text
            #expect(page.contains("router <mark title=\"Danger to life or limb\">caught fire</mark> in the kitchen"))
            #expect(
                page.contains(
                    "70 by itself; +20 where (&quot;kitchen&quot; OR &quot;child&quot;); its group adds at most 80 in all"
                ))
            #expect(page.contains("+80"))
            #expect(page.contains("Marta Weidenhof") && page.contains(">vip<") && page.contains(">press<"))
            #expect(page.contains("Q-10472"))
            #expect(page.contains("<b>opened</b> by"))
            #expect(page.contains("href=\"https://mastodon.example/@marta/1\""))
            #expect(try await ana.press("/cases/\(id)/note", ["note": "called her back"]) == "Noted.")
            #expect(try await ana.get("/cases/\(id)").text.contains("called her back"))
            #expect(try await ana.get("/cases/99999").status == 404)
        }
    }

    @Test func `the other cases of the same person are shown`() async throws {
        try await DeskHouse.open { house in
            let ids = try await house.hear([
                DeskScene.message(1, "smoke!"), DeskScene.message(2, "I was charged twice by you lot"),
                DeskScene.message(3, "no signal", from: "ben@mastodon.example"),
            ]).map(\.rawValue)
            try #require(ids.count == 3)
            let page = try await house.person().get("/cases/\(ids[0])").text
            #expect(page.contains("Their other cases"))
            #expect(page.contains("href=\"/cases/\(ids[1])\""))
            #expect(!page.contains("href=\"/cases/\(ids[2])\""))
        }
    }

    @Test func `nothing that people write turns into anything but words, on any page`() async throws {
        let zalgo = "Z" + String(repeating: "\u{0301}", count: 30)
        let evil =
            "smoke <script>alert(1)</script> \" onmouseover=\"x ' {{me}} {{{csrf}}} a\u{202E}b\u{2066}c \(zalgo) \u{0}\u{1B}[2J"
        try await DeskHouse.open { house in
            var message = DeskScene.message(1, evil, name: evil, quoted: evil, subject: evil)
            message.permalink = "javascript:alert(1)"
            message.attachments = [.init(name: evil, type: "image/png")]
            message.notes = [evil]
            let id = try #require(try await house.hear([message]).first).rawValue
            _ = try await house.store.importCustomers(
                [
                    Customer(
                        id: CustomerID(rawValue: "<b>1"), name: evil, handles: [message.author.handle], tier: evil,
                        language: evil, timeZone: evil, tags: [evil])
                ], now: house.clock.now())
            try await house.hear([DeskScene.message(2, evil + " again", name: evil)])
            let ana = try await house.person("ana", .lead)
            _ = try await ana.press("/cases/\(id)/note", ["note": evil])
            _ = try await ana.press("/queue/act", ["do": "claim \(id)"])
            _ = try await ana.press("/cases/\(id)/act", ["do": "resolve", "note": evil])
            let paths = [
                "/queue", "/queue?show=closed", "/queue?fragment=1", "/cases/\(id)", "/search?q=smoke",
                "/search?q=\(Probe.escaped(evil))", "/rules", "/rules/danger", "/sources", "/rota", "/numbers",
                "/queue?show=\(Probe.escaped(evil))&severity=\(Probe.escaped(evil))&after=\(Probe.escaped(evil))",
            ]
            for path in paths {
                let page = try await ana.get(path)
                #expect(page.status == 200, "\(path): \(page.text)")
                // Our own script is the only one, and no attribute of theirs begins.
                #expect(!page.text.contains("<script>"), "\(path)")
                #expect(!page.text.contains("\" onmouseover=\""), "\(path)")
                #expect(!page.text.contains("javascript:"), "\(path)")
                for hidden in ["\u{202E}", "\u{2066}", "\u{0}", "\u{1B}"] {
                    #expect(!page.text.unicodeScalars.contains { String($0) == hidden }, "\(path)")
                }
                #expect(!page.text.contains("Z" + String(repeating: "\u{0301}", count: 5)), "\(path)")
                #expect(!page.text.unicodeScalars.split { $0 != "\u{0301}" }.contains { $0.count > 4 }, "\(path)")
                #expect(!page.text.contains("style=") && !page.text.contains("onclick"), "\(path)")
            }
            let page = try await ana.get("/cases/\(id)").text
            #expect(page.contains("&lt;script&gt;") && page.contains("{{me}}") && page.contains("‹U+202E›"))
        }
    }

    @Test func `every place answers, and says what there is`() async throws {
        try await DeskHouse.open { house in
            try await DeskScene.fill(house)
            let ana = try await house.person()
            let search = try await ana.get("/search?q=router").text
            #expect(search.contains("1 thing found") || search.contains("2 things found"))
            #expect(search.contains("Danger to life or limb"))
            #expect(try await ana.get("/search?q=marta").text.contains("Marta Weidenhof"))
            #expect(try await ana.get("/search?q=zzzzz").text.contains("Nothing was found"))
            let rules = try await ana.get("/rules").text
            #expect(rules.contains("5 rules") && rules.contains("Rules/quillfone.rules:1"))
            let rule = try await ana.get("/rules/leaving").text
            #expect(rule.contains("<pre>rule leaving") && rule.contains("when       cancel OR"))
            #expect(!rule.contains("rule outage"))
            #expect(try await ana.get("/rules/none").status == 404)
            let sources = try await ana.get("/sources").text
            #expect(sources.contains("fediverse") && sources.contains("everything is accounted for"))
            let rota = try await ana.get("/rota").text
            #expect(rota.contains("whoever is on duty in night"))
            #expect(rota.contains("nobody: a gap") && rota.contains("<rect class=gap"))
            #expect(rota.contains("What would leave a case unheard"))
            #expect(rota.contains("the last resort</h3><p>everyone, by every means at once, again every 15 min."))
            #expect(rota.contains("Instead of the turns") && rota.contains("<b><bdi>nobody</bdi></b>"))
            for days in [1, 7, 31] {
                let numbers = try await ana.get("/numbers?days=\(days)").text
                #expect(numbers.contains("Nobody looked yet<dd>8"))
                // Three pictures, each said in words, and a table behind each.
                #expect(numbers.split(separator: "<svg class=chart").count == 4)
                #expect(numbers.split(separator: "The table below says the same").count == 4)
                #expect(numbers.split(separator: "<summary>As a table").count == 4)
            }
        }
    }

    @Test func `the numbers tell what was promised and kept, whom it woke, and which rules cried wolf`() async throws {
        let clock = ManualClock()
        try await DeskHouse.open(clock: clock) { house in
            let ids = try await house.hear([
                DeskScene.message(1, "smoke!"), DeskScene.message(2, "fire", from: "b@mastodon.example"),
                DeskScene.message(3, "burning shoes", from: "c@mastodon.example"),
            ])
            try #require(ids.count == 3)
            _ = try await house.store.write(
                ids.map {
                    PageDraft(hotCase: $0, person: "ana", reach: [Means(.sms, "+12025550111")], why: .step(1, round: 1))
                }, patience: OnCall.Patience(), now: clock.now())
            let ana = try await house.person()
            clock.advance(by: .seconds(120))
            _ = try await ana.press("/queue/act", ["do": "resolve \(ids[0].rawValue)"])
            clock.advance(by: .seconds(16 * 60))
            _ = try await ana.press("/queue/act", ["do": "not-hot \(ids[1].rawValue)", "reason": "a song"])
            let page = try await ana.get("/numbers").text
            #expect(page.contains("Promises kept<dd>33 % <small>1 of 3</small>"))
            #expect(page.contains("Promises missed<dd>2</div>") && page.contains("Promises running<dd>0"))
            #expect(
                page.contains("<bdi>ana</bdi><svg class=share") && page.contains("<td class=number>3<td class=number>"))
            #expect(page.contains("<td class=number>1<td class=number>2<td class=number>50 %"))
            #expect(page.contains("half within 18 min, 9 of 10 within 18 min"))
        }
    }

    @Test func `a rule's page tells when its file was last written`() async throws {
        let clock = ManualClock()
        let written = clock.now() - .seconds(3 * 86_400)
        try await DeskHouse.open(clock: clock, ruleFileChanged: { $0 == DeskScene.file ? written : nil }) { house in
            let ana = try await house.person()
            #expect(try await ana.get("/rules").text.contains("data-label=\"File changed\">3 d ago"))
            #expect(try await ana.get("/rules/danger").text.contains("its file, 3 d ago (<time"))
        }
    }

    @Test func `leave and whoever stands in are shown while they matter`() async throws {
        let clock = ManualClock()
        var onCall = DeskScene.onCall(now: clock.now())
        let today = TimeZoneTable.utc.wallClock(at: clock.now()).date
        onCall.rotas[0].overrides = [
            .init(from: clock.now() - .seconds(60), until: clock.now() + .seconds(60), people: ["cleo"]),
            .init(from: clock.now() - .seconds(7200), until: clock.now() - .seconds(60), people: ["cara"]),
        ]
        onCall.rotas[0].leave = [
            .init(person: "ben", first: today - 1, last: today),
            .init(person: "ana", first: today - 9, last: today - 1),
        ]
        try await DeskHouse.open(clock: clock, onCall: onCall) { house in
            let page = try await house.person().get("/rota").text
            #expect(page.contains("<b><bdi>Cleo Marsh</bdi></b> <span class=\"tag good\">now</span>"))
            #expect(page.contains("<b><bdi>Ben Okafor</bdi></b> <span class=\"tag warn\">away</span>"))
            #expect(!page.contains("<b><bdi>Cara Voss</bdi></b>") && !page.contains("<b><bdi>Ana Lindqvist</bdi></b>"))
        }
    }

    @Test func `precision is what people made of a rule's cases`() async throws {
        try await DeskHouse.open { house in
            let ids = try await house.hear([
                DeskScene.message(1, "smoke!"), DeskScene.message(2, "fire", from: "b@mastodon.example"),
                DeskScene.message(3, "burning shoes", from: "c@mastodon.example"),
            ]).map(\.rawValue)
            try #require(ids.count == 3)
            let ana = try await house.person()
            _ = try await ana.press("/queue/act", ["do": "resolve \(ids[0])"])
            _ = try await ana.press("/queue/act", ["do": "resolve \(ids[1])"])
            _ = try await ana.press("/queue/act", ["do": "not-hot \(ids[2])", "reason": "shoes"])
            let page = try await ana.get("/rules/danger").text
            #expect(page.contains("3 times in 7 days"))
            #expect(page.contains("2 resolved, 1 not hot: 67 % were worth a look"))
        }
    }
}
