import Letters
import Storage
import Triage

/// What the linked page of a case says of the calls that it calls people for: whom to ring, what was agreed, and all
/// that was said, by them and by Earshot.
enum LinkedCall {
    private static let longestText = 1_500

    static func facts(_ visit: Visit, _ id: CaseID, mayMark: Bool) async throws -> [Facts] {
        try await visit.desk.store.ringing(for: id).compactMap { material in
            guard case .callBack(let call, let story, let message, let earlier, _, let said) = material else {
                return nil
            }
            let (terms, now) = (visit.desk.callBacks(), visit.now)
            let zone = terms?.calendar(of: call).zone ?? visit.desk.zone
            let spoken = SpokenTime(zone: zone, isTheirZone: true, now: now, language: "en")
            let who = message?.customer?.name.nonEmpty ?? message?.message.author.displayName.nonEmpty
            var facts: Facts = [
                "call": .text("\(call.id)"), "number": .text(call.number), "who": .optional(who),
                "agreed": .text(spoken.listed(call.start)),
                "attempt": .optional(call.attempts > 1 ? "attempt \(call.attempts), rung in vain before" : nil),
                "since": .text(Clock.ago(call.waitedSince, now)), "language": .optional(call.language.nonEmpty),
                "about": .optional(call.topic.nonEmpty), "mayMark": .flag(mayMark && terms != nil),
            ]
            let heard = (earlier + [message].compactMap(\.self)).map { stored in
                let name = stored.message.author.displayName.nonEmpty ?? "The customer"
                return (at: stored.message.time, author: name, text: stored.message.text)
            }
            let told = said.map { (at: $0.sentAt ?? $0.createdAt, author: "Earshot", text: $0.text) }
            let all = (heard + told).enumerated().sorted {
                ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
            }
            facts["said"] = .list(
                all.suffix(20).map { _, one in
                    [
                        "author": .text(one.author), "ago": .text(Clock.ago(one.at, now)),
                        "text": .text(String(one.text.prefix(longestText))),
                    ]
                })
            facts["hasSaid"] = .flag(!all.isEmpty)
            facts["events"] = .list(
                story.map { event in
                    [
                        "what": .text(event.what), "by": .text(event.who), "at": .text(spoken.listed(event.at)),
                        "note": .optional(StoryTimes.local(event.note, zone).nonEmpty),
                    ]
                })
            return facts
        }
    }

    /// Kept, or no reply, of a call that the page's case calls for now, in the name of whoever was paged.
    /// - Returns: what became of it, for a person.
    static func mark(_ visit: Visit, _ page: OnCallPage, _ ending: CallBackEnding, note: String) async throws -> String
    {
        guard let id = page.hotCase, let hotCase = try await visit.desk.store.caseDetail(id)?.hotCase else {
            return "This page is about no case. Nothing was done."
        }
        if hotCase.state.isOpen, !LinkedPage.mayMark(hotCase, page.person) {
            return "Nothing was done: \(hotCase.claimedBy ?? "somebody else") holds it."
        }
        guard let terms = visit.desk.callBacks() else { return "No call-backs are offered any more. Nothing was done." }
        let calls = try await visit.desk.store.ringing(for: id).compactMap { material in
            if case .callBack(let call, _, _, _, _, _) = material { call } else { nil }
        }
        guard let call = calls.first(where: { "\($0.id)" == visit.form["call"] }) else {
            return "Nobody is to ring any more. Nothing was done."
        }
        let answer = try await visit.desk.store.mark(
            callBack: call.id, ending, version: call.version, terms: terms, by: page.person.rawValue, note: note,
            now: visit.now)
        switch answer {
        case .done(let after):
            if ending == .kept { return "Noted: they were reached. Thank you." }
            return after.state == .booked
                ? "Noted: they did not answer. They are rung again \(after.due.map { Clock.ago($0, visit.now) } ?? "")."
                : "Noted: they did not answer, and are told."
        case .over(let after): return "It \(after.whyNot). Nothing was done."
        case .changed, .refused, .noSuchCallBack: return "Somebody changed it in between. Nothing was done."
        }
    }
}
