import Storage
import TestKit
import Triage

/// A brand that calls back from nine to five, London's winter, and customers who want to be called.
enum CallBackScene {
    /// Monday, 2026-11-02, 09:00Z.
    static let now = Example.morning
    static let zone = TimeZoneTable.utc
    static func calendar(_ hours: [OpeningInterval] = [OpeningInterval(start: 9 * 3600, end: 17 * 3600)])
        -> BusinessCalendar
    {
        BusinessCalendar(
            name: "default", zone: zone,
            weekly: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, hours) }))
    }

    static func terms(
        perSlot: Int = 2, ring: CallBackPlan.Ring = .both, retries: Int = 1, onCall: OnCall? = nil,
        hours: [OpeningInterval] = [OpeningInterval(start: 9 * 3600, end: 17 * 3600)],
        horizon: Duration = .seconds(5 * 86_400), mode: Manners.Mode = .on
    ) -> CallBackTerms {
        var terms = CallBackTerms(
            plan: CallBackPlan(perSlot: perSlot, horizon: horizon, retries: retries, ring: ring),
            hours: BusinessHours(calendar(hours)), onCall: onCall, ticketDomain: "quillfone.example", heat: 60)
        terms.manners = Manners(mode: mode, sources: [Example.source])
        return terms
    }

    static func call(
        _ number: Int, at start: Moment, conversation: ConversationID? = nil, hotCase: CaseID? = nil,
        waitedSince: Moment = now
    ) -> CallBack {
        CallBack(
            start: start, end: start, number: "+4477009\(10_000 + number)",
            handle: Handle(channel: .sms, normalised: "+4477009\(10_000 + number)"), source: Example.source,
            conversation: conversation, hotCase: hotCase, language: "en", zone: "UTC", uid: "call-\(number)",
            waitedSince: waitedSince, topic: "No network at home")
    }

    static func booked(_ answer: CallBackAnswer) throws -> CallBack {
        guard case .done(let call) = answer else { throw StorageError.fault("\(answer)") }
        return call
    }
}
