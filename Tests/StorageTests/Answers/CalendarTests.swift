import Storage
import TestKit
import Testing
import Triage

/// A customer's calendar answers the invitation of their call, from the message to the rows.
@Suite struct CalendarTests {
    static let mail: SourceName = "support-mail"
    static let ana = Handle(channel: .email, normalised: "ana@kite.example")
    /// Sunday evening, and half past nine on Monday.
    static let now = Evening.now
    static let start = Moment(rfc3339: "2026-11-23T09:30:00Z") ?? now

    private static func decider(
        _ manners: (inout Manners) -> Void = { _ in }, _ change: (inout Policy) -> Void = { _ in }
    ) -> Decider {
        var decider = Evening.decider(
            Evening.manners {
                $0.sources = [mail]
                manners(&$0)
            }
        ) {
            $0.callBacks = CallBackPlan(perSlot: 1)
            change(&$0)
        }
        decider.tables = Decider.Tables(number: { text, _ in
            text.hasPrefix("07700") ? .good(e164: "+44" + text.dropFirst()) : .none
        })
        return decider
    }

    static func letter(
        _ number: Int, _ text: String = "My line is dead", at time: Moment, by author: Handle = ana,
        appointment: AppointmentReply? = nil, returnPath: String? = "bounces@calendar.example"
    ) -> Message {
        let isCalendar = appointment != nil
        return Message(
            identity: "email:support-mail:\(number)@kite.example", source: mail, channel: .email,
            author: .init(handle: author, isAutomatic: isCalendar), text: text, time: time,
            // What she writes after her first letter answers it; what her calendar writes answers no mail.
            answers: number > 100 ? ["email:support-mail:100@kite.example"] : [], visibility: .direct,
            notes: isCalendar ? ["automatic: a calendar's message"] : [],
            envelope: .init(
                recipients: ["support@quillfone.example"],
                returnPath: isCalendar ? returnPath : author.address),
            appointment: appointment)
    }

    /// One evening with a call that was agreed, and what the calendar says afterwards.
    struct Scene {
        var store: Store
        var lease: SourceLease
        var call: CallBack
        var decider: Decider
        var at = CalendarTests.now + .seconds(3600)

        func reply(
            _ participation: AppointmentReply.Participation, _ method: AppointmentReply.Method = .reply,
            sequence: Int = 0, uid: String? = nil, attendee: String = "ana@kite.example",
            proposal: AppointmentReply.Proposal? = nil
        ) -> AppointmentReply {
            AppointmentReply(
                method: method, uid: uid ?? call.uid, sequence: sequence, participation: participation,
                attendee: attendee, proposal: proposal)
        }

        func hear(
            _ number: Int, _ reply: AppointmentReply, by author: Handle = CalendarTests.ana, text: String = "Declined",
            returnPath: String? = "bounces@calendar.example"
        ) async throws {
            let letter = CalendarTests.letter(
                number, text, at: at + .seconds(Int64(number)), by: author, appointment: reply, returnPath: returnPath)
            try await Evening.hear(store, lease, [letter], decider, at: at + .seconds(Int64(number)))
        }

        func now() async throws -> CallBack { try #require(try await store.callBack(call.id)) }
        func kinds() async throws -> [AnswerKind] { try await store.answers(limit: 50).map(\.draft.kind) }
        func silence() async throws -> Silence? {
            try await store.silences(since: CalendarTests.now, limit: 1).first?.silence
        }
        func story() async throws -> [String] { try await store.history(of: call.id).map(\.what) }
        /// Of the newest message.
        func notes() async throws -> [String] {
            let id = try #require(try await store.silences(since: CalendarTests.now, limit: 1).first).message
            return try await store.storedMessage(id)?.message.notes ?? []
        }
    }

