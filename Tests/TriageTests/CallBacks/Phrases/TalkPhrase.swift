@testable import Triage

/// One thing that a customer writes about a call, and what becomes of it, read from lines like
/// `call: will someone ring at 11? => said 11-19@10:00`.
///
/// Nothing before the colon: three times are offered, and nothing is agreed. `call`: the first of them is booked.
/// `first`: they write for the first time. What becomes of it is `booked`, `moved`, `cancelled`, `declined`, `said` (the
/// call that stands is told once more), `offered`, `asked`, `number` (a number is asked for), `handed` (to a person, which
/// they are told),
/// `nothing` (it is not about the call) or `open` (offered or asked), with the reason and the times that must be among
/// those that are told. Days are of 2026.
struct TalkPhrase {
    var language: String
    var stage: Stage
    var text: String
    var meaning: String

    enum Stage: String { case offer, call, first }

    /// A Wednesday, after closing time, in London.
    static let now = moment("11-18@20:00")
    static let offered = ["11-19@10:00", "11-19@15:30", "11-20@09:00"].map { moment($0) }

    static let all: [TalkPhrase] =
        phrases("en", TalkPhrases.english) + phrases("es", TalkPhrases.spanish) + phrases("de", TalkPhrases.german)
        + phrases("fr", TalkPhrases.french) + phrases("pt", TalkPhrases.portuguese)

    private static func phrases(_ language: String, _ table: String) -> [TalkPhrase] {
        table.split(separator: "\n").map { line in
            let parts = line.split(separator: " => ", maxSplits: 1)
            var text = parts[0]
            var stage = Stage.offer
            for other in [Stage.call, .first] where text.hasPrefix(other.rawValue + ": ") {
                text = text.dropFirst(other.rawValue.count + 2)
                stage = other
            }
            return TalkPhrase(language: language, stage: stage, text: String(text), meaning: String(parts[1]))
        }
    }

    static func moment(_ text: String) -> Moment {
        let parts = text.split(separator: "@")
        guard let moment = Moment(rfc3339: "2026-\(parts[0])T\(parts[1]):00Z") else {
            preconditionFailure("no moment: \(text)")
        }
        return moment
    }

    /// What became of it, with all that is told.
    func outcome() -> String {
        let handle = Handle(channel: .sms, normalised: "+447700900456")
        let message = Message(
            identity: "sms:1:\(text.prefix(40))", source: "support-sms", channel: .sms, author: .init(handle: handle),
            text: text, time: Self.now, visibility: .direct)
        let weekdays = Weekday.allCases.filter { $0.rawValue < 5 }
        let calendar = BusinessCalendar(
            name: "default", zone: Zones.london,
            weekly: Dictionary(
                uniqueKeysWithValues: weekdays.map { ($0, [OpeningInterval(start: 9 * 3600, end: 17 * 3600)]) }))
        let tables = Decider.Tables(zone: { name in Zones.all.first { $0.name == name } })
        let plan = CallBackPlan(perSlot: 1)
        var talk: Talk?
        var call: CallBack?
        if stage != .first {
            talk = Talk(
                id: 3, offered: Self.offered, zone: "Europe/London", language: language,
                expires: Self.now + .seconds(86_400))
        }
        if stage == .call {
            talk?.state = .booked
            talk?.chosen = Self.offered[0]
            call = CallBack(
                id: 5, start: Self.offered[0], end: Self.offered[0] + plan.slot, number: handle.address, handle: handle,
                source: "support-sms", language: language, zone: "Europe/London", waitedSince: Self.now)
        }
        let correspondence = Correspondence(
            talk: talk, callBack: call, taken: call.map { [$0.start: 1] } ?? [:])
        let move =
            stage == .first
            ? CallBackTalk.opening(
                message, language: language, correspondence: correspondence, plan: plan, calendar: calendar,
                tables: tables, customer: nil, topic: "No network", hotCase: nil, waitedSince: Self.now, now: Self.now)
            : CallBackTalk.move(
                message, language: language, talk: talk, callBack: call, correspondence: correspondence, plan: plan,
                calendar: calendar, tables: tables, customer: nil, topic: "No network", hotCase: nil,
                waitedSince: Self.now, now: Self.now)
        return Self.written(move)
    }

    static func written(_ move: TalkMove?) -> String {
        guard let move else { return "nothing" }
        func told(_ facts: AnswerFacts?) -> String {
            guard let facts else { return "" }
            let times = [facts.chosen].compactMap(\.self) + facts.readings + facts.slots
            return " \(facts.why?.rawValue ?? "-") " + times.map(written).joined(separator: " ")
        }
        switch move.change {
        case .book(let call, _): return "booked " + written(call.start)
        case .move(_, let start, _): return "moved " + written(start)
        case .cancel: return "cancelled"
        case .offer(let talk), .note(let talk):
            switch move.answer?.kind {
            case .callBackOffer: return "offered" + told(move.answer?.facts)
            case .callBackAsk where move.answer?.facts.why == .handedOver: return "handed"
            case .callBackAsk: return "asked" + told(move.answer?.facts)
            case .callBackNumber: return "number" + told(move.answer?.facts)
            case .callBackBooked: return "said" + told(move.answer?.facts)
            case .callBackCancelled: return "declined" + told(move.answer?.facts)
            case nil: return talk.state.rawValue
            case let other?: return other.rawValue
            }
        }
    }

    static func written(_ moment: Moment) -> String {
        "\(moment.rfc3339.dropFirst(5).prefix(5))@\(moment.rfc3339.dropFirst(11).prefix(5))"
    }

    func isRight(_ outcome: String) -> Bool {
        let words = Set(outcome.split(separator: " "))
        return meaning.split(separator: " ").allSatisfy {
            words.contains($0) || $0 == "open" && (words.contains("asked") || words.contains("offered"))
        }
    }

    /// Something was agreed, called off or turned down that should not have been.
    func isWrongDeed(_ outcome: String) -> Bool {
        !isRight(outcome)
            && ["booked", "moved", "cancelled", "declined"].contains { outcome.hasPrefix($0) }
    }
}
