import Storage
import TestKit
import Testing
import Triage

@Suite struct AnswerTests {
    let now = Evening.now

    @Test(arguments: EngineKind.allCases)
    func `an evening text is acknowledged once, however often it is heard`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            for _ in 0..<3 {
                try await Evening.hear(store, lease, [Evening.text(1), Evening.text(2, "Hello?"), Evening.text(1)])
            }
            let answers = try await store.answers(limit: 10)
            #expect(answers.count == 1)
            let answer = try #require(answers.first)
            #expect(answer.draft.kind == .afterHours && answer.state == .waiting && answer.source == Evening.line)
            #expect(answer.draft.facts.opening == Moment(rfc3339: "2026-11-23T09:00:00Z"))
            // The ticket's number, as `tickets list` has it.
            let ticket = try #require(try await store.tickets(limit: 10).last)
            #expect(answer.draft.facts.reference == "T\(ticket.id.rawValue)")
            #expect(try await store.silences(since: now, limit: 10).map(\.silence.code) == [.saidBefore])
            #expect(try await store.silence(of: try #require(answer.message)) == nil)
            let conversation = try #require(answer.conversation)
            #expect(try await store.answers(ofConversation: conversation) == answers)
            #expect(try await store.answer(answer.id) == answer)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `once the window is over it is said again, and three times a day at most`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let manners = Evening.manners { $0.window = .seconds(600) }
            let lease = try await store.begin(line: Evening.line)
            for step in 0..<8 {
                let time = now + .seconds(Int64(step) * 600)
                try await Evening.hear(
                    store, lease, [Evening.text(step, "Number \(step)", at: time)], Evening.decider(manners), at: time)
            }
            #expect(try await store.answers(limit: 20).count == 3)
            let counts = try await store.silences(from: now - .seconds(60), until: now + .seconds(86_400))
            #expect(counts == [.personCap: 5])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `nobody is asked where nobody is answered`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            try await Evening.hear(store, lease, [Evening.text(1)], Evening.decider(nil))
            try await Evening.hear(store, lease, [Evening.text(2)], Evening.decider(Evening.manners { $0.mode = .off }))
            try await Evening.hear(
                store, lease, [Evening.text(3)], Evening.decider(Evening.manners { $0.sources = ["other"] }))
            #expect(try await store.answers(limit: 10).isEmpty)
            #expect(try await store.silences(since: now, limit: 10).isEmpty)
            #expect(try await store.silences(from: now, until: now + .seconds(60)).isEmpty)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `stop is confirmed once, holds, and is taken back by start`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            func hear(_ number: Int, _ words: String, _ seconds: Int64) async throws {
                let time = now + .seconds(seconds)
                try await Evening.hear(store, lease, [Evening.text(number, words, at: time)], at: time)
            }
            let ana = Handle(channel: .sms, normalised: Evening.ana)
            try await hear(1, "stop", 0)
            #expect(try await store.optOut(of: ana)?.words == "stop")
            try await hear(2, "STOP", 700)
            try await hear(3, "My line is dead", 1400)
            try await hear(4, "HELP", 2100)
            #expect(try await store.answers(limit: 10).map(\.draft.kind) == [.help, .optedOut])
            #expect(try await store.silences(since: now, limit: 10).map(\.silence.code) == [.optedOut, .optedOut])
            try await hear(5, "yes", 2800)
            #expect(try await store.optOut(of: ana) == nil)
            try await hear(6, "My line is dead", 3500)
            #expect(try await store.answers(limit: 1).map(\.draft.kind) == [.afterHours])
            #expect(try await store.optOuts(limit: 5, all: true).map(\.until) == [now + .seconds(2800)])
            #expect(try await store.optOuts(limit: 5).isEmpty)
            // Again, and it is another stop.
            try await hear(7, "stop", 4200)
            #expect(try await store.optOut(of: ana)?.at == now + .seconds(4200))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a stop in their own words is told to a person, and one by text holds for the customer's mail`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            let sms = Handle(channel: .sms, normalised: Evening.ana)
            let mail = Handle(channel: .email, normalised: "ana@firm.example")
            let customer = Customer(id: .init(rawValue: "7"), name: "Ana", handles: [sms, mail])
            _ = try await store.importCustomers([customer], now: now)
            let lease = try await store.begin(line: Evening.line)
            try await Evening.hear(store, lease, [Evening.text(1, "please stop texting me, my cat is ill")])
            #expect(try await store.optOuts(limit: 5).map(\.isFreeForm) == [true])
            let ticket = try #require(try await store.tickets(limit: 1).first?.message)
            #expect(ticket.message.notes.contains { $0.contains("in their own words") })

            try await store.register([("support-mail", .email)], now: now)
            let letters = try #require(
                try await store.leaseSources(
                    ["support-mail"], worker: .init(rawValue: "host:boot:1"), busy: [], now: now,
                    until: now + .seconds(15)
                ).first)
            let letter = Message(
                identity: "email:1", source: "support-mail", channel: .email, author: .init(handle: mail),
                text: "My line is dead", time: now, visibility: .direct)
            let decider = Evening.decider(Evening.manners { $0.sources = [Evening.line, "support-mail"] })
            try await Evening.hear(store, letters, [letter], decider)
            #expect(try await store.silences(since: now, limit: 1).map(\.silence.code) == [.optedOut])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `while answers are off a stop is remembered for the day on which they are on`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            let off = Evening.decider(Evening.manners { $0.mode = .off })
            try await Evening.hear(store, lease, [Evening.text(1, "STOP")], off)
            #expect(try await store.answers(limit: 10).isEmpty)
            try await Evening.hear(store, lease, [Evening.text(2)])
            #expect(try await store.silences(since: now, limit: 1).map(\.silence.code) == [.optedOut])
            try await Evening.hear(store, lease, [Evening.text(3, "yes")], off)
            #expect(try await store.optOuts(limit: 5).count == 1)
            try await Evening.hear(store, lease, [Evening.text(4, "unstop")], off)
            #expect(try await store.optOuts(limit: 5).isEmpty)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what one of our people wrote in the conversation counts as an answer`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let source = Example.source
            let ben = Handle(channel: .mastodon, normalised: "ben@social.example")
            let manners = Evening.manners { $0.sources = [source] }
            let decider = Evening.decider(manners) { $0.agents = [ben] }
            let lease = try await store.begin(now: now)
            func post(_ number: Int, by author: Handle, answers: [Int] = [], _ seconds: Int64) -> Message {
                var message = Example.message(
                    number, "number \(number) and so on", author: author,
                    answers: answers.map { Example.message($0).identity })
                message.time = now + .seconds(seconds)
                return message
            }
            let first = post(1, by: Example.ana, 0)
            let reply = post(2, by: ben, answers: [1], 60)
            let second = post(3, by: Example.ana, answers: [1], 30)
            try await Evening.hear(store, lease, [first], decider)
            // The reply was written after what is heard later.
            try await Evening.hear(store, lease, [reply, second], decider, at: now + .seconds(90))
            let codes = try await store.silences(since: now, limit: 10).map(\.silence.code)
            #expect(codes == [.answered, .agent])
            // And the acknowledgement that was about to go is withdrawn.
            #expect(try await Evening.lease(store, manners, at: now + .seconds(91)).isEmpty)
            #expect(try await store.answers(limit: 1).first?.reason.hasPrefix("answered") == true)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `two writers at once say it once`(_ kind: EngineKind) async throws {
        try await kind.withDatabase { database in
            let first = Store(engine: try await database.engine())
            let second = Store(engine: try await database.engine())
            try await first.register([("line-a", .sms), ("line-b", .sms)], now: now)
            let leases = try await first.leaseSources(
                ["line-a", "line-b"], worker: .init(rawValue: "host:boot:1"), busy: [], now: now,
                until: now + .seconds(15))
            let manners = Evening.manners {
                $0.sources = ["line-a", "line-b"]
                $0.perPerson = 1
            }
            let decider = Evening.decider(manners)
            // One person on both lines at the same instant: of two conversations one is acknowledged.
            for round in 0..<12 {
                let from = "+4477009\(10_000 + round)"
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (store, lease) in zip([first, second], leases) {
                        group.addTask {
                            var message = Evening.text(round, from: from)
                            message.identity = "twilio:\(lease.source)-\(round)"
                            message.source = lease.source
                            _ = try await store.remember(
                                [Evening.page(lease, [message])], decider: decider, now: Evening.now)
                        }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(try await first.answers(limit: 100).count == 12)
            #expect(
                try await first.silences(since: now, limit: 100).map(\.silence.code)
                    == Array(repeating: .personCap, count: 12))
        }
    }
}