    private func scene(
        _ kind: EngineKind, _ decider: Decider = decider(), _ body: (Scene) async throws -> Void
    ) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Self.mail)
            for (number, words) in ["My line is dead, the router blinks red", "3", "07700 900123"].enumerated() {
                let time = Self.now + .seconds(Int64(number) * 700)
                try await Evening.hear(
                    store, lease, [Self.letter(100 + number, words, at: time)], Self.decider(), at: time)
            }
            let call = try #require(try await store.callBacks().first)
            #expect(call.start == Self.start && call.state == .booked && call.sequence == 0)
            try await body(Scene(store: store, lease: lease, call: call, decider: decider))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `declined calls the call off and is answered where the customer was invited, once`(_ kind: EngineKind)
        async throws
    {
        try await scene(kind) { scene in
            try await scene.hear(1, scene.reply(.declined))
            #expect(try await scene.now().state == .cancelled)
            #expect(try await scene.now().sequence == 1)
            let answer = try #require(try await scene.store.answers(limit: 1).first)
            #expect(answer.draft.kind == .callBackCancelled && answer.callBack == scene.call.id)
            #expect(answer.draft.facts.answersCalendar == true && answer.handle == Self.ana)
            #expect(answer.conversation == scene.call.conversation)
            let told = try await scene.kinds()
            // The very same mail, and the same answer in another.
            try await scene.hear(1, scene.reply(.declined))
            try await scene.hear(2, scene.reply(.declined))
            #expect(try await scene.kinds() == told)
            #expect(try await scene.silence()?.code == .over)
            #expect(try await scene.story().filter { $0 == "cancelled" }.count == 1)
            let last = try #require(try await scene.store.history(of: scene.call.id).first { $0.what == "cancelled" })
            #expect(last.note.contains("by their calendar"))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `accepted is a line of the story, however often it comes, and nobody is answered`(_ kind: EngineKind)
        async throws
    {
        try await scene(kind) { scene in
            let told = try await scene.kinds()
            for (number, said) in [AppointmentReply.Participation.accepted, .accepted, .tentative].enumerated() {
                try await scene.hear(number, scene.reply(said))
            }
            #expect(try await scene.story() == ["booked", "accepted", "tentative"])
            #expect(try await scene.kinds() == told)
            #expect(try await scene.now() == scene.call)
            #expect(try await scene.silence()?.code == .nothingAsked)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `another time that is free moves the call and is confirmed, and an older wish is out of date`(
        _ kind: EngineKind
    ) async throws {
        try await scene(kind) { scene in
            let eleven = Self.start + .seconds(5400)
            // With the invitation's own words beside it, as calendars write.
            try await scene.hear(
                1, scene.reply(.tentative, .counter, proposal: .instant(eleven)),
                text: "Proposed: a call on Monday at 09:30")
            let moved = try await scene.now()
            #expect(moved.start == eleven && moved.sequence == 1 && moved.state == .booked)
            #expect(moved.number == scene.call.number)
            let answer = try #require(try await scene.store.answers(limit: 1).first)
            #expect(answer.draft.kind == .callBackMoved && answer.draft.facts.was == Self.start)
            let told = try await scene.kinds()
            try await scene.hear(2, scene.reply(.tentative, .counter, proposal: .instant(Self.start)))
            try await scene.hear(3, scene.reply(.declined))
            #expect(try await scene.now() == moved)
            #expect(try await scene.kinds() == told)
            #expect(
                try await scene.silence() == Silence(.over, "their calendar answers invitation 0, and 1 is the newest"))
            #expect(try await scene.story() == ["booked", "moved", "calendar"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `another time that cannot be had brings offers, one of which can be taken`(_ kind: EngineKind) async throws {
        try await scene(kind) { scene in
            let night = Self.start + .seconds(12 * 3600)
            try await scene.hear(1, scene.reply(.tentative, .counter, proposal: .instant(night)))
            #expect(try await scene.now() == scene.call)
            let offer = try #require(try await scene.store.answers(limit: 1).first)
            #expect(offer.draft.kind == .callBackOffer && offer.draft.facts.why == .closed)
            let time = scene.at + .seconds(900)
            try await Evening.hear(
                scene.store, scene.lease,
                [
                    Message(
                        identity: "email:support-mail:9@kite.example", source: Self.mail, channel: .email,
                        author: .init(handle: Self.ana), text: "1", time: time,
                        answers: ["email:support-mail:1@kite.example"], visibility: .direct)
                ], scene.decider, at: time)
            #expect(try await scene.now().start == offer.draft.facts.slots.first)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what is not theirs to answer changes nothing`(_ kind: EngineKind) async throws {
        try await scene(kind) { scene in
            let told = try await scene.kinds()
            let mallory = Handle(channel: .email, normalised: "mallory@kite.example")
            // Forwarded, and answered by somebody else: as themselves, in her name, or from her address for them.
            try await scene.hear(1, scene.reply(.declined, attendee: "mallory@kite.example"), by: mallory)
            try await scene.hear(2, scene.reply(.declined), by: mallory)
            try await scene.hear(3, scene.reply(.declined, attendee: "mallory@kite.example"))
            try await scene.hear(4, scene.reply(.declined, uid: "nobody-knows"))
            try await scene.hear(5, scene.reply(.declined, uid: "k\u{0}' OR 1=1 --"))
            #expect(try await scene.now() == scene.call)
            #expect(try await scene.story() == ["booked"])
            #expect(try await scene.kinds() == told)
            #expect(try await scene.silence() == Silence(.automatic, "a calendar's message"))
            #expect(try await scene.notes().contains("its calendar answers no invitation to a call of theirs"))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what cannot be read as a time is noted, and the mail goes on as any other`(_ kind: EngineKind) async throws {
        try await scene(kind) { scene in
            let clock = TimeZoneTable.utc.wallClock(at: Self.start)
            try await scene.hear(1, scene.reply(.tentative, .counter))
            try await scene.hear(
                2, scene.reply(.tentative, .counter, proposal: .reading(clock, zone: "Customized Time Zone")))
            #expect(try await scene.now() == scene.call)
            #expect(try await scene.story() == ["booked", "calendar", "calendar"])
            #expect(try await scene.silence()?.code == .automatic)
            #expect(try await scene.notes().contains("their calendar asks for a time in a zone that nobody knows"))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `after STOP a call is still called off, without a word, and never moved`(_ kind: EngineKind) async throws {
        try await scene(kind) { scene in
            _ = try await scene.store.setOptOut(Self.ana, why: "they said so", now: scene.at)
            let told = try await scene.kinds()
            try await scene.hear(
                1, scene.reply(.tentative, .counter, proposal: .instant(Self.start + .seconds(5400))))
            #expect(try await scene.now() == scene.call)
            #expect(try await scene.silence()?.code == .optedOut)
            try await scene.hear(2, scene.reply(.declined))
            #expect(try await scene.now().state == .cancelled)
            #expect(try await scene.kinds() == told)
            #expect(try await scene.silence()?.code == .optedOut)
        }
    }

    @Test(arguments: EngineKind.allCases, [nil, ""])
    func `where nobody may be answered a call is called off in silence, and none is moved`(
        _ kind: EngineKind, _ returnPath: String?
    ) async throws {
        try await scene(kind) { scene in
            let told = try await scene.kinds()
            let counter = scene.reply(.tentative, .counter, proposal: .instant(Self.start + .seconds(5400)))
            try await scene.hear(1, counter, returnPath: returnPath)
            #expect(try await scene.now() == scene.call)
            #expect(try await scene.notes().contains { $0.hasSuffix("and a person has to see to it") })
            try await scene.hear(2, scene.reply(.declined), returnPath: returnPath)
            #expect(try await scene.now().state == .cancelled)
            #expect(try await scene.kinds() == told)
            #expect(try await scene.silence()?.code == (returnPath == nil ? .noWay : .automatic))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a calendar that asks for ever other times is handed to a person`(_ kind: EngineKind) async throws {
        try await scene(kind) { scene in
            for turn in 0..<20 {
                let other = Self.start + .seconds(turn % 2 == 0 ? 5400 : 0)
                var late = scene
                late.at = scene.at + .seconds(Int64(turn) * 1200)
                try await late.hear(
                    turn, scene.reply(.tentative, .counter, sequence: turn, proposal: .instant(other)))
            }
            #expect(try await scene.now().sequence == CalendarTurn.mostMoves)
            #expect(try await scene.silence()?.code == .loop)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a preview calls off and moves nothing`(_ kind: EngineKind) async throws {
        try await scene(kind, Self.decider { $0.mode = .preview }) { scene in
            try await scene.hear(
                1, scene.reply(.tentative, .counter, proposal: .instant(Self.start + .seconds(5400))))
            #expect(try await scene.now() == scene.call)
            try await scene.hear(2, scene.reply(.declined))
            #expect(try await scene.now().state == .cancelled)
        }
    }
}
