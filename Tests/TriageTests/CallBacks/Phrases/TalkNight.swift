@testable import Triage

/// A customer's texts of one evening, and what came of the last of them: `de +491713920012 | am Dienstag | um 11 =>
/// booked 11-24@11:00`. Behind it may stand the call that then stands, `call:11-23@11:00`, with the end of its number,
/// `number:012`, or that none does, `no-call`. Outcomes are those of `TalkPhrase`.
///
/// It is a Friday in London, after hours; Saturday is open from ten to two. Tomorrow 10:00 and 10:15 are offered.
struct TalkNight {
    var language: String
    var number: String
    var texts: [String]
    var meaning: String

    static let all: [TalkNight] = table.split(separator: "\n").map { line in
        let sides = line.split(separator: " => ", maxSplits: 1)
        let parts = sides[0].split(separator: " | ").map { $0.split(separator: "¶").joined(separator: "\n") }
        let who = parts[0].split(separator: " ")
        return TalkNight(
            language: String(who[0]), number: String(who[1]), texts: Array(parts.dropFirst()), meaning: String(sides[1])
        )
    }

    private static let now = TalkPhrase.moment("11-20@19:05")

    /// Every country has numbers of ten digits, whose first is a zero that is not dialled from elsewhere; but Britain
    /// has none that begin with 015.
    private static let tables = Decider.Tables(
        number: { text, region in
            let digits = text.filter { $0.isNumber && $0.isASCII }
            if text.contains("+") { return .good(e164: "+" + digits) }
            let codes = ["GB": "+44", "DE": "+49", "FR": "+33"]
            guard digits.hasPrefix("0"), digits.count >= 9, let code = codes[region],
                region != "GB" || !digits.hasPrefix("015")
            else { return digits.count >= 5 ? .impossible : .none }
            return .good(e164: code + digits.dropFirst())
        }, zone: { name in Zones.all.first { $0.name == name } })

    private static let calendar = BusinessCalendar(
        name: "default", zone: Zones.london,
        weekly: Dictionary(
            uniqueKeysWithValues: Weekday.allCases.filter { $0 != .sunday }.map {
                (
                    $0,
                    [
                        $0 == .saturday
                            ? OpeningInterval(start: 36_000, end: 50_400) : OpeningInterval(start: 32_400, end: 63_000)
                    ]
                )
            }))

    /// What became of each text, and of the call in the end.
    func outcome() -> String {
        let handle = Handle(channel: .sms, normalised: number)
        let plan = CallBackPlan(perSlot: 1, offered: 2)
        func message(_ text: String) -> Message {
            Message(
                identity: "sms:1:\(text.prefix(40))", source: "support-sms", channel: .sms,
                author: .init(handle: handle), text: text, time: Self.now, visibility: .direct)
        }
        var talk = CallBackTalk.offer(
            message("It is down"), language: language, correspondence: Correspondence(), plan: plan,
            calendar: Self.calendar, tables: Self.tables, customer: nil, now: Self.now)?.talk
        var call: CallBack?
        var taken: [Moment: Int] = [:]
        var last = "nothing"
        for text in texts {
            let move = CallBackTalk.move(
                message(text), language: language, talk: talk, callBack: call,
                correspondence: Correspondence(talk: talk, callBack: call, taken: taken), plan: plan,
                calendar: Self.calendar, tables: Self.tables, customer: nil, topic: "No network", hotCase: nil,
                waitedSince: Self.now, now: Self.now)
            switch move?.change {
            case .offer(let next), .note(let next): talk = next
            case .book(let booked, let next):
                call = booked
                taken[booked.start] = 1
                talk = next ?? talk
            case .move(let moved, let start, let next):
                taken[moved.start] = nil
                taken[start] = 1
                call?.start = start
                call?.number = moved.number
                talk = next ?? talk
            case .cancel(let cancelled, let next):
                taken[cancelled.start] = nil
                call = nil
                talk = next ?? talk
            case nil: break
            }
            last = TalkPhrase.written(move)
        }
        guard let call else { return last + " no-call" }
        return last + " call:\(TalkPhrase.written(call.start)) number:\(call.number.suffix(3))"
    }

    var isRight: Bool {
        let words = Set(outcome().split(separator: " "))
        return meaning.split(separator: " ").allSatisfy(words.contains)
    }
}
