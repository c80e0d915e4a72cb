import Testing

@testable import Triage

/// What a customer's calendar says of a call, and what becomes of it.
@Suite struct CalendarTurnTests {
    private let nine = TalkScene.nine

    private static func call(_ state: CallBack.State = .booked, sequence: Int = 1) -> CallBack {
        CallBack(
            id: 12, state: state, start: TalkScene.nine, end: TalkScene.nine + .seconds(900), number: "+447700900123",
            handle: Handle(channel: .email, normalised: "rosa@example.org"), source: "support-mail", language: "en",
            zone: "Europe/London", uid: "k7Qd0vXk2m", sequence: sequence, due: TalkScene.nine,
            waitedSince: TalkScene.nine)
    }

    private static func reply(
        _ participation: AppointmentReply.Participation = .accepted, _ method: AppointmentReply.Method = .reply,
        sequence: Int = 1, proposal: AppointmentReply.Proposal? = nil
    ) -> AppointmentReply {
        AppointmentReply(
            method: method, uid: "k7Qd0vXk2m", sequence: sequence, participation: participation,
            attendee: "rosa@example.org", proposal: proposal)
    }

    private static func reading(_ reply: AppointmentReply, _ call: CallBack = call()) -> CalendarTurn {
        CalendarTurn.reading(reply, of: call) { name in Zones.all.first { $0.name == name } }
    }

    @Test func `accepted is noted, declined and deleted call it off, and another time is a wish`() {
        #expect(Self.reading(Self.reply(.accepted)) == .noted("accepted", "their calendar accepts the call"))
        #expect(Self.reading(Self.reply(.tentative)) == .noted("tentative", "their calendar accepts the call, perhaps"))
        #expect(Self.reading(Self.reply(.declined)) == .calledOff)
        #expect(Self.reading(Self.reply(.needsAction, .cancel)) == .calledOff)
        #expect(Self.reading(Self.reply(.declined), Self.call(.ringing)) == .calledOff)
        let ten = nine + .seconds(3600)
        #expect(Self.reading(Self.reply(.tentative, .counter, proposal: .instant(ten))) == .wishes(ten))
        let clock = Zones.berlin.wallClock(at: ten)
        #expect(
            Self.reading(Self.reply(.declined, .counter, proposal: .reading(clock, zone: "Europe/Berlin")))
                == .wishes(ten))
    }

    @Test func `what answers an invitation that was replaced changes nothing`() {
        for said in [Self.reply(.declined, sequence: 0), Self.reply(.accepted, sequence: 0)] {
            #expect(Self.reading(said) == .stale("their calendar answers invitation 0, and 1 is the newest"))
        }
        let counter = Self.reply(.tentative, .counter, sequence: 0, proposal: .instant(nine))
        #expect(Self.reading(counter) == .stale("their calendar answers invitation 0, and 1 is the newest"))
        // Some count up what they answer.
        #expect(Self.reading(Self.reply(.declined, sequence: 2)) == .calledOff)
    }

    @Test(arguments: [CallBack.State.cancelled, .kept, .missed])
    func `of a call that is over nothing is called off`(_ state: CallBack.State) {
        let over = "their calendar speaks of a call that is over"
        #expect(Self.reading(Self.reply(.declined), Self.call(state)) == .stale(over))
        // Whoever names another time wants one, and is read like any letter.
        let counter = Self.reply(.tentative, .counter, proposal: .instant(nine))
        #expect(Self.reading(counter, Self.call(state)) == .unread(over))
    }

    @Test func `a time that is none, or in a zone that nobody knows, is not guessed`() {
        func isUnread(_ reply: AppointmentReply) -> Bool {
            if case .unread = Self.reading(reply) { return true }
            return false
        }
        let clock = Zones.london.wallClock(at: nine)
        #expect(isUnread(Self.reply(.tentative, .counter)))
        #expect(isUnread(Self.reply(.tentative, .counter, proposal: .reading(clock, zone: "Customized Time Zone"))))
        #expect(isUnread(Self.reply(.delegated)))
        #expect(isUnread(Self.reply(.needsAction)))
    }

    // MARK: Moves

    private func moving(_ said: CalendarTurn, _ scene: TalkScene, _ call: CallBack = call()) -> TalkMove? {
        CallBackTalk.move(
            said, of: call, scene.message("Tuesday at 11, Quillfone rings you. Reply 2 for another time."),
            correspondence: Correspondence(talk: scene.talk, callBack: call, taken: scene.taken), plan: scene.plan,
            calendar: scene.calendar, tables: scene.tables, customer: nil, topic: "", hotCase: nil,
            waitedSince: scene.now, now: scene.now)
    }

    private func scene() -> TalkScene {
        let scene = TalkScene()
        scene.talk = nil
        scene.taken = [nine: 1]
        return scene
    }

    @Test func `a wish that is free moves the call, whatever else the mail says`() throws {
        let move = try #require(moving(.wishes(nine + .seconds(7200)), scene()))
        guard case .move(let call, let start, _) = move.change else {
            Issue.record("\(move)")
            return
        }
        #expect(call.id == 12 && start == nine + .seconds(7200))
        #expect(move.answer?.kind == .callBackMoved)
        #expect(move.answer?.facts.chosen == start && move.answer?.facts.was == nine)
    }

    @Test(arguments: [
        (7200, AnswerFacts.Why.taken), (60, .noneSuits), (12 * 3600, .closed), (-86_400, .past),
        (30 * 86_400, .tooFar), (9_000 * 86_400, .tooFar),
    ])
    func `a wish that cannot be had brings the next offers, and the call stands`(
        _ seconds: Int, _ why: AnswerFacts.Why
    ) throws {
        let scene = scene()
        scene.taken[nine + .seconds(7200)] = 1
        let move = try #require(moving(.wishes(nine + .seconds(Int64(seconds))), scene))
        guard case .offer = move.change else {
            Issue.record("\(move)")
            return
        }
        #expect(move.answer?.kind == .callBackOffer && move.answer?.facts.why == why)
        #expect(move.answer?.facts.slots.isEmpty == false)
    }

    @Test func `declined is cancelled and said so`() throws {
        let move = try #require(moving(.calledOff, scene()))
        #expect(move.change.callBack?.id == 12 && move.answer?.kind == .callBackCancelled)
        guard case .cancel = move.change else {
            Issue.record("\(move)")
            return
        }
        #expect(moving(.noted("accepted", ""), scene()) == nil)
    }
}
