import TestKit
import Testing
import Triage

@testable import Storage

/// Booking by whoever holds a link.
@Suite struct BookingByLinkTests {
    private static let now = CallBackScene.now
    private static let terms = CallBackScene.terms(
        perSlot: 1, hours: [OpeningInterval(start: 10 * 3600, end: 17 * 3600)])
    private static let ten = now + .seconds(3600)

    /// So many people write before it opens, and are offered a call: their talks.
    private func talks(_ store: Store, _ count: Int) async throws -> [Int64] {
        let lease = try await store.begin(now: Self.now)
        let policy = Policy(
            brand: "Quillfone", hours: Self.terms.hours,
            manners: Manners(mode: .on, sources: [Example.source], perDomain: 1_000), callBacks: Self.terms.plan)
        let items: [HeardPage.Judged] = (0..<count).map { number in
            var message = Example.message(
                number, author: Handle(channel: .mastodon, normalised: "c\(number)@mastodon.example"),
                conversationKey: "direct-\(number)")
            message.visibility = .direct
            return .init(heard: .message(message), evidence: Example.evidence())
        }
        _ = try await store.remember(
            [HeardPage(source: lease.source, epoch: lease.epoch, items: items, cursors: [:])],
            decider: Decider(policy: policy, rules: .empty), now: Self.now)
        return try await store.answers(limit: 100).compactMap(\.draft.facts.talk).sorted()
    }

    private func book(_ store: Store, _ talk: Int64, at start: Moment = ten, stamp: String = "0") async throws
        -> CallBackAnswer
    {
        try await store.book(
            .talk(talk), at: start, number: "+447700900123", stamp: stamp, language: "en", terms: Self.terms,
            now: Self.now)
    }

    @Test(arguments: EngineKind.allCases)
    func `of eight who want the last seat at once one gets it, and each other is told what is near`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            let talks = try await talks(store, 8)
            try #require(talks.count == 8)
            let answers = try await withThrowingTaskGroup(of: CallBackAnswer.self) { group in
                for talk in talks { group.addTask { try await self.book(store, talk) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            var won = 0
            for answer in answers {
                switch answer {
                case .done(let call):
                    won += 1
                    #expect(call.start == Self.ten && call.conversation != nil)
                case .refused(let state, let instead):
                    #expect(state == .taken && !instead.isEmpty && !instead.contains(Self.ten))
                case .changed, .over, .noSuchCallBack: Issue.record("\(answer)")
                }
            }
            let calls = try await store.callBacks()
            #expect(won == 1 && calls.count == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a form that comes again, or late, books nothing more`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let talk = try #require(try await talks(store, 1).first)
            let answers = try await withThrowingTaskGroup(of: CallBackAnswer.self) { group in
                for _ in 0..<6 { group.addTask { try await self.book(store, talk) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let calls = try await store.callBacks()
            let call = try #require(calls.first)
            #expect(calls.count == 1 && answers.allSatisfy { $0 == .done(call) })
            let booking = try #require(try await store.booking(.talk(talk)))
            #expect(booking.standing == call && booking.stamp == "\(call.id).1")
            let other = try await book(store, talk, at: Self.ten + .seconds(900))
            #expect(other == .changed(call))
            let renumbered = try await store.renumber(
                callBack: call.id, version: 1, to: "+447700900199", terms: Self.terms, by: "customer", now: Self.now)
            guard case .done(let changed) = renumbered else { throw StorageError.fault("\(renumbered)") }
            #expect(changed.number == "+447700900199" && changed.version == 2 && changed.start == call.start)
            let stale = try await store.renumber(
                callBack: call.id, version: 1, to: "+447700900111", terms: Self.terms, by: "customer", now: Self.now)
            #expect(stale == .changed(changed))
            _ = try await store.cancel(
                callBack: call.id, version: 2, terms: Self.terms, by: "customer", now: Self.now)
            let late = try await book(store, talk)
            guard case .changed(let over) = late else { throw StorageError.fault("\(late)") }
            #expect(over.state == .cancelled)
            let anew = try await book(store, talk, stamp: "\(over.id).\(over.version)")
            guard case .done(let second) = anew else { throw StorageError.fault("\(anew)") }
            #expect(second.id != call.id && second.uid != call.uid)
            let found = try await store.callBacks(of: [try #require(call.conversation)])
            #expect(found.map(\.id) == [second.id, call.id])
            let told = try await store.answers(ofConversation: try #require(call.conversation)).map(\.draft.kind)
            #expect(
                told.filter { $0 != .afterHours } == [
                    .callBackBooked, .callBackBooked, .callBackCancelled, .callBackBooked,
                ])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a link is about whom it was sent to, whoever else writes in the same thread`(_ kind: EngineKind) async throws
    {
        try await kind.withStore { store in
            let talk = try #require(try await talks(store, 1).first)
            let conversation = try #require(try await store.booking(.talk(talk))?.conversation)
            let eve = Handle(channel: .mastodon, normalised: "eve@mastodon.example")
            let lease = try await store.begin(now: Self.now)
            var message = Example.message(9, "And I?", author: eve, conversationKey: "direct-0")
            message.visibility = .direct
            _ = try await store.remember(
                [
                    HeardPage(
                        source: lease.source, epoch: lease.epoch,
                        items: [.init(heard: .message(message), evidence: Example.evidence())], cursors: [:])
                ], decider: Decider(policy: Policy(brand: "Quillfone"), rules: .empty), now: Self.now)
            var call = CallBackScene.call(1, at: Self.ten + .seconds(1800))
            call.handle = eve
            _ = try CallBackScene.booked(try await store.book(call, terms: Self.terms, by: "x", now: Self.now))
            let booking = try #require(try await store.booking(.talk(talk)))
            #expect(booking.handle.address == "c0@mastodon.example" && booking.standing == nil)
            let booked = try CallBackScene.booked(try await book(store, talk))
            #expect(booked.handle == booking.handle && booked.conversation == conversation)
            let told = try #require(try await store.answers(ofConversation: conversation).last)
            #expect(told.draft.kind == .callBackBooked && told.handle == booking.handle)
            let answered = try #require(told.message)
            let author = try await store.engine.read {
                try StoredMessage.load(answered, $0).message.author.handle
            }
            #expect(author == booking.handle)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a link to nothing opens nothing`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            for subject in [Booking.Subject.talk(7), .callBack(7)] {
                let booking = try await store.booking(subject)
                #expect(booking.map { _ in true } == nil)
            }
            let answer = try await book(store, 7)
            #expect(answer == .noSuchCallBack)
            for text in [
                "talk", "talk:", "talk:0", "talk:-1", "talk:01", "talk:1:2", "case:1", "talk:9223372036854775808",
            ] {
                #expect(Booking.Subject(written: text) == nil, "\(text)")
            }
            #expect(Booking.Subject(written: "call-back:7") == .callBack(7))
        }
    }
}
