import Testing

@testable import Triage

/// A customer who was offered three times on a Monday evening, and what they say.
final class TalkScene {
    var plan = CallBackPlan(perSlot: 1)
    var taken: [Moment: Int] = [:]
    var talk: Talk?
    var callBack: CallBack?
    var customer: Customer?
    var handle = Handle(channel: .email, normalised: "rosa@example.org")
    /// Monday, 20:00 in London.
    var now = Moment(rfc3339: "2026-11-02T20:00:00Z") ?? Moment(seconds: 0)
    var calendar = BusinessCalendar(
        name: "default", zone: Zones.london,
        weekly: Dictionary(
            uniqueKeysWithValues: Weekday.allCases.map { ($0, [OpeningInterval(start: 9 * 3600, end: 17 * 3600)]) }))
    let tables = Decider.Tables(
        number: { text, _ in
            let digits = text.filter { $0.isNumber && $0.isASCII }
            if digits.hasPrefix("077009") || digits.hasPrefix("4477009") {
                return .good(e164: "+44" + digits.suffix(10))
            }
            if digits.hasPrefix("07911") { return .doubtful(e164: "+44" + digits.suffix(10)) }
            if digits.hasPrefix("09") { return .refused(because: "a premium line") }
            return digits.count >= 5 ? .impossible : .none
        }, zone: { name in Zones.all.first { $0.name == name } })

    /// Other hours on one day of the week; none: closed.
    func opens(_ day: Weekday, _ hours: OpeningInterval...) {
        var weekly = calendar.weekly
        weekly[day] = hours
        calendar = BusinessCalendar(name: "default", zone: Zones.london, weekly: weekly)
    }

    static let nine = Moment(rfc3339: "2026-11-03T09:00:00Z") ?? Moment(seconds: 0)

    init() {
        talk = offer()
    }

    /// A move that must be there.
    static func found(_ move: TalkMove?) throws -> TalkMove { try #require(move) }

    func message(_ text: String) -> Message {
        Message(
            identity: "email:1:\(text.prefix(40))", source: "support-mail", channel: handle.channel,
            author: .init(handle: handle), text: text, time: now, visibility: .direct)
    }

    func offer() -> Talk? {
        CallBackTalk.offer(
            message("It is down"), language: "en",
            correspondence: Correspondence(talk: talk, callBack: callBack, taken: taken),
            plan: plan, calendar: calendar, tables: tables, customer: customer, now: now)?.talk
    }

    func turn(_ text: String) -> TalkTurn {
        TalkTurn(
            message: message(text), language: "en", talk: talk,
            standing: callBack.flatMap { $0.state.stands ? $0 : nil }, taken: taken, plan: plan,
            calendar: calendar, tables: tables, customer: customer, topic: "No network", hotCase: CaseID(rawValue: 7),
            waitedSince: now - .seconds(3600), now: now)
    }

    /// What was read decides; the words only bear it.
    func say(_ reply: TimeReply, number: String? = nil, _ text: String = "as read") -> TalkMove? {
        take(turn(text).move(TimeReading(reply: reply, number: number, language: "en")))
    }

    func write(_ text: String) -> TalkMove? {
        take(
            CallBackTalk.move(
                message(text), language: "en", talk: talk, callBack: callBack,
                correspondence: Correspondence(talk: talk, callBack: callBack, taken: taken), plan: plan,
                calendar: calendar, tables: tables, customer: customer, topic: "No network",
                hotCase: CaseID(rawValue: 7), waitedSince: now - .seconds(3600), now: now))
    }

    /// Nobody has offered them anything yet.
    func first(_ text: String) -> TalkMove? {
        take(
            CallBackTalk.opening(
                message(text), language: "en",
                correspondence: Correspondence(talk: talk, callBack: callBack, taken: taken), plan: plan,
                calendar: calendar, tables: tables, customer: customer, topic: "No network",
                hotCase: CaseID(rawValue: 7), waitedSince: now - .seconds(3600), now: now))
    }

    /// As storage would: the talk and the call are then what the move says.
    private func take(_ move: TalkMove?) -> TalkMove? {
        switch move?.change {
        case .offer(let next), .note(let next): talk = next
        case .book(let call, let next):
            callBack = call
            callBack?.id = 12
            taken[call.start, default: 0] += 1
            talk = next ?? talk
        case .move(let call, let start, let next):
            taken[call.start] = nil
            taken[start, default: 0] += 1
            callBack?.number = call.number
            callBack?.start = start
            callBack?.end = start + plan.slot
            talk = next ?? talk
        case .cancel(let call, let next):
            taken[call.start] = nil
            callBack?.state = .cancelled
            talk = next ?? talk
        case nil: break
        }
        return move
    }

    func wish(_ text: String) -> TimeReply {
        .wish(WallClock(written: text).map { [WallStretch(exactly: $0)] } ?? [])
    }
}
